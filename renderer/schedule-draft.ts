import type { Schedule, ScheduleView } from "../shared/domain/schedule.ts";
import { cronWords } from "./cron-words.ts";
import { clockTime, count, counted, exactTime } from "./format.ts";
import { bytesWords } from "./sync-words.ts";

/** A schedule as it stands in the fields. */
export interface ScheduleDraft {
  readonly kind: "off" | "changes" | "every" | "at";
  readonly minutes: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly isQuiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  /** Empty: no limit. */
  readonly packet: string;
  /** The same in megabytes. */
  readonly packetMegabytes: string;
  /** Everything once more, at times of its own. */
  readonly isResync: boolean;
  readonly resyncCron: string;
  readonly resyncForce: boolean;
}

const megabyte = 1_000_000;

/** `here`: the machine's time zone. */
export function draftOfSchedule(schedule: Schedule | undefined, here: string): ScheduleDraft {
  const { timing, quiet, packet, packetBytes, resync, timeZone = here } = schedule ?? {};
  return {
    kind: timing?.kind ?? "off",
    minutes: timing?.kind === "every" ? String(timing.minutes) : "15",
    cron: timing?.kind === "at" ? timing.cron : "30 6 * * 1-5",
    timeZone,
    isQuiet: quiet !== undefined,
    quietFrom: quiet?.from ?? "07:30",
    quietTo: quiet?.to ?? "16:00",
    packet: packet === undefined ? "" : String(packet),
    packetMegabytes: packetBytes === undefined ? "" : String(packetBytes / megabyte),
    isResync: resync !== undefined,
    resyncCron: resync?.cron ?? "30 2 * * 0",
    resyncForce: resync?.force ?? false,
  };
}

/** Only for a draft without problems. Null: nothing is sent but by hand. Pure. */
export function scheduleOf(draft: ScheduleDraft): Schedule | null {
  if (draft.kind === "off") return null;
  return {
    timing: timingOf(draft),
    timeZone: draft.timeZone,
    ...(draft.isQuiet && { quiet: { from: draft.quietFrom, to: draft.quietTo } }),
    ...(draft.packet.trim() !== "" && { packet: Number(draft.packet) }),
    ...(draft.packetMegabytes.trim() !== "" && {
      packetBytes: Math.round(Number(draft.packetMegabytes) * megabyte),
    }),
    ...(draft.isResync && { resync: { cron: draft.resyncCron.trim(), force: draft.resyncForce } }),
  };
}

function timingOf({ kind, minutes, cron }: ScheduleDraft): Schedule["timing"] {
  if (kind === "every") return { kind, minutes: Number(minutes) };
  return kind === "at" ? { kind, cron: cron.trim() } : { kind: "changes" };
}

/** What can be told without asking the core, by field. */
export function scheduleProblems(draft: ScheduleDraft): Partial<Record<keyof ScheduleDraft, string>> {
  if (draft.kind === "off") return {};
  const minutes = Number(draft.minutes);
  const isWhole = (text: string) => /^\d{1,9}$/.test(text.trim());
  return {
    ...(draft.kind === "every" &&
      (!isWhole(draft.minutes) || minutes < 5 || minutes > 60) && {
        minutes: "Choose 5 to 60 minutes. For other times there is the pattern below.",
      }),
    ...(draft.kind === "at" &&
      draft.cron.trim() === "" && {
        cron: noPattern,
      }),
    ...(draft.isResync && draft.resyncCron.trim() === "" && { resyncCron: noPattern }),
    ...(draft.isQuiet && quietProblem(draft)),
    ...(draft.packet.trim() !== "" &&
      (!isWhole(draft.packet) || Number(draft.packet) === 0) && {
        packet: "A whole number of records, or nothing for no limit.",
      }),
    ...(draft.packetMegabytes.trim() !== "" &&
      !(Number(draft.packetMegabytes) * megabyte >= 1) && {
        packetMegabytes: "A number of megabytes, or nothing for no limit.",
      }),
  };
}

const noPattern =
  'Write five fields (minute, hour, day of month, month, day of week), such as "30 6 * * 1-5".';

function quietProblem({ quietFrom, quietTo }: ScheduleDraft): Partial<Record<keyof ScheduleDraft, string>> {
  if (quietFrom === "" || quietTo === "") return { quietTo: "Quiet hours have a beginning and an end." };
  return quietFrom === quietTo ? { quietTo: "Quiet hours end at another time than they begin." } : {};
}

/** When batches are started, in words. */
function timingWords({ timing }: Pick<Schedule, "timing">): string {
  if (timing.kind === "every") return `Every ${counted(timing.minutes, "minute", "minutes")}`;
  if (timing.kind === "changes") return "As soon as your files change";
  return cronWords(timing.cron) ?? `At the times of "${timing.cron}"`;
}

/** "12:30 AM"; what no clock shows stays as it is. */
function timeOfDayWords(time: string): string {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  if (hours === undefined) return time;
  const hour = Number(hours);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? "AM" : "PM"}`;
}

/** What the schedule is, in one line. */
export function scheduleWords(schedule: Schedule): string {
  const { quiet, packet, packetBytes, resync } = schedule;
  return [
    timingWords(schedule),
    ...(quiet ? [`quiet from ${timeOfDayWords(quiet.from)} to ${timeOfDayWords(quiet.to)}`] : []),
    ...(packet === undefined ? [] : [`${count(packet)} records a run at most`]),
    ...(packetBytes === undefined ? [] : [`${bytesWords(packetBytes)} a run at most`]),
    ...(resync
      ? [
          `${resync.force ? "everything" : "what the server lacks"} once more: ${lower(cronWords(resync.cron) ?? `at the times of "${resync.cron}"`)}`,
        ]
      : []),
  ].join(", ");
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** When the next batch is started, or why none is, in a sentence. `now`: milliseconds. */
export function nextWords({ next, waits, pausedAt, schedule }: ScheduleView, now: number): string {
  switch (waits) {
    case "closed":
      return "The connection is closed: nothing is sent.";
    case "paused":
      return `Paused${pausedAt === undefined ? "" : ` since ${momentWords(pausedAt, now)}`}: nothing is sent until it is resumed.`;
    case "off":
      return schedule ? "This schedule never comes." : "Batches are sent by hand: there is no schedule.";
    case "changes":
      return "Your folders are watched: what changes in them is sent at once.";
    case "first sync":
      return "The schedule begins when the first sync is finished.";
    case "running":
      return "The next batch begins when what is being sent has ended.";
    case "quiet":
      return `Quiet hours: the next batch starts ${next === undefined ? "after them" : momentWords(next, now)}.`;
    case "time":
      return `Next batch ${next === undefined ? "as soon as its time comes" : momentWords(next, now)}.`;
    default:
      return waits satisfies never;
  }
}

/** "7:45 AM" of today; else with its day. */
export function momentWords(iso: string, now: number): string {
  const isToday = new Date(iso).toDateString() === new Date(now).toDateString();
  return isToday ? clockTime(iso) : exactTime(iso);
}
