import { useCallback, useEffect, useRef, useState } from "react";

interface Options<Row> {
  /** Rows of all pages, as far as it is known. */
  readonly count: number;
  readonly size: number;
  /** What the rows are of: another one begins anew. */
  readonly of: string;
  /** Rises when the rows may have changed: what is in sight is asked for again. */
  readonly version: number;
  readonly read: (offset: number, limit: number) => Promise<readonly Row[]>;
}

interface Pages<Row> {
  readonly row: (index: number) => Row | undefined;
  readonly failure: string | undefined;
  /** Says which rows are in sight. */
  readonly see: (first: number, last: number) => void;
}

interface Known<Row> {
  readonly of: string;
  readonly pages: ReadonlyMap<number, { readonly rows: readonly Row[]; readonly version: number }>;
}

/** Rows of a list that is looked at from any place, page by page, as they come in sight: what has been read stays. */
export function usePlacePages<Row>({ count, size, of, version, read }: Options<Row>): Pages<Row> {
  const [known, setKnown] = useState<Known<Row>>({ of, pages: new Map() });
  const [failure, setFailure] = useState<string>();
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const asked = useRef(new Set<string>());
  const pages = known.of === of ? known.pages : new Map();
  const [first, last] = sight;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` and `version` say what is read.
  useEffect(() => {
    let isWanted = true;
    for (let page = first; page <= last && page * size < count; page++) {
      const key = `${of} ${version} ${page}`;
      if (asked.current.has(key) || pages.get(page)?.version === version) continue;
      asked.current.add(key);
      read(page * size, size)
        .then((rows) => {
          setFailure(undefined);
          setKnown((before) => {
            const others = before.of === of ? before.pages : new Map();
            return { of, pages: new Map(others).set(page, { rows, version }) };
          });
        })
        .catch((error: Error) => isWanted && setFailure(error.message))
        .finally(() => asked.current.delete(key));
    }
    return () => {
      isWanted = false;
    };
  }, [of, version, first, last, count, size]);

  const row = (index: number) => pages.get(Math.floor(index / size))?.rows[index % size];
  const see = useCallback(
    (from: number, to: number) => {
      const next = [Math.floor(from / size), Math.floor(to / size)] as const;
      setSight((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    },
    [size],
  );
  return { row, failure, see };
}
