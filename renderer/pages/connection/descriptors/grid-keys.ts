/** The columns of the mapping grid, in the order in which arrow keys walk through them. */
export const columns = ["code", "uses", "target", "state", "suggestion"] as const;
export type Column = (typeof columns)[number];

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

interface Where {
  readonly index: number;
  readonly column: Column;
}

const rowsOfAPage = 10;

/** Where a key leads to in a grid. Undefined: the key does not move. Pure. */
export function placeAfter(
  press: Press,
  { index, column, last }: Where & { last: number },
): Where | undefined {
  if (press.altKey || last < 0) return undefined;
  const isFar = press.ctrlKey || press.metaKey;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: isFar ? last : 1,
    ArrowUp: isFar ? -last : -1,
    PageDown: rowsOfAPage,
    PageUp: -rowsOfAPage,
  };
  const step = steps[press.key];
  if (step !== undefined) return { index: within(index + step, last), column };
  const to = columnAfter(press.key, columns.indexOf(column));
  if (to === undefined) return undefined;
  const isCorner = isFar && (press.key === "Home" || press.key === "End");
  return {
    index: isCorner ? (press.key === "Home" ? 0 : last) : index,
    column: columns[isCorner ? columns.indexOf(column) : within(to, columns.length - 1)] ?? column,
  };
}

function columnAfter(key: string, place: number): number | undefined {
  if (key === "ArrowRight") return place + 1;
  if (key === "ArrowLeft") return place - 1;
  if (key === "Home") return 0;
  return key === "End" ? columns.length - 1 : undefined;
}

const within = (place: number, last: number) => Math.min(Math.max(place, 0), last);
