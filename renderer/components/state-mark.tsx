import type { RecordState } from "../../shared/domain/record.ts";
import { stateWords } from "../format.ts";

const marks: Readonly<Record<RecordState, { readonly icon: string; readonly tone: string }>> = {
  new: { icon: "○", tone: "blocked" },
  changed: { icon: "○", tone: "blocked" },
  sending: { icon: "↑", tone: "accent" },
  sent: { icon: "●", tone: "accepted" },
  failed: { icon: "▲", tone: "refused" },
  blocked: { icon: "‖", tone: "blocked" },
  waiting: { icon: "◌", tone: "waiting" },
  unknown: { icon: "?", tone: "waiting" },
  gone: { icon: "–", tone: "blocked" },
  "delete-pending": { icon: "–", tone: "waiting" },
  deleted: { icon: "×", tone: "blocked" },
  outside: { icon: "–", tone: "blocked" },
};

/** A record's state: an icon, a word, and a colour that says no more than these. */
export function StateMark({ state }: { state: RecordState }) {
  const { icon, tone } = marks[state];
  return (
    <span className={`state-mark tone-${tone}`}>
      <span aria-hidden="true">{icon} </span>
      {stateWords(state)}
    </span>
  );
}
