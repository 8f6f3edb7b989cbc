/**
 * Numbers, dates and times as the person's system writes them, in sentences that are English. American English spells its months;
 * everywhere else a date is in digits, whose order and marks are the system's own, so that no word of another language stands
 * in the sentence. Days are those of the Gregorian calendar, as a school's records have them.
 */
export interface Formats {
  /** 45012 -> "45,012" or "45.012". */
  number(value: number, digits?: number): string;
  /** "Nov 30, 2026, 7:45 AM" or "30.11.2026, 07:45". */
  exact(at: Date): string;
  /** "7:45 AM" or "07:45". */
  clock(at: Date, timeZone?: string): string;
  /** Short: "Mon, Nov 30". Medium: "Nov 30, 2026". Spelled: "November 30, 2026". Long: "Monday, November 30, 2026". */
  day(at: Date, form: DayForm, timeZone?: string): string;
  /** "Monday" in either. */
  weekday(at: Date): string;
}
export type DayForm = "short" | "medium" | "spelled" | "long";

/** `languages`: as a browser tells them, the one that is liked best first. */
export function createFormats(languages: readonly string[]): Formats {
  const locale = new Intl.Locale(languages[0] ?? "en-US", { calendar: "gregory", numberingSystem: "latn" });
  const isEnglish = locale.language === "en";
  const isAmerican = isEnglish && (locale.region ?? "US") === "US";
  const tag = locale.toString();
  const numbers = new Intl.NumberFormat(tag);
  const clock = (at: Date, timeZone?: string) =>
    format(tag, isEnglish ? spokenClock : digitClock, timeZone).format(at);
  const day = isAmerican ? spelled(tag) : inDigits(tag);
  return {
    number: (value, digits) =>
      digits === undefined
        ? numbers.format(value)
        : new Intl.NumberFormat(tag, {
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          }).format(value),
    clock,
    day,
    exact: (at) => `${day(at, "medium")}, ${clock(at)}`,
    weekday: (at) => format("en", { weekday: "long" }).format(at),
  };
}

const spokenClock = { hour: "numeric", minute: "2-digit" } as const;
const digitClock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

function spelled(tag: string): Formats["day"] {
  const forms: Readonly<Record<DayForm, Intl.DateTimeFormatOptions>> = {
    short: { weekday: "short", month: "short", day: "numeric" },
    medium: { dateStyle: "medium" },
    spelled: { dateStyle: "long" },
    long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  };
  return (at, form, timeZone) => format(tag, forms[form], timeZone).format(at);
}

function inDigits(tag: string): Formats["day"] {
  const digits = { day: "2-digit", month: "2-digit" } as const;
  return (at, form, timeZone) => {
    const date = format(tag, form === "short" ? digits : { ...digits, year: "numeric" }, timeZone).format(at);
    if (form === "medium" || form === "spelled") return date;
    return `${format("en", { weekday: form }, timeZone).format(at)}, ${date}`;
  };
}

const made = new Map<string, Intl.DateTimeFormat>();

/** One is costly to make, and the same few are asked for over and over. */
function format(tag: string, options: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormat {
  const all = timeZone === undefined ? options : { ...options, timeZone };
  const name = JSON.stringify([tag, all]);
  const known = made.get(name) ?? new Intl.DateTimeFormat(tag, all);
  made.set(name, known);
  return known;
}
