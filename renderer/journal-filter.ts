import type { JournalKind } from "../shared/domain/journal.ts";
import { type Filter, filterForm } from "./address-filter.ts";
import type { Asked } from "./steward.ts";

/** Which lines, as a steward tells them apart. Without the single refusals first: of those there may be ten thousands a day. */
export const journalSorts = [
  { name: "", words: "Pushes, causes and settings", kinds: ["run", "cause-change", "setting"] },
  { name: "all", words: "Everything, each refusal too", kinds: undefined },
  { name: "pushes", words: "Pushes", kinds: ["run"] },
  { name: "causes", words: "Causes", kinds: ["cause-change"] },
  { name: "refusals", words: "Refusals", kinds: ["refusal"] },
  { name: "settings", words: "Settings", kinds: ["setting"] },
] as const satisfies readonly {
  name: string;
  words: string;
  kinds: readonly JournalKind[] | undefined;
}[];

/** What narrows the journal. `sort` is the name of one; days are those of this computer's calendar. */
export type JournalFilter = Filter<"sort" | "from" | "to">;

const form = filterForm(["sort", "from", "to"]);
export const wholeJournal: JournalFilter = form.none;

/** For an address: "sort=causes&from=2026-11-01". */
export const journalText = form.write;

/** What an address says; what is none is left out. */
export function readJournalFilter(text: string | undefined): JournalFilter {
  const given = form.read(text);
  const sort = journalSorts.find(({ name }) => name === given.sort)?.name ?? "";
  const day = (text: string) => (startOf(text) === undefined ? "" : text);
  return { sort, from: day(given.from), to: day(given.to) };
}

/** What is wrong, in a sentence. Pure. */
export const journalProblem = ({ from, to }: JournalFilter): string | undefined =>
  from !== "" && to !== "" && to < from ? "The last day lies before the first one. Swap them." : undefined;

type Wish = Omit<Asked<"journal.list">, "after" | "limit">;

/** As the core is asked, for all connections where none is named. */
export function journalWish({ sort, from, to }: JournalFilter, connection: string | undefined): Wish {
  const kinds = journalSorts.find(({ name }) => name === sort)?.kinds;
  const [since, before] = [startOf(from), startOf(to, 1)];
  return {
    ...(connection !== undefined && { connection }),
    ...(kinds && { kind: [...kinds] }),
    ...(since !== undefined && { since }),
    ...(before !== undefined && { before }),
  };
}

const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The first moment of a day of this computer's calendar, or of one so many days later. Undefined for what is no day. */
export function startOf(day: string, later = 0): string | undefined {
  const [, year, month, date] = dayForm.exec(day) ?? [];
  if (year === undefined) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** "2026-11-30", where this computer is. */
export function dayOf(at: string | number): string {
  const moment = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
