import { AppError } from "../../shared/errors.ts";

const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const dateAndTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A parser for an option that takes a day of this machine's calendar: "2026-11-21", "today", "yesterday". */
export function day(option: string, now: () => Date = () => new Date()) {
  return (text: string): string => {
    const start = startOfDay(text, now());
    if (!start) throw new AppError("invalid-input", `${option} takes a day: 2026-11-21, today or yesterday.`);
    return isoDay(start);
  };
}

/**
 * A parser for an option that takes a moment: a time, in this machine's zone unless it says another, or a day: from its
 * start or, with `wholeDay`, to its end. Gives ISO 8601 in UTC.
 */
export function moment(option: string, { wholeDay = false, now = () => new Date() } = {}) {
  return (text: string): string => {
    const start = startOfDay(text, now());
    if (start && wholeDay) start.setDate(start.getDate() + 1);
    const at = start ?? (dateAndTime.test(text) ? new Date(text) : undefined);
    if (at && !Number.isNaN(at.getTime())) return at.toISOString();
    throw new AppError(
      "invalid-input",
      `${option} takes a moment: 2026-11-21T14:30, a day such as 2026-11-21, today or yesterday.`,
    );
  };
}

/** Undefined for what is no day. */
function startOfDay(text: string, now: Date): Date | undefined {
  if (text === "today" || text === "yesterday") {
    const back = text === "today" ? 0 : 1;
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - back);
  }
  const [, year, month, dayOfMonth] = date.exec(text) ?? [];
  if (year === undefined) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(dayOfMonth));
  return isoDay(start) === text ? start : undefined;
}

const isoDay = (at: Date): string =>
  [String(at.getFullYear()).padStart(4, "0"), two(at.getMonth() + 1), two(at.getDate())].join("-");
const two = (value: number): string => String(value).padStart(2, "0");
