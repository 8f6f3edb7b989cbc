import { clockAt } from "./format.ts";

/** A field of a cron pattern: every value, every n-th one, or the values themselves. */
type Field = { readonly every: number } | { readonly values: readonly number[] };

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const mostTimes = 6;

/**
 * What a cron pattern of five fields means, in words: "At 7:30 AM and 12:30 PM, Monday to Friday". Undefined for patterns
 * that are easier shown by their next times, and for what is no pattern. Pure.
 */
export function cronWords(cron: string): string | undefined {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== 5) return undefined;
  const [minute = "", hour = "", date = "", month = "", weekday = ""] = parts;
  const time = timeWords(readField(minute, 0, 59), readField(hour, 0, 23));
  const days = dayWords(readField(date, 1, 31), readField(weekday, 0, 7, weekdays));
  const when = monthWords(readField(month, 1, 12, months, 1));
  if (time === undefined || days === undefined || when === undefined) return undefined;
  return [time, days, when].filter((part) => part !== "").join(", ");
}

/** Undefined: another form than these. `names`: the first three letters of each stand for it. */
function readField(
  text: string,
  least: number,
  most: number,
  names: readonly string[] = [],
  first = 0,
): Field | undefined {
  const [, step] = /^\*(?:\/(\d+))?$/.exec(text) ?? [undefined, undefined];
  if (text === "*" || step !== undefined) return { every: Number(step ?? 1) };
  const number = (word: string) => {
    const named = names.findIndex((name) => name.slice(0, 3).toLowerCase() === word.toLowerCase());
    return named >= 0 ? named + first : /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  const values = text.split(",").flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split("-").map(number);
    return from <= to ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [Number.NaN];
  });
  return values.every((value) => value >= least && value <= most) ? { values } : undefined;
}

function timeWords(minute: Field | undefined, hour: Field | undefined): string | undefined {
  if (!minute || !hour) return undefined;
  if ("every" in minute) return everyMinutes(minute.every, hour);
  if ("every" in hour) return hourly(minute.values, hour.every);
  const times = hour.values.flatMap((of) => minute.values.map((past) => clockAt(of, past)));
  return times.length <= mostTimes ? `At ${listWords(times)}` : undefined;
}

/** Once in every hour, or in every second one. */
function hourly([past, ...others]: readonly number[], step: number): string | undefined {
  if (past === undefined || others.length > 0 || step > 2) return undefined;
  const which = step === 2 ? "every second hour" : "every hour";
  return past === 0 ? `On the hour, ${which}` : `At ${past} minutes past, ${which}`;
}

/** Only intervals that fit into an hour are the same all the time. */
function everyMinutes(step: number, hour: Field): string | undefined {
  if (step < 1 || 60 % step !== 0) return undefined;
  const words = step === 1 ? "Every minute" : `Every ${step} minutes`;
  if ("every" in hour) return hour.every === 1 ? words : undefined;
  const [from, to] = [hour.values[0], hour.values.at(-1)];
  if (from === undefined || to === undefined || to - from + 1 !== hour.values.length) return undefined;
  return `${words} from ${clockAt(from, 0)} to ${clockAt(to, 60 - step)}`;
}

/** "" for every day. Both a date and a weekday mean either of them: such a pattern is shown by its times. */
function dayWords(date: Field | undefined, weekday: Field | undefined): string | undefined {
  if (!date || !weekday) return undefined;
  const [anyDate, anyDay] = [isAny(date), isAny(weekday)];
  if (anyDate && anyDay) return "every day";
  if (anyDate && "values" in weekday) return weekdayWords(weekday.values.map((day) => day % 7));
  if (anyDay && "values" in date) return `on the ${listWords(date.values.map(ordinal))} of the month`;
  return undefined;
}

function weekdayWords(days: readonly number[]): string {
  const names = days.map((day) => weekdays[day] ?? "");
  const isRow = days.every((day, index) => index === 0 || day === ((days[index - 1] ?? 0) + 1) % 7);
  if (isRow && days.length === 7) return "every day";
  return isRow && days.length > 2 ? `${names[0]} to ${names.at(-1)}` : `on ${listWords(names)}`;
}

function monthWords(month: Field | undefined): string | undefined {
  if (!month) return undefined;
  if ("every" in month) return month.every === 1 ? "" : undefined;
  return `in ${listWords(month.values.map((value) => months[value - 1] ?? ""))}`;
}

const isAny = (field: Field) => "every" in field && field.every === 1;

function ordinal(day: number): string {
  const ending = { one: "st", two: "nd", few: "rd" }[
    new Intl.PluralRules("en", { type: "ordinal" }).select(day) as "one"
  ];
  return `${day}${ending ?? "th"}`;
}

const lists = new Intl.ListFormat("en", { type: "conjunction" });
const listWords = (words: readonly string[]) => lists.format(words);
