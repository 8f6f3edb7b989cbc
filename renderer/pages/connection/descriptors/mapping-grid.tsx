import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { Part } from "../../../components/part.tsx";
import { isOpen, type MappingRow, nextOpen } from "../../../mapping-rows.ts";
import { useVirtualRows } from "../../../use-virtual-rows.ts";
import { type Column, columns, placeAfter } from "./grid-keys.ts";
import { MappingGridRow } from "./mapping-grid-row.tsx";

export interface MappingGridProps {
  connection: string;
  label: string;
  rows: readonly MappingRow[];
  /** Codes of several types are shown together. */
  showsTypes: boolean;
  /** Nothing can be changed. */
  closed: boolean;
  /** Goes to the first row that needs a person as soon as this is another number. */
  jump: number;
  choose: (row: MappingRow, uri: string | null) => void;
  takeBack: (row: MappingRow) => void;
  undo: () => void;
  /** There is no further row here that needs a person. */
  goOnElsewhere: () => void;
}

interface Place {
  readonly key: string | undefined;
  readonly column: Column;
}

/** Pixels, as in the style sheet; rows are measured when they are drawn. */
const headHeight = 32;
const plainHeight = 41;
const suggestionHeight = 68;

/** Codes and what becomes of them. One stop of the tabulator key; arrow keys, Enter and typing do the rest. */
export function MappingGrid(props: MappingGridProps) {
  const { rows, label } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const walk = useWalk(props, scroller);
  const { virtual, place, index, editing, setEditing, goTo, goOn } = walk;
  // The button that was pressed may be gone by it.
  const choose = (row: MappingRow, uri: string | null) => {
    props.choose(row, uri);
    goTo({ key: row.key, column: place.column === "suggestion" ? "target" : place.column });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index];
    const next = placeAfter(event, { index, column: place.column, last: rows.length - 1 });
    const isDone = next === undefined && row && act(event, row, { ...props, choose, goOn, edit: setEditing });
    if (next) goTo({ key: rows[next.index]?.key, column: next.column });
    if (next || isDone) event.preventDefault();
  };
  return (
    <Part
      is="grid"
      className={props.showsTypes ? "mapping with-types" : "mapping"}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-readonly={props.closed}
      onKeyDown={onKeyDown}
    >
      <div ref={scroller} className="mapping-scroll" role="presentation">
        <GridHead />
        <div role="presentation" className="virtual mapping-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: at, start }) => {
            const shown = rows[at];
            if (!shown) return null;
            return (
              <MappingGridRow
                key={shown.key}
                row={shown}
                grid={{ ...props, choose }}
                position={{ index: at, start, measure: virtual.measureElement }}
                activeColumn={at === index ? place.column : undefined}
                editing={editing?.key === shown.key ? editing.typed : undefined}
                walk={walk}
              />
            );
          })}
        </div>
      </div>
    </Part>
  );
}

export type Walk = ReturnType<typeof useWalk>;

/** Which cell is the active one, and which code's values are open. */
function useWalk(
  { rows, jump, goOnElsewhere }: MappingGridProps,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const [place, setPlace] = useState<Place>({ key: undefined, column: "target" });
  const [editing, setEditing] = useState<{ key: string; typed: string }>();
  const found = rows.findIndex(({ key }) => key === place.key);
  const index = Math.max(0, found);
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    height: (at) => (rows[at]?.line.suggestion ? suggestionHeight : plainHeight),
    keyOf: (at) => rows[at]?.key ?? String(at),
    kept: index,
    head: headHeight,
  });
  const wantsFocus = useFocusAt(scroller, place);
  const goTo = (next: Place) => {
    const at = rows.findIndex(({ key }) => key === next.key);
    if (at < 0) return;
    wantsFocus.current = true;
    setEditing(undefined);
    setPlace(next);
    virtual.scrollToIndex(at, { align: "auto" });
  };
  const goOn = () => {
    const next = nextOpen(rows, rows[index]?.key);
    if (next) goTo({ key: next.key, column: "target" });
    else goOnElsewhere();
  };
  const jumped = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is for the jump, once the rows are there.
  useEffect(() => {
    if (jump === jumped.current || rows.length === 0) return;
    jumped.current = jump;
    goTo({ key: (rows.find(isOpen) ?? rows[0])?.key, column: "target" });
  }, [jump, rows]);
  return { virtual, place, index, editing, setEditing, setPlace, goTo, goOn };
}

function GridHead() {
  return (
    <Part is="row" className="mapping-row mapping-head" aria-rowindex={1}>
      {["Your code", "Records", "Sent as", "State", "Suggestion"].map((title) => (
        <Part key={title} is="columnheader" className={title === "Suggestion" ? "hidden" : undefined}>
          {title}
        </Part>
      ))}
    </Part>
  );
}

/** Focuses the cell at `place` once it is drawn: a virtual row may come a moment later. */
function useFocusAt(scroller: RefObject<HTMLDivElement | null>, place: Place) {
  const wanted = useRef(false);
  const find = useCallback(
    () =>
      place.key === undefined
        ? undefined
        : scroller.current?.querySelector<HTMLElement>(
            `[data-row="${CSS.escape(place.key)}"] [data-column="${place.column}"]`,
          ),
    [scroller, place],
  );
  useEffect(() => {
    if (!wanted.current) return;
    const cell = find();
    if (!cell) return;
    wanted.current = false;
    cell.focus({ preventScroll: false });
  });
  return wanted;
}

interface Deeds extends Pick<MappingGridProps, "closed" | "choose" | "takeBack" | "undo"> {
  goOn: () => void;
  edit: (editing: { key: string; typed: string }) => void;
}

/** What a key does to a row besides moving. True when it did something. */
function act(event: KeyboardEvent, row: MappingRow, deeds: Deeds): boolean {
  const { key } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (key === "Enter" && isCommand) deeds.goOn();
  else if (deeds.closed) return false;
  else if (key.toLowerCase() === "z" && isCommand) deeds.undo();
  else if (isCommand || event.altKey) return false;
  else if (key === "Delete" || key === "Backspace") clear(row, deeds);
  else if (key === "F2") deeds.edit({ key: row.key, typed: "" });
  else if (key === "Enter") return accept(event, row, deeds);
  else if (key.length === 1 && key !== " ") deeds.edit({ key: row.key, typed: key });
  else return false;
  return true;
}

function clear(row: MappingRow, { takeBack, choose }: Deeds) {
  if (row.drafted) takeBack(row);
  else if (row.line.state === "mapped") choose(row, null);
}

/** Enter accepts a suggestion, else it opens the values; on a button that does something else it presses that. */
function accept({ target }: KeyboardEvent, row: MappingRow, { choose, edit }: Deeds): boolean {
  if ((target as HTMLElement).dataset.column === "uses") return false;
  const { suggestion } = row.line;
  if (suggestion && isOpen(row)) choose(row, suggestion.uri);
  else edit({ key: row.key, typed: "" });
  return true;
}
