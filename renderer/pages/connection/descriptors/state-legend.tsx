import type { MappingRow } from "../../../mapping-rows.ts";
import { rowStates, stateOf } from "../../../mapping-words.ts";

/** What the states and the keys mean, for whoever asks. */
export function StateLegend({ rows, closed }: { rows: readonly MappingRow[]; closed: boolean }) {
  const states = [...new Set(rows.map(stateOf))];
  return (
    <details className="legend">
      <summary>What the states and keys mean</summary>
      <dl>
        {states.map((state) => (
          <div key={state}>
            <dt className={`state-${state}`}>
              <span aria-hidden="true">{rowStates[state].icon} </span>
              {rowStates[state].word}
            </dt>
            <dd>{rowStates[state].meaning}</dd>
          </div>
        ))}
        {!closed &&
          keys.map(([key, meaning]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

const keys = [
  ["Arrow keys", "go from cell to cell"],
  ["Enter", "accepts the suggestion; without one, opens the server's values"],
  ["Letters", "open the values and search them"],
  ["Ctrl or Cmd with Enter", "goes to the next code that needs you, in the next type too"],
  ["Delete", "takes back what was chosen, or takes a mapping away"],
  ["Ctrl or Cmd with Z", "undoes the last step"],
] as const;
