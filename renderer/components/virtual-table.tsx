import { type ReactNode, useEffect, useRef, useState } from "react";
import { useVirtualRows } from "../use-virtual-rows.ts";
import { Part } from "./part.tsx";

/** Pixels, as in the style sheet. */
const headHeight = 32;
const rowHeight = 33;

interface VirtualTableProps<Row> {
  label: string;
  /** Class of the table, which says how wide its columns are. */
  layout: string;
  columns: readonly string[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The cells of a row. */
  cells: (row: Row) => ReactNode;
  rowClass?: (row: Row) => string | undefined;
  /** Rows hold nothing that takes the focus: the table itself does, so that it can be scrolled by keyboard. */
  plain?: boolean;
  /** The last row is in sight, or nearly. */
  reachedEnd?: () => void;
  /** Told when the first row comes into sight, and when it leaves it. */
  atTop?: (isAtTop: boolean) => void;
}

/** A table of any length, of which only what is in sight is drawn. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, layout, columns, rows, keyOf, cells, rowClass, plain = false, reachedEnd, atTop } = props;
  const scroller = useRef<HTMLElement>(null);
  const [focused, setFocused] = useState<number>();
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    height: () => rowHeight,
    keyOf: (index) => keyOf(rows[index] as Row),
    kept: focused,
    head: headHeight,
  });
  const items = virtual.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? -1) >= rows.length - 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each length of the list.
  useEffect(() => {
    if (isAtEnd) reachedEnd?.();
  }, [isAtEnd, rows.length]);
  const isAtTop = (virtual.scrollOffset ?? 0) < rowHeight;
  useEffect(() => atTop?.(isAtTop), [isAtTop, atTop]);
  return (
    <section
      ref={scroller}
      className="virtual-scroll"
      aria-label={plain ? label : undefined}
      {...(plain && { tabIndex: 0 })}
    >
      <Part is="table" className={layout} aria-label={label} aria-rowcount={rows.length + 1}>
        <Part is="row" className="virtual-row virtual-head" aria-rowindex={1}>
          {columns.map((title) => (
            <Part key={title} is="columnheader">
              {title}
            </Part>
          ))}
        </Part>
        <div role="presentation" className="virtual" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Part
                key={keyOf(row)}
                is="row"
                ref={virtual.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                className={`virtual-row ${rowClass?.(row) ?? ""}`}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setFocused(index)}
              >
                {cells(row)}
              </Part>
            );
          })}
        </div>
      </Part>
    </section>
  );
}
