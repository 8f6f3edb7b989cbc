import { Button } from "@mantine/core";
import { useState } from "react";
import { Part } from "../../../components/part.tsx";
import { count, resourceName } from "../../../format.ts";
import { isOpen, type MappingRow } from "../../../mapping-rows.ts";
import { rowStates, shortNamespace, splitUri, stateOf, typeName } from "../../../mapping-words.ts";
import type { Column } from "./grid-keys.ts";
import type { MappingGridProps, Walk } from "./mapping-grid.tsx";
import { TargetPicker } from "./target-picker.tsx";

interface MappingGridRowProps {
  row: MappingRow;
  grid: MappingGridProps;
  position: { index: number; start: number; measure: (element: HTMLDivElement | null) => void };
  /** Undefined: another row is the active one. */
  activeColumn: Column | undefined;
  /** What was typed to open the values; undefined: they are not open. */
  editing: string | undefined;
  walk: Walk;
}

/** One code: what it is, who uses it, what is sent in its place, and what was suggested. */
export function MappingGridRow(props: MappingGridRowProps) {
  const { row, grid, position, activeColumn, walk } = props;
  const { line } = row;
  const state = rowStates[stateOf(row)];
  const cell = (column: Column) => ({
    "data-column": column,
    tabIndex: activeColumn === column ? 0 : -1,
    onFocus: () => walk.setPlace({ key: row.key, column }),
  });
  return (
    <Part
      ref={position.measure}
      is="row"
      data-index={position.index}
      data-row={row.key}
      aria-rowindex={position.index + 2}
      className={activeColumn === undefined ? "mapping-row" : "mapping-row active"}
      style={{ transform: `translateY(${position.start}px)` }}
    >
      <Part is="gridcell" className="mapping-code" {...cell("code")}>
        <span className="code-value">{line.code}</span>
        {grid.showsTypes && <span className="quiet small block">{typeName(line.type)}</span>}
      </Part>
      <UsesCell row={row} cell={cell("uses")} />
      <TargetCell {...props} cell={cell("target")} />
      <Part
        is="gridcell"
        className={`mapping-state state-${stateOf(row)}`}
        title={state.meaning}
        {...cell("state")}
      >
        <span aria-hidden="true">{state.icon} </span>
        {state.word}
      </Part>
      <SuggestionCell row={row} grid={grid} cell={cell("suggestion")} />
    </Part>
  );
}

interface CellProps {
  "data-column": Column;
  tabIndex: number;
  onFocus: () => void;
}

/** The resources that use a code are told when somebody asks. */
function UsesCell({ row: { line }, cell }: { row: MappingRow; cell: CellProps }) {
  const [isOpened, setOpened] = useState(false);
  return (
    <Part is="gridcell" className="mapping-uses">
      <button
        type="button"
        className="uses-button"
        aria-expanded={isOpened}
        aria-label={`${count(line.uses)} records use ${line.code}`}
        onClick={() => setOpened(!isOpened)}
        {...cell}
      >
        {count(line.uses)}
      </button>
      {isOpened && (
        <ul className="uses-list">
          {line.resources.map(({ resource, uses }) => (
            <li key={resource}>
              {resourceName(resource)} <span className="quiet">{count(uses)}</span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function TargetCell(props: MappingGridRowProps & { cell: CellProps }) {
  const { row, grid, editing, cell } = props;
  const { setEditing: edit, goTo, goOn } = props.walk;
  const { line, drafted } = row;
  const uri = drafted ? drafted.uri : line.target;
  const back = () => goTo({ key: row.key, column: "target" });
  if (editing !== undefined)
    return (
      <Part is="gridcell" className="mapping-target">
        <TargetPicker
          connection={grid.connection}
          row={row}
          typed={editing}
          choose={(chosen) => grid.choose(row, chosen)}
          chooseAndGoOn={(chosen) => {
            if (chosen !== undefined) grid.choose(row, chosen);
            edit(undefined);
            goOn();
          }}
          leave={(isBack) => (isBack ? back() : edit(undefined))}
        />
      </Part>
    );
  const words = uri === null ? "No mapping" : line.state === "unmapped" ? "Choose a value" : "As it is";
  return (
    <Part is="gridcell" className="mapping-target">
      {grid.closed ? (
        <span {...cell}>
          <Target uri={uri} type={line.type} empty={words} />
        </span>
      ) : (
        <button
          type="button"
          className="target-button"
          aria-haspopup="listbox"
          title={uri ?? undefined}
          onClick={() => edit({ key: row.key, typed: "" })}
          {...cell}
        >
          <Target uri={uri} type={line.type} empty={words} />
        </button>
      )}
      {drafted && (
        <Button
          size="compact-xs"
          variant="subtle"
          tabIndex={-1}
          aria-label={`Take back what was chosen for ${line.code}`}
          onClick={() => {
            grid.takeBack(row);
            back();
          }}
        >
          Take back
        </Button>
      )}
    </Part>
  );
}

function Target({ uri, type, empty }: { uri: string | null | undefined; type: string; empty: string }) {
  if (uri === null || uri === undefined) return <span className="quiet">{empty}</span>;
  const { code, namespace } = splitUri(uri);
  return (
    <span className="one-row">
      {code} <span className="quiet namespace">{shortNamespace(namespace, type)}</span>
    </span>
  );
}

function SuggestionCell({ row, grid, cell }: { row: MappingRow; grid: MappingGridProps; cell: CellProps }) {
  const { suggestion, type, code } = row.line;
  if (!suggestion || !isOpen(row)) return <Part is="gridcell" className="mapping-none" {...cell} />;
  const { code: value, namespace } = splitUri(suggestion.uri);
  return (
    <Part is="gridcell" className="mapping-suggestion">
      <span className="suggestion-words" title={suggestion.uri}>
        <span className="quiet">{suggestion.sure ? "Suggested: " : "Perhaps: "}</span>
        {value} <span className="quiet namespace">{shortNamespace(namespace, type)}</span>
        <span className="quiet"> · {suggestion.reason}</span>
      </span>
      {grid.closed ? (
        <span {...cell} />
      ) : (
        <Button
          size="compact-xs"
          variant="light"
          aria-label={`Accept ${value} for ${code}`}
          onClick={() => grid.choose(row, suggestion.uri)}
          {...cell}
        >
          Accept
        </Button>
      )}
    </Part>
  );
}
