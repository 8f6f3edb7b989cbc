import type { Cause, CauseSummary } from "../../shared/domain/cause.ts";
import type { PushResult, RunProgress } from "../../shared/domain/run.ts";
import { shortType } from "./difference-words.ts";
import type { Progress } from "./progress.ts";
import { deletingLine } from "./push-deletes.ts";
import { counted, duration, printable, some, timeOfDay, typed } from "./words.ts";

/** What a running push does, in a line. */
export function pushProgress(progress: RunProgress): Progress {
  const { phase, linesRead, planned, done } = progress;
  if (phase === "connecting") return { line: "asking the server what it has" };
  if (phase === "reading") return { line: `reading, ${some(linesRead, "line")} so far` };
  if (phase === "ended") return { line: "saving", part: 1 };
  return { line: sendingLine(progress), part: planned === 0 ? 0 : done / planned };
}

function sendingLine(progress: RunProgress): string {
  const { planned, done, perSecond, secondsLeft, inFlight, downSince, trouble, failed, sending, deletes } =
    progress;
  const resource = sending
    .find((each) => each.done < each.planned)
    ?.resource.split("/")
    .at(-1);
  const isDeleting = deletes !== undefined && done >= planned - deletes.planned;
  const parts = [
    isDeleting
      ? deletingLine(deletes)
      : `sending ${resource ? `${resource}, ` : ""}${counted(done)} of ${counted(planned)}`,
    `${counted(Math.round(perSecond))}/s`,
    secondsLeft === undefined ? undefined : `${duration(secondsLeft)} left`,
    `${counted(inFlight)} at a time`,
    failed === 0 ? undefined : `${counted(failed)} refused`,
    downSince === undefined
      ? undefined
      : `API down since ${timeOfDay(downSince)}, ${counted(planned - done)} wait. ${trouble ?? ""}`.trim(),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

/** The figures of a push, as label and sentence. */
export function pushFigures(result: PushResult): string {
  const { created, updated, unchanged, deleted, keyChanged } = result.sent;
  const accepted = created + updated;
  const rate = `${duration(result.seconds)}, ${counted(Math.round(result.perSecond))} a second, ${counted(result.peakConcurrency)} at a time at most`;
  const lines: readonly (readonly [string, number, string])[] = [
    ["Accepted", accepted, `${counted(created)} created, ${counted(updated)} updated`],
    ["Unchanged", unchanged, "accepted before, not sent"],
    ["Deleted", deleted, "no longer in your files"],
    ["Not deleted", result.undeleted ?? 0, "the server keeps them: see the causes"],
    ["Key changed", keyChanged, "the server gave them their new keys"],
    ["Refused", result.failed, "the server did not take them"],
    ["Blocked", result.blocked, "not sent: a record that they need is refused or missing"],
    ["Waiting", result.waiting, "they go again when their association is there"],
    ["Unknown", result.unknown, "sent, no answer came: they go again with the next push"],
    ["Left", result.left, "not sent yet"],
    ["Unreadable", result.rejected, "lines of the source files that are no records"],
  ];
  const shown = lines.filter(([label, count]) => label === "Accepted" || count !== 0);
  const width = Math.max(...shown.map(([, count]) => counted(count).length));
  const figures = shown.map(([label, count, about]) =>
    `${label.padEnd(12)}${counted(count).padStart(width)}  ${about}`.trimEnd(),
  );
  return [...figures, `${"Took".padEnd(12)}${rate}`].join("\n");
}

/** True when there was nothing to do, and nothing is wrong. */
export function isNothing(result: PushResult): boolean {
  const { planned, failed, blocked, waiting, unknown, left, rejected, state, deletes } = result;
  const asked = (deletes?.total ?? 0) + (deletes?.kept.length ?? 0);
  return state === "done" && asked + planned + failed + blocked + waiting + unknown + left + rejected === 0;
}

/** What to do now; `first` is what the core knows of the first cause. */
export function nextStep(result: PushResult, connection: string, first?: Cause): string {
  const [cause] = result.causes;
  const name = typed(connection);
  if (result.state !== "done") return earlyEnd(result);
  if (first?.kind === "key-change")
    return `Next: 'steward keychanges ${name}' shows what can be done about records whose keys changed.`;
  if (cause) {
    const records = `'steward causes ${name} --cause ${cause.id}' lists the records`;
    const release = `'steward push ${name}' sends what is released`;
    if (cause.who === "mapping")
      return `Next: ${toMend(cause)}; ${records}.\n${mapping(connection, first)}, ${release}.`;
    if (cause.who === "your choice")
      return `Next: ${toMend(cause)}; ${records}.\n'steward record ${name} ID --theirs' shows both versions.`;
    const whom = first?.contact === undefined ? "" : `\n${whomToCall(first.contact, "the first cause")}`;
    return `Next: ${toMend(cause)}; ${records}, ${release}.${whom}`;
  }
  if (result.unknown > 0 || result.left > 0) return `Next: 'steward push ${name}' sends what is left.`;
  return "Everything is in.";
}

/** Whom the steward named in the profile, for what another system sends. */
export const whomToCall = (contact: string, subject: string): string =>
  `Another system sends what is missing: call ${printable(contact)} about ${subject}.`;

function earlyEnd({ state, reason, left }: PushResult): string {
  const rest = left === 0 ? "" : ` ${some(left, "record")} ${left === 1 ? "is" : "are"} left.`;
  if (state === "cancelled") return `Interrupted.${rest} The same command goes on where this one stopped.`;
  return `${reason ?? "The push ended early."}${rest} Push again when that is mended.`;
}

function toMend({ who, releases }: CauseSummary): string {
  const released = `that releases ${some(releases, "record")}`;
  switch (who) {
    case "source data":
      return `mend the first cause in the source data, ${released}`;
    case "mapping":
      return `map the first cause's code, ${released}`;
    case "our settings":
      return `mend the first cause in the connection's settings, ${released}`;
    case "your choice":
      return `choose whose version stands, ${released}`;
    case "the host":
      return `ask the host of the API about the first cause, ${released}`;
    case "wait":
      return `wait: the first cause goes away by itself, ${released}`;
    default:
      return who satisfies never;
  }
}

/** The commands that map codes; of the type that a cause is about, where that is known. */
export function mapping(connection: string, cause?: Cause): string {
  const command = `'steward descriptors ${typed(connection)}`;
  const type = cause?.kind === "descriptor" && cause.about !== undefined ? shortType(cause.about) : undefined;
  return type === undefined
    ? `${command} --suggest' says what each unmapped code probably is, ${command} --map TYPE CODE URI' maps one`
    : `${command} --type ${type} --suggest' says what its unmapped codes probably are, ${command} --map ${type} CODE URI' maps one`;
}

/** The heading of a list of causes. */
export function causesHeading(causes: readonly CauseSummary[]): string {
  const held = causes.reduce((sum, { releases }) => sum + releases, 0);
  return `${some(causes.length, "cause")} ${causes.length === 1 ? "keeps" : "keep"} back ${some(held, "record")}:`;
}
