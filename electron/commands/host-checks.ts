import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import type { Check } from "../../shared/contract.ts";
import { keychainSecrets } from "../core/secrets/keychain.ts";

const leastNode = 22;
const browsers = ["xdg-open", "google-chrome", "chromium", "chromium-browser", "firefox"];

/** What the host needs of this machine. Only what nothing can be done without makes it not ok. */
export async function checkHost(credentialsFromEnv: boolean): Promise<{ ok: boolean; checks: Check[] }> {
  const node = checkNode();
  const keychain = credentialsFromEnv ? checkEnvironment() : await checkKeychain();
  return { ok: node.ok, checks: [node, checkElectron(), checkBrowser(), keychain] };
}

function checkNode(): Check {
  const ok = Number(process.versions.node.split(".")[0]) >= leastNode;
  const advice = `Steward needs Node ${leastNode} or newer.`;
  return {
    name: "Node",
    ok,
    found: `${process.version} on ${process.platform} ${process.arch}`,
    ...(ok ? {} : { advice }),
  };
}

/** The binary is downloaded at its first start, not with the package. */
function checkElectron(): Check {
  const name = "Electron";
  if (process.versions.electron) return { name, ok: true, found: process.versions.electron };
  const binary = electronBinary();
  if (binary) return { name, ok: true, found: binary };
  const advice =
    "The window needs it; it is fetched when Electron first starts. 'steward serve' shows the same pages in a browser.";
  return { name, ok: false, found: "no binary", advice };
}

function electronBinary(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
    const path = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8"));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function checkBrowser(): Check {
  const name = "browser";
  // Windows and macOS always have one.
  if (process.platform !== "linux") return { name, ok: true, found: "the default browser" };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const program = browsers.find((each) => folders.some((folder) => existsSync(join(folder, each))));
  if (program) return { name, ok: true, found: program };
  const advice = "'steward serve --no-open' says the address to open by hand.";
  return { name, ok: false, found: "none found", advice };
}

async function checkKeychain(): Promise<Check> {
  const name = "keychain";
  try {
    // Reading an entry that is not there needs all that storing one needs.
    await keychainSecrets().get("doctor");
    return { name, ok: true, found: "reachable" };
  } catch (error) {
    return { name, ok: false, found: "not reachable", advice: error instanceof Error ? error.message : "" };
  }
}

function checkEnvironment(): Check {
  const missing = ["STEWARD_KEY", "STEWARD_SECRET"].filter((variable) => !process.env[variable]);
  const name = "credentials";
  if (missing.length === 0) return { name, ok: true, found: "STEWARD_KEY and STEWARD_SECRET are set" };
  return { name, ok: false, found: `${missing.join(" and ")} not set`, advice: "Set them for this command." };
}
