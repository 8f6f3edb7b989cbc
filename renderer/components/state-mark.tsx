import { count } from "../format.ts";

const marks = {
  accepted: "●",
  refused: "▲",
  waiting: "◌",
  blocked: "‖",
  "to send": "○",
  "no answer": "?",
} as const;

export type Mark = keyof typeof marks;

/** A count with its state's icon and word: colour alone never says it. */
export function StateMark({ mark, value }: { mark: Mark; value: number }) {
  return (
    <div className={`mark mark-${mark.replace(" ", "-")}`}>
      <dt>
        <span aria-hidden="true">{marks[mark]} </span>
        {mark}
      </dt>
      <dd>{count(value)}</dd>
    </div>
  );
}
