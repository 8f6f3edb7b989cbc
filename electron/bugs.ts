import { join } from "node:path";
import { pino } from "pino";
import type { Terminal } from "./commands/terminal.ts";

/** Writes a surprise to the data folder's log: where it happened, never its text, which may hold a student's data. */
export function reportBugsTo(home: string, terminal: Pick<Terminal, "stderr">): (error: unknown) => void {
  return (error) => {
    const file = join(home, "steward.log");
    const log = pino({ base: null }, pino.destination({ dest: file, append: true, sync: true, mode: 0o600 }));
    log.error(surprise(error), "surprise");
    terminal.stderr.write(`Something went wrong inside Steward. ${file} says where.\n`);
  };
}

function surprise(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { name, stack = "" } = error;
  const code = "code" in error ? String(error.code) : undefined;
  const at = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { name, code, at: at.map((line) => line.trim()) };
}
