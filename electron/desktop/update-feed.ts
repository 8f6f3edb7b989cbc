import { readFileSync } from "node:fs";

/** Where newer Stewards are looked for; `why`: what is named there is not used. */
export type Feed = { readonly kind: "feed" } | { readonly kind: "none"; readonly why?: string };

/**
 * Of the file that electron-builder puts into a package for which a place is configured: without it, updates are off. Only
 * https, and no place that leaves the address to others. Pure.
 */
export function feedOf(text: string | undefined): Feed {
  if (text === undefined) return { kind: "none" };
  const told = new Map(
    text.split("\n").flatMap((line) => {
      const [, name, value] = /^(\w+): *["']?(.*?)["']?\s*$/.exec(line) ?? [];
      return name !== undefined && value !== undefined ? [[name, value] as const] : [];
    }),
  );
  const provider = told.get("provider");
  const isPlain = provider === "generic" && isHttps(told.get("url"));
  const isGitHub =
    provider === "github" && !told.has("host") && (told.get("protocol") ?? "https") === "https";
  if (isPlain || isGitHub) return { kind: "feed" };
  return { kind: "none", why: "The place that this build names for updates is not reached by https." };
}

function isHttps(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === "https:" && username === "" && password === "";
}

/** `file`: undefined where Steward is not packaged. */
export function readFeed(file: string | undefined): Feed {
  if (file === undefined) return { kind: "none" };
  try {
    return feedOf(readFileSync(file, "utf8"));
  } catch {
    return { kind: "none" };
  }
}
