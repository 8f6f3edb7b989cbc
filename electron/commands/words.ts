import { counted, some } from "../../shared/sentence-numbers.ts";

export { counted, some };

/** Seconds as a person would say them: "4 s", "2 min 4 s", "1 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return seconds < 10 ? `${Math.round(seconds * 10) / 10} s` : `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60)
    return whole % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${counted(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** An ISO time as this machine's date and time: "2026-11-22 10:42". */
export function dateAndTime(iso: string): string {
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${timeOfDay(iso)}`;
}

/** An ISO time as this machine's time of day: "10:42". */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

/** Text from a server or a file, without what could steer the terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** An argument as it would be typed in a command: names with spaces in quotes. */
export const typed = (argument: string): string => (/^[\w.@-]+$/.test(argument) ? argument : `"${argument}"`);
