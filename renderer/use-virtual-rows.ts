import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";

type VirtualRows = Virtualizer<HTMLElement, HTMLDivElement>;

interface Options {
  readonly count: number;
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** Pixels, roughly: rows are measured when they are drawn. */
  readonly height: (index: number) => number;
  readonly keyOf: (index: number) => string;
  /** A row that stays drawn wherever one scrolls: the one that has the focus. */
  readonly kept?: number | undefined;
  /** Pixels of a heading that stays above the rows. */
  readonly head?: number;
}

/** Draws the rows in sight, and a few around them: a list of thousands stays as quick as one of ten. */
export function useVirtualRows({ count, scroller, height, keyOf, kept, head = 0 }: Options): VirtualRows {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      if (kept === undefined || kept < 0 || kept >= range.count || rows.includes(kept)) return rows;
      return [...rows, kept].sort((one, other) => one - other);
    },
    [kept],
  );
  return useVirtualizer<HTMLElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: height,
    getItemKey: keyOf,
    overscan: 6,
    paddingStart: head,
    scrollPaddingStart: head,
    rangeExtractor,
    useFlushSync: false,
  });
}
