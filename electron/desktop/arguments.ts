import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What the executable was started for. */
export type Asked =
  | {
      readonly kind: "window";
      readonly home: string | undefined;
      readonly credentials: "keychain" | "environment";
      readonly isHidden: boolean;
      readonly path?: string;
    }
  /** `steward <command> …`, as the installed executable and its `steward.cmd` are called. */
  | { readonly kind: "command"; readonly argv: readonly string[] };

/** Commands are plain words; a file that is opened has a dot or a separator in its name. */
const commandWord = /^[a-z][a-z-]*$/;
const told = new Set(["--help", "-h", "--version"]);
/** What the start script of an AppImage adds where the system has no sandbox: for Chromium, and no word of ours. */
const addedByScripts = new Set(["--no-sandbox"]);

/**
 * Pure. `argv`: the process's own. From a checkout (`isDefaultApp`) the application's folder stands in it; Chromium's switches
 * may stand anywhere. Behind a "--" everything is a command line, so that no switch of Chromium is mistaken for one of ours,
 * nor an address for a page.
 */
export function askedFor(argv: readonly string[], isDefaultApp: boolean): Asked {
  const given = isDefaultApp ? afterFirstWord(argv.slice(1)) : argv.slice(1);
  const divider = given.indexOf("--");
  if (divider >= 0) return { kind: "command", argv: given.slice(divider + 1) };
  // Unknown switches are let through: they may be Chromium's.
  const options = {
    home: { type: "string" },
    hidden: { type: "boolean" },
    "credentials-from-env": { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({
    args: [...given],
    options,
    strict: false,
    allowPositionals: true,
  });
  const isCommand = commandWord.test(positionals[0] ?? "") || given.some((word) => told.has(word));
  if (isCommand) return { kind: "command", argv: given.filter((word) => !addedByScripts.has(word)) };
  const path = pathOf(positionals[0]);
  return {
    kind: "window",
    home: typeof values.home === "string" ? values.home : undefined,
    credentials: values["credentials-from-env"] === true ? "environment" : "keychain",
    isHidden: values.hidden === true,
    ...(path !== undefined && { path }),
  };
}

/** A Linux desktop hands files over as addresses. */
function pathOf(word: string | undefined): string | undefined {
  if (word?.startsWith("file:") !== true) return word;
  try {
    return fileURLToPath(word);
  } catch {
    // Of another machine, or none at all.
    return undefined;
  }
}

function afterFirstWord(given: readonly string[]): readonly string[] {
  return given.slice(given.findIndex((word) => !word.startsWith("-")) + 1);
}
