import type { JournalLine } from "../shared/domain/journal.ts";
import type { RunState } from "../shared/domain/run.ts";
import { fieldWords } from "./field-words.ts";
import { count, counted, dayWords, menderWords, resourceName } from "./format.ts";
import { dayOf } from "./journal-filter.ts";

interface LineWords {
  readonly icon: string;
  readonly tone: "accepted" | "refused" | "waiting" | "blocked" | "accent";
  readonly what: string;
  readonly details: string;
}

type Line<Kind extends JournalLine["kind"]> = Extract<JournalLine, { kind: Kind }>;

/** What happened, in words for an educator: icon and words say it, the colour only underlines them. Pure. */
export function lineWords(line: JournalLine): LineWords {
  switch (line.kind) {
    case "run":
      return runLineWords(line);
    case "refusal":
      return refusalWords(line);
    case "cause-change":
      return causeWords(line);
    case "setting":
      return {
        icon: "•",
        tone: "blocked",
        what: `${line.what.charAt(0).toUpperCase()}${line.what.slice(1)}`,
        details: line.fields.map((field) => fieldWords(resourceName(field))).join(", "),
      };
    default:
      return line satisfies never;
  }
}

const runTitles: Readonly<Record<RunState, string>> = {
  queued: "A push waits for its turn",
  running: "A push is being sent",
  done: "Sent",
  cancelled: "Sending was cancelled",
  stopped: "Sending ended early",
  crashed: "Sending was cut off",
};

function runLineWords(line: Line<"run">): LineWords {
  const { state, created, updated, keyChanged, deleted, unchanged, failed, blocked, waiting, unknown, left } =
    line;
  const parts: readonly (readonly [number, string])[] = [
    [created + updated + keyChanged, "accepted"],
    [deleted, "deleted"],
    [failed, "refused"],
    [blocked + waiting, "held or waiting"],
    [unknown, "without an answer"],
    [left, "not sent"],
    [unchanged, "unchanged"],
  ];
  const told = parts.filter(([n]) => n > 0).map(([n, words]) => `${count(n)} ${words}`);
  const took = line.seconds === undefined ? [] : [`took ${secondsWords(line.seconds)}`];
  const ended = state !== "running" && state !== "queued";
  const nothing = ended && told.length === 0 ? ["nothing to send"] : told;
  return {
    ...markOfRun(line),
    what: runTitles[state],
    details: [nothing.join(", "), ...took].filter((part) => part !== "").join(" · "),
  };
}

function markOfRun({ state, failed }: Line<"run">): Pick<LineWords, "icon" | "tone"> {
  if (state === "running" || state === "queued") return { icon: "↑", tone: "accent" };
  if (state === "cancelled") return { icon: "‖", tone: "blocked" };
  return state === "done" && failed === 0 ? { icon: "●", tone: "accepted" } : { icon: "▲", tone: "refused" };
}

/** "0.4 s", "12 s", "4 min 5 s", "1 h 4 min". */
export function secondsWords(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** So many digits of a record's hash tell it from the others on a page. */
const digits = 8;

function refusalWords({ resource, status, record }: Line<"refusal">): LineWords {
  const what = resource === undefined ? "a record that is no longer known" : resourceName(resource);
  return {
    icon: "▲",
    tone: "refused",
    what: `Refused: ${what}`,
    details: [
      status === undefined ? "no answer" : `status ${status}`,
      ...(record === undefined ? [] : [`record ${record.slice(0, digits)}`]),
    ].join(" · "),
  };
}

function causeWords({ what, title, who, records }: Line<"cause-change">): LineWords {
  const isOpening = what === "opened";
  return {
    icon: isOpening ? "▲" : "✓",
    tone: isOpening ? "waiting" : "accepted",
    what: `${isOpening ? "New cause" : "Cleared"}: ${title}`,
    details: isOpening
      ? `${counted(records, "record waits", "records wait")} · ${menderWords(who)}`
      : counted(records, "record no longer waits", "records no longer wait"),
  };
}

/** The day of this computer's calendar that lies so many days back. */
export function daysBefore(days: number, now: number): string {
  const day = new Date(now);
  day.setDate(day.getDate() - days);
  return dayOf(day.getTime());
}

/** "Today, Monday, November 30, 2026". */
export function dayTitle(day: string, now: number): string {
  const words = dayWords(day, "long");
  if (day === dayOf(now)) return `Today, ${words}`;
  return day === daysBefore(1, now) ? `Yesterday, ${words}` : words;
}
