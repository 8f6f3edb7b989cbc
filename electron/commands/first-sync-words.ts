import type { FirstSync, FirstSyncStage, StageVerdict } from "../../shared/domain/first-sync.ts";
import type { PushResult } from "../../shared/domain/run.ts";
import type { Session } from "./session.ts";
import { counted, dateAndTime, printable, some, typed } from "./words.ts";

const causesAtMost = 5;

/** How far a first sync is, what became of the last stage, and what to do now; for people. */
export function firstSyncText(
  session: Session,
  view: FirstSync,
  { connection, result }: { readonly connection: string; readonly result: PushResult | undefined },
): string {
  const ended = result && result.state !== "done" ? [result.reason ?? "It ended early."] : [];
  if (view.finished) return [...ended, finishedText(view.finished)].join("\n");
  const judged = view.stages.find(({ state }) => state === "judged");
  return [
    ...ended,
    ...(view.stages.some(({ records }) => records > 0) ? [stagesTable(session, view), ""] : []),
    ...(judged?.verdict ? [...verdictLines(judged, judged.verdict), ""] : []),
    nextLine(view, connection),
  ].join("\n");
}

function finishedText({ how, at }: NonNullable<FirstSync["finished"]>): string {
  if (how === "earlier") return "This connection has sent records before: it needs no first sync.";
  const when = at === undefined ? "" : ` ${dateAndTime(at)}`;
  const because = how === "stages" ? "all stages were sent" : "everything is sent from now on";
  return `The first sync is finished${when}: ${because}.`;
}

function stagesTable(session: Session, { stages }: FirstSync): string {
  const columns = ["Stage", "Records", "State", "Accepted", "Refused", "Held", "Waiting", "Left"];
  return session.table(
    columns.map((title) => ({ title })),
    stages.map(({ stage, records, state, verdict: of }) => [
      titleOf(stage),
      records,
      words[state],
      of?.accepted,
      of?.refused,
      of?.held,
      of?.waiting,
      of?.left,
    ]),
  );
}

const words: Readonly<Record<FirstSyncStage["state"], string>> = {
  empty: "no records",
  later: "later",
  next: "next",
  running: "being sent",
  judged: "go or no-go?",
  done: "done",
};

function verdictLines({ stage }: FirstSyncStage, { advice, why, causes }: StageVerdict): string[] {
  const shown = causes.slice(0, causesAtMost).map(({ id, title, holds, records }) => {
    const behind = holds === 0 ? "" : `, ${some(holds, "record")} behind it`;
    return `  ${id}  ${printable(title)} (${counted(records)}${behind})`;
  });
  return [`${titleOf(stage)}: ${advice === "go" ? "go on" : "do not go on"}. ${why}`, ...shown];
}

function nextLine({ next, stages }: FirstSync, connection: string): string {
  const command = `'steward first-sync ${typed(connection)}`;
  if (!next) return "The folders hold no records: add the folder that they come from.";
  const stands = stages.find(({ stage }) => stage === next);
  if (stands?.state === "judged")
    return `Next: ${command} --next' goes on to the next stage, ${command} --again' sends ${titleOf(next)} once more.`;
  return `Next: ${command} --next' sends ${titleOf(next)}; ${command} --pilot 100' tries a few records of all first.`;
}

const titleOf = (stage: string) => `${stage.slice(0, 1).toUpperCase()}${stage.slice(1)}`;
