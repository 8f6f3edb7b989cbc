import type { ConnectionStatus } from "../../shared/contract.ts";
import type { RecordState } from "../../shared/domain/record.ts";
import type { RunProgress } from "../../shared/domain/run.ts";
import { count } from "../format.ts";

const icons = {
  accepted: "●",
  refused: "▲",
  waiting: "◌",
  blocked: "‖",
  "to send": "○",
  "no answer": "?",
} as const;

type Mark = keyof typeof icons;
type Totals = Readonly<Record<Mark, number>>;

const statesOf: Readonly<Record<Mark, readonly RecordState[]>> = {
  accepted: ["sent"],
  refused: ["failed"],
  waiting: ["waiting"],
  blocked: ["blocked", "delete-pending"],
  "to send": ["new", "changed"],
  "no answer": ["unknown", "sending"],
};
const marks = Object.keys(icons) as Mark[];
/** Shown always; the others only when there are any. */
const alwaysShown: readonly Mark[] = ["accepted", "refused", "waiting", "blocked"];

/** What a connection knows of all its records. */
export function totalsOf({ resources }: ConnectionStatus): Totals {
  const total = (states: readonly RecordState[]) =>
    resources.reduce((sum, { counts }) => sum + states.reduce((part, state) => part + counts[state], 0), 0);
  return Object.fromEntries(marks.map((mark) => [mark, total(statesOf[mark])])) as Totals;
}

/** What the push that is running has done so far: ten times a second, where the totals come at its end. */
export function totalsOfPush({ accepted, failed, waiting, blocked, planned, done }: RunProgress): Totals {
  return { accepted, refused: failed, waiting, blocked, "to send": planned - done, "no answer": 0 };
}

/** Each count with its state's icon and word: colour alone never says it. */
export function Marks({ totals }: { totals: Totals }) {
  return (
    <dl className="marks">
      {marks
        .filter((mark) => totals[mark] > 0 || alwaysShown.includes(mark))
        .map((mark) => (
          <div key={mark} className={`mark mark-${mark.replace(" ", "-")}`}>
            <dt>
              <span aria-hidden="true">{icons[mark]} </span>
              {mark}
            </dt>
            <dd>{count(totals[mark])}</dd>
          </div>
        ))}
    </dl>
  );
}
