import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const electronFolder = fileURLToPath(new URL("../node_modules/electron", import.meta.url));
/** Remembers that a download failed, so that a closed network costs the wait once a day and not at every start. */
const failure = fileURLToPath(
  new URL("../node_modules/.cache/steward/electron-download-failed", import.meta.url),
);

const secondsToDownload = 120;
const hoursUntilNextTry = 24;

/** Electron's program, downloaded when it is not there yet; undefined when it cannot be had. */
export function findElectron(): string | undefined {
  return installedElectron() ?? downloadedElectron();
}

/** The same, where nothing is to be downloaded. */
export function installedElectron(): string | undefined {
  const pathFile = join(electronFolder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const program = join(electronFolder, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(program) ? program : undefined;
}

function downloadedElectron(): string | undefined {
  if (failedLately()) return undefined;
  console.log("Fetching Electron, once, for at most two minutes.");
  spawnSync(process.execPath, [join(electronFolder, "install.js")], {
    timeout: secondsToDownload * 1000,
    stdio: "ignore",
  });
  const program = installedElectron();
  if (program === undefined) rememberFailure();
  return program;
}

function failedLately() {
  if (!existsSync(failure)) return false;
  return Date.now() - statSync(failure).mtimeMs < hoursUntilNextTry * 3_600_000;
}

function rememberFailure() {
  mkdirSync(dirname(failure), { recursive: true });
  writeFileSync(failure, "Delete this file, and the next start tries again.\n");
}
