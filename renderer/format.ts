import type { Mender } from "../shared/domain/cause.ts";
import type { Connection } from "../shared/domain/connection.ts";
import type { RecordState } from "../shared/domain/record.ts";
import type { RunProgress } from "../shared/domain/run.ts";
import { createFormats, type DayForm } from "./locale.ts";

/** As this computer's language settings say; words stay English whatever they are. */
const formats = createFormats(navigator.languages);
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** 45012 -> "45,012", as this computer writes numbers. */
export function count(value: number): string {
  return formats.number(value);
}

/** 1.25 -> "1.3": with one place. */
export const decimal = (value: number): string => formats.number(value, 1);

/** "1 cause", "3 causes". */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Seconds -> "40 s left", "2 min left", "1 h 5 min left": rounded, so that it does not flicker. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.round(seconds / 5) * 5)} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

/** "5 minutes ago", as exactly as a person needs it. */
export function ago(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (seconds > -60) return "just now";
  if (seconds > -3600) return relative.format(Math.trunc(seconds / 60), "minute");
  if (seconds > -86_400) return relative.format(Math.trunc(seconds / 3600), "hour");
  const days = Math.trunc(seconds / 86_400);
  if (days > -60) return relative.format(days, "day");
  if (days > -730) return relative.format(Math.trunc(days / 30.44), "month");
  return relative.format(Math.trunc(days / 365.25), "year");
}

/** "Nov 30, 2026, 7:45 AM". */
export function exactTime(iso: string): string {
  return formats.exact(new Date(iso));
}

/** "7:45 AM". */
export function clockTime(iso: string): string {
  return formats.clock(new Date(iso));
}

/** A time of the day, wherever that is: 7, 45 -> "7:45 AM". */
export const clockAt = (hour: number, minute: number): string =>
  formats.clock(new Date(Date.UTC(2026, 0, 1, hour, minute)), "UTC");

/** A calendar day, as "2026-11-30", of which no zone makes another one. Short: "Mon, Nov 30". */
export function dayWords(day: string, form: DayForm = "short"): string {
  return formats.day(new Date(`${day}T00:00:00Z`), form, "UTC");
}

/** The day of a moment: "November 30, 2026". */
export const dayOfTime = (iso: string): string => formats.day(new Date(iso), "spelled");

/** "Monday, November 30, 2026", where this computer is. */
export const today = (): string => formats.day(new Date(), "long");

/** "Monday 7:45 AM". */
export const weekdayTime = (at: Date): string => `${formats.weekday(at)} ${formats.clock(at)}`;

/** "Mon, Nov 30, 7:45 AM", on the clock of a time zone. */
export const timeIn = (iso: string, timeZone: string): string =>
  `${formats.day(new Date(iso), "short", timeZone)}, ${formats.clock(new Date(iso), timeZone)}`;

/** "/ed-fi/studentSchoolAssociations" -> "studentSchoolAssociations"; an extension's keeps its prefix. */
export function resourceName(path: string): string {
  return path.replace(/^\/ed-fi\//, "").replace(/^\//, "");
}

const menders: Readonly<Record<Mender, string>> = {
  "source data": "Your source system",
  mapping: "You, with a mapping",
  "our settings": "You, in Steward's settings",
  "your choice": "You, by choosing a version",
  "the host": "The API's host",
  wait: "Nobody: it goes out by itself",
};

export function menderWords(who: Mender): string {
  return menders[who];
}

/** Undefined for one that there is not. */
export const readMender = (given: string): Mender | undefined =>
  Object.hasOwn(menders, given) ? (given as Mender) : undefined;

const states: Readonly<Record<RecordState, string>> = {
  new: "to send",
  changed: "to send",
  sending: "being sent",
  sent: "accepted",
  failed: "refused",
  blocked: "blocked",
  waiting: "waiting",
  unknown: "no answer",
  gone: "no longer in the files",
  "delete-pending": "not deleted",
  deleted: "deleted",
  outside: "not sent: another school",
};

/** A record's state in a steward's words. */
export function stateWords(state: RecordState): string {
  return states[state];
}

/** "ODS/API 7.3 · Ed-Fi 5.2.0 · TPDM 1.1.0 · 2027". */
export function serverWords({ server, settings }: Pick<Connection, "server" | "settings">): string {
  if (!server) return "The server was not asked yet";
  const product = server.product === "dms" ? "Ed-Fi DMS" : "ODS/API";
  return [`${product} ${server.version}`, ...server.dataModels, settings.year].filter(Boolean).join(" · ");
}

/** What a push is at, in one short line. */
export function progressWords(progress: RunProgress | undefined): string {
  if (!progress) return "Starting";
  switch (progress.phase) {
    case "connecting":
      return "Connecting";
    case "reading":
      return `Reading files: ${counted(progress.linesRead, "line", "lines")}`;
    case "sending":
      return `${count(progress.done)} of ${count(progress.planned)}`;
    case "ended":
      return "Finishing";
    default:
      return progress.phase satisfies never;
  }
}

/** What a screen reader says of a push: it changes every tenth of the way, not ten times a second. */
export function spokenProgress(connection: string, progress: RunProgress | undefined): string {
  if (progress?.downSince)
    return `${connection}: the API has not answered since ${clockTime(progress.downSince)}.`;
  if (progress?.phase !== "sending") return `${connection}: sending has started.`;
  const tenths = progress.planned === 0 ? 0 : Math.floor((10 * progress.done) / progress.planned);
  return `${connection}: ${tenths * 10} percent of ${counted(progress.planned, "record", "records")} sent.`;
}
