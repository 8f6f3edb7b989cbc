const dayMilliseconds = 86_400_000;

/** They take longer to be made than all else here. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Days since 1970-01-01, on the calendar of a time zone, of a moment in milliseconds since 1970. */
export function dayIn(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ??
    // Of all calendars, Canada's is written as ISO 8601 has it.
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(timeZone, format);
  return numberOfDay(format.format(at));
}

/** 0 -> "1970-01-01". */
export const isoDay = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10);

/** "1970-01-01" -> 0. */
export const numberOfDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / dayMilliseconds;

let zone: string | undefined;

/** Asked once: that takes as long as it takes to store a hundred records. */
export function machineZone(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}
