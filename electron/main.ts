import { resolve } from "node:path";
import { app } from "electron";
import { exitStatusOf } from "../shared/errors.ts";
import { machineLanguage, writeNumbersAs } from "../shared/sentence-numbers.ts";
import { reportBugsTo } from "./bugs.ts";
import { type Asked, askedFor } from "./desktop/arguments.ts";
import { runDesktop } from "./desktop/desktop.ts";
import { openHome } from "./home.ts";

/** Entry point of the installed executable: the window, or with a command the command line. */
const asked = askedFor(process.argv, process.defaultApp === true);
app.setName("Steward");
if (asked.kind === "window") openTheWindow(asked);
// Electron goes on to its windows when this module has been evaluated: here it never is.
else process.exit(await runCommand(asked.argv));

/** Not awaited: Electron is ready only after this module has been evaluated, and would wait for ever for a module that waits for it. */
function openTheWindow({ home: given, credentials, isHidden, path }: Extract<Asked, { kind: "window" }>) {
  const home = openHome(given);
  const reportBug = reportBugsTo(home, process);
  // Electron would show the error's text, which may hold a student's data.
  process.on("uncaughtException", reportBug);
  const options = { home, credentials, bundleFolder: import.meta.dirname, reportBug, isHidden };
  const opened = path === undefined ? {} : { path: resolve(path) };
  runDesktop({ ...options, ...opened }).catch((error) => {
    reportBug(error);
    app.exit(exitStatusOf.internal);
  });
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const { runCli } = await import("./commands/run.ts");
  const { thisTerminal } = await import("./commands/terminal.ts");
  writeNumbersAs(machineLanguage());
  const status = await runCli(argv, thisTerminal());
  // What was written to a pipe may not have left the process yet.
  for (const output of [process.stdout, process.stderr])
    await new Promise<void>((written) => output.write("", () => written()));
  return status;
}
