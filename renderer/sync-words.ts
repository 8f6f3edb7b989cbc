import type { PushPreview, PushRequest, RunState } from "../shared/domain/run.ts";
import type { Starter, Submission } from "../shared/domain/submission.ts";
import { count, counted, dayWords, decimal, exactTime, resourceName } from "./format.ts";
import { stageTitle } from "./sync-rows.ts";

/** 1234567 -> "1.2 MB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte", "bytes");
  const units = ["kB", "MB", "GB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? decimal(value) : count(Math.round(value))} ${units[power - 1]}`;
}

/** "12 s", "4 min 5 s", "1 h 4 min". */
export function durationWords(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

type Wish = Partial<Omit<PushRequest, "connection">>;

/** What was asked to be sent, in one line. */
export function requestWords(wish: Wish): string {
  const { records, causes, failedSince, force, limit, deletes } = wish;
  const narrowed = narrowingWords(wish);
  const isAll = !records && !causes && failedSince === undefined;
  const all = narrowed.length > 0 ? (force ? "Everything" : "Changes") : force ? "Everything" : "All changes";
  const what = [
    ...(records ? [counted(records.length, "chosen record", "chosen records")] : []),
    ...(causes ? [`records of ${counted(causes.length, "cause", "causes")}`] : []),
    ...(failedSince ? [`what failed since ${exactTime(failedSince)}`] : []),
  ].join(", ");
  const head = isAll ? all : what.charAt(0).toUpperCase() + what.slice(1);
  return [
    [head, ...narrowed].join(" "),
    ...(force ? ["also what has not changed"] : []),
    ...(deletes === "confirm" ? ["and what has left your files is deleted"] : []),
    ...(limit === undefined ? [] : [`at most ${count(limit)}`]),
  ].join(", ");
}

function narrowingWords({
  resources,
  schools,
  dateFrom,
  dateTo,
  changedSince,
  changedUntil,
}: Wish): string[] {
  return [
    ...(resources ? [`of ${some(resources.map(resourceName))}`] : []),
    ...(schools ? [`of ${schools.length === 1 ? "school" : "schools"} ${some(schools)}`] : []),
    ...spanWords("about", dateFrom && dayWords(dateFrom, "medium"), dateTo && dayWords(dateTo, "medium")),
    ...spanWords("found", changedSince && exactTime(changedSince), changedUntil && exactTime(changedUntil)),
  ];
}

function spanWords(word: string, from: string | undefined, to: string | undefined): string[] {
  if (from === undefined && to === undefined) return [];
  if (from === to) return [`${word} ${from}`];
  const ends = [from && `from ${from}`, to && `until ${to}`].filter((end) => end !== undefined);
  return [`${word}${word === "about" ? " days" : ""} ${ends.join(" ")}`];
}

function some(names: readonly string[]): string {
  if (names.length <= 3) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${count(names.length - 2)} more`;
}

/** What a submission is, in one line. */
export function submissionTitle({ request, purpose }: Pick<Submission, "request" | "purpose">): string {
  switch (purpose?.kind) {
    case "stage":
      return `First sync: ${stageTitle(purpose.stage)}`;
    case "pilot":
      return request.schools
        ? `Pilot: school ${request.schools.join(", ")}`
        : `Pilot: about ${counted(request.sample ?? 0, "record", "records")}`;
    case "resync":
      return "Once more, by the schedule";
    case undefined:
      return requestWords(request);
    default:
      return purpose satisfies never;
  }
}

const starters: Readonly<Record<Starter, string>> = {
  window: "in the window",
  browser: "in the browser",
  "command line": "on the command line",
  schedule: "by the schedule",
};

/** Who or what started it: of a schedule nobody did. */
export const starterWords = ({ startedBy, who }: Pick<Submission, "startedBy" | "who">) =>
  startedBy === "schedule" ? "The schedule" : `${who}, ${starters[startedBy]}`;

interface StateWords {
  readonly icon: string;
  readonly words: string;
  readonly tone: "accepted" | "refused" | "waiting" | "blocked" | "sending";
}

/** How it stands: icon and words, the colour only underlines them. `paused`: its connection is. */
export function submissionWords(
  { state, refused }: Pick<Submission, "state" | "refused">,
  paused: boolean,
): StateWords {
  switch (state) {
    case "accepted":
      return {
        icon: "◌",
        words: paused ? "Waits until sending is resumed" : "Waits for its turn",
        tone: "waiting",
      };
    case "running":
      return { icon: "●", words: "Being sent", tone: "sending" };
    case "done":
      return refused > 0
        ? { icon: "▲", words: `Done, ${count(refused)} refused`, tone: "refused" }
        : { icon: "●", words: "Done", tone: "accepted" };
    case "stopped":
      return { icon: "▲", words: "Ended early", tone: "refused" };
    case "cancelled":
      return { icon: "‖", words: "Cancelled", tone: "blocked" };
    case "crashed":
      return { icon: "▲", words: "Cut off: Steward ended in the middle", tone: "refused" };
    default:
      return state satisfies never;
  }
}

const runStates: Readonly<Record<RunState, string>> = {
  queued: "Waits for its turn",
  running: "Being sent",
  done: "Done",
  cancelled: "Cancelled",
  stopped: "Ended early",
  crashed: "Cut off",
};
export const runWords = (state: RunState) => runStates[state];

/** What would leave this machine, in sentences. `to`: the connection's name and its server. */
export function previewWords(
  preview: PushPreview,
  { to, force }: { readonly to: string; readonly force: boolean },
): string[] {
  const { planned, unchanged, resources, rejected, bytes } = preview;
  const sum = (of: (line: PushPreview["resources"][number]) => number) =>
    resources.reduce((total, line) => total + of(line), 0);
  const [added, changed, again] = [
    sum((line) => line.new),
    sum((line) => line.changed),
    sum((line) => line.again),
  ];
  const kinds = [
    ...(added > 0 ? [`${count(added)} new`] : []),
    ...(changed > 0 ? [`${count(changed)} changed`] : []),
    ...(again > 0 ? [`${count(again)} ${force ? "as they were sent or refused before" : "once more"}`] : []),
  ];
  const size = bytes === undefined ? "" : `, ${bytesWords(bytes)}`;
  return [
    planned === 0
      ? `Nothing would be sent to ${to}.`
      : `${counted(planned, "record leaves", "records leave")} this computer${size}, and ${planned === 1 ? "goes" : "go"} to ${to}: whole, with all that your files say in them.`,
    ...(kinds.length > 1 || (kinds.length === 1 && again > 0) ? [`Of them ${kinds.join(", ")}.`] : []),
    ...keyWords(preview),
    ...(unchanged > 0
      ? [
          `${counted(unchanged, "record stays", "records stay")} here: nothing changed since the server's last answer.`,
        ]
      : []),
    ...(rejected > 0
      ? [
          `${counted(rejected, "line of your files is no record and stays", "lines of your files are no records and stay")} here.`,
        ]
      : []),
  ];
}

function keyWords({ keyChanged = 0, keyChangesHeld = 0 }: PushPreview): string[] {
  return [
    ...(keyChanged > 0
      ? [`${counted(keyChanged, "of them goes", "of them go")} under another key than before.`]
      : []),
    ...(keyChangesHeld > 0
      ? [
          `${counted(keyChangesHeld, "of them is", "of them are")} held back: the key changed, and this server changes none.`,
        ]
      : []),
  ];
}
