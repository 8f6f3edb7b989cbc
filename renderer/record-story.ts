import type { RecordDetail, SentOnDay } from "../shared/domain/record.ts";
import { dayWords, exactTime, stateWords } from "./format.ts";
import { localDay } from "./resync-draft.ts";

/** One thing that became of a record. */
export interface Moment {
  /** For sorting: a day, or a moment of it. */
  readonly order: string;
  readonly when: string;
  readonly words: string;
  readonly status?: number | undefined;
}

const sendWords: Readonly<Record<SentOnDay["what"], string>> = {
  created: "Created on the server",
  updated: "Updated on the server",
  renamed: "Given this key on the server",
  deleted: "Deleted on the server",
  left: "Its key went to another record",
  standing: "On the server by the end of that day",
};

type Told = Pick<RecordDetail, "sends" | "history" | "state" | "status" | "sentAt">;

/** What was sent when, and what the server said, the newest first. The ledger knows days; answers know the minute. */
export function storyOf({ sends, history, state, status, sentAt }: Told): Moment[] {
  const lastDay = sentAt === undefined ? undefined : localDay(new Date(sentAt));
  const isAccepted = state === "sent" && sends[0]?.day === lastDay && sentAt !== undefined;
  const sent = sends.map(({ day, what }, index): Moment => {
    const words = sendWords[what];
    return isAccepted && index === 0
      ? { ...at(sentAt), words, status }
      : { order: day, when: dayWords(day, "medium"), words };
  });
  const said = history.map((answer): Moment => {
    const words = answer.message ?? stateWords(answer.state);
    return { ...at(answer.at), words, status: answer.status };
  });
  return [...sent, ...said].sort((one, other) => (one.order < other.order ? 1 : -1));
}

/** Sorted on this machine's clock, as the days are. */
const at = (iso: string) => ({ order: `${localDay(new Date(iso))} ${iso}`, when: exactTime(iso) });
