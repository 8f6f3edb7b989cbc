import type { FirstSyncStage, StageVerdict } from "../shared/domain/first-sync.ts";
import { count } from "./format.ts";
import type { Asked } from "./steward.ts";

interface StateWords {
  readonly icon: string;
  readonly words: string;
  readonly tone: "accepted" | "refused" | "waiting" | "blocked" | "sending";
}

/** How a stage of the first sync stands: icon and words, the colour only underlines them. */
export function stageStateWords({ state, verdict }: Pick<FirstSyncStage, "state" | "verdict">): StateWords {
  switch (state) {
    case "empty":
      return { icon: "–", words: "passed over", tone: "blocked" };
    case "later":
      return { icon: "○", words: "later", tone: "blocked" };
    case "next":
      return { icon: "○", words: "to be sent now", tone: "sending" };
    case "running":
      return { icon: "●", words: "being sent", tone: "sending" };
    case "judged":
      return verdict?.advice === "stop"
        ? { icon: "▲", words: "sent: look at it", tone: "refused" }
        : { icon: "●", words: "sent: go on?", tone: "accepted" };
    case "done":
      return { icon: "●", words: "done", tone: "accepted" };
    default:
      return state satisfies never;
  }
}

/** "240 accepted, 3 refused, 12 held". */
export function figureWords({ accepted, refused, held, waiting, left }: StageVerdict): string {
  const more = [
    [refused, "refused"],
    [held, "held"],
    [waiting, "waiting"],
    [left, "not sent yet"],
  ] as const;
  return [
    `${count(accepted)} accepted`,
    ...more.filter(([value]) => value > 0).map(([value, word]) => `${count(value)} ${word}`),
  ].join(", ");
}

/** A pilot as it stands in the fields. */
export interface PilotDraft {
  readonly kind: "records" | "school";
  readonly records: string;
  readonly school: string;
}

/** Only for a draft without a problem. */
export const pilotOf = ({
  kind,
  records,
  school,
}: PilotDraft): Omit<Asked<"firstSync.pilot">, "connection"> =>
  kind === "school" ? { school: school.trim() } : { records: Number(records) };

/** What is wrong with it, with what to do. */
export function pilotProblem({ kind, records, school }: PilotDraft): string | undefined {
  if (kind === "school")
    return /^\d{1,18}$/.test(school.trim()) ? undefined : "A school is named by its number, as in schoolId.";
  const wanted = Number(records);
  return /^\d+$/.test(records.trim()) && wanted >= 1 && wanted <= 100_000
    ? undefined
    : `A whole number of records, up to ${count(100_000)}.`;
}
