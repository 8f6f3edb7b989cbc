import type { Command } from "commander";
import { day, moment } from "./moments.ts";
import { names } from "./options.ts";

/** Options that name the records a push is about; each narrows the others. */
export interface ChoiceOptions {
  record?: readonly string[];
  cause?: readonly string[];
  school?: readonly string[];
  failedSince?: string;
  since?: string;
  until?: string;
  dateFrom?: string;
  dateTo?: string;
}

export const addChoice = (command: Command): Command =>
  command
    .option("--record <ids>", "only these records; may be repeated, or a comma list", names)
    .option("--cause <ids>", "only what these causes keep back, failed and held", names)
    .option("--school <ids>", "only what belongs to these schools, by schoolId", names)
    .option("--failed-since <time>", "only what was refused since then", moment("--failed-since"))
    .option(
      "--since <time>",
      "only what is new or changed in the files since then: 2026-11-21T14:30, 2026-11-21, today, yesterday",
      moment("--since"),
    )
    .option(
      "--until <time>",
      "and before this time; of a day, all of it",
      moment("--until", { wholeDay: true }),
    )
    .option(
      "--date-from <day>",
      "only records about this day or later, by the date in them",
      day("--date-from"),
    )
    .option("--date-to <day>", "only records about this day or earlier", day("--date-to"));

/** As the core is asked. */
export const choiceOf = (options: ChoiceOptions) => ({
  ...(options.record && { records: [...options.record] }),
  ...(options.cause && { causes: [...options.cause] }),
  ...(options.school && { schools: [...options.school] }),
  ...(options.failedSince && { failedSince: options.failedSince }),
  ...(options.since && { changedSince: options.since }),
  ...(options.until && { changedUntil: options.until }),
  ...(options.dateFrom && { dateFrom: options.dateFrom }),
  ...(options.dateTo && { dateTo: options.dateTo }),
});
