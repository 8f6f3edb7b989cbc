import { machineLanguage, writeNumbersAs } from "../shared/sentence-numbers.ts";
import { runCli } from "./commands/run.ts";
import { thisTerminal } from "./commands/terminal.ts";

/** Entry point of the browser host: `steward serve`, with its flags, for those who start no command line. */
writeNumbersAs(machineLanguage());
const terminal = thisTerminal();
const status = await runCli(["serve", ...process.argv.slice(2)], terminal);
// After an interruption nothing may hold the process up; otherwise it ends when its output is written.
if (terminal.stop.aborted) process.exit(status);
process.exitCode = status;
