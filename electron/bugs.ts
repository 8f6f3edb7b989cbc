import { join } from "node:path";
import { pino } from "pino";
import type { Terminal } from "./commands/terminal.ts";
import { surpriseOf } from "./surprise.ts";

/** Writes a surprise to the data folder's log: where it happened, never its text, which may hold a student's data. */
export function reportBugsTo(home: string, terminal: Pick<Terminal, "stderr">): (error: unknown) => void {
  return (error) => {
    const file = join(home, "steward.log");
    const log = pino({ base: null }, pino.destination({ dest: file, append: true, sync: true, mode: 0o600 }));
    log.error(surpriseOf(error), "surprise");
    terminal.stderr.write(`Something went wrong inside Steward. ${file} says where.\n`);
  };
}
