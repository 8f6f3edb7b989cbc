import { runCli } from "../../electron/commands/run.ts";
import { thisTerminal } from "../../electron/commands/terminal.ts";
import { fakeCore } from "./fake-cli-core.ts";

/** The command line in a process of its own, on a fake core whose push never ends by itself; "deaf": not even when cancelled. */
const [kind, ...argv] = process.argv.slice(2);
// A real push holds sockets open; this stands for them.
setInterval(() => undefined, 1000);
const terminal = thisTerminal();
const core = fakeCore({ endless: kind === "deaf" ? "deaf" : true });
core.listen((event) => terminal.stderr.write(`${event.name}\n`));
process.exit(await runCli(argv, terminal, async () => core));
