import type { Mender } from "../shared/domain/cause.ts";
import type { Connection } from "../shared/domain/connection.ts";
import type { RecordState } from "../shared/domain/record.ts";
import type { RunProgress } from "../shared/domain/run.ts";

const separated = new Intl.NumberFormat("en-US");
const exact = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short" });
const clock = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat("en-US", {
  weekday: "short",
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });

/** 45012 -> "45,012". */
export function count(value: number): string {
  return separated.format(value);
}

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

export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** A calendar day, as "2026-11-30", in a few words: "Mon, Nov 30". */
export function dayWords(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}

export function clockTime(iso: string): string {
  return clock.format(new Date(iso));
}

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
