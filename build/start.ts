import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bundle, isBundleStale } from "./bundle.ts";
import { findElectron } from "./electron-binary.ts";

/** `npm start`: builds when something changed, then opens the window, or the browser where there can be no window. */

const root = fileURLToPath(new URL("..", import.meta.url));
const internal = 70;
const interrupted = 130;
const flags = process.argv.slice(2);

if (isBundleStale()) {
  console.log("Building Steward.");
  await bundle();
}
const electron = hasScreen() ? findElectron() : undefined;
if (electron === undefined) {
  const why = hasScreen() ? "Electron could not be fetched" : "There is no screen here";
  console.log(`${why}: Steward opens in the browser instead, with the same pages.`);
  await run(process.execPath, ["dist/web.js", ...flags]);
} else {
  await run(electron, [root, ...flags]);
}

function hasScreen() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The child gets the terminal and its Ctrl-C; this process only waits, so that the child can save. */
async function run(program: string, parameters: readonly string[]) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  const child = spawn(program, parameters, { cwd: root, stdio: "inherit" });
  const status = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(internal));
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? internal : interrupted)));
  });
  // Ctrl-C is how a person closes it: npm need not call that an error.
  process.exitCode = status === interrupted ? 0 : status;
}
