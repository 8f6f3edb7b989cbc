import { createStore, type StoreApi } from "zustand/vanilla";
import type { Children } from "../../../shared/domain/finding.ts";
import type { PageClient } from "../../steward.ts";

/** Of all that refer to a record, so many are listed. */
const mostLines = 200;

interface Met extends Pick<Children, "counts" | "lines" | "searched" | "of"> {
  readonly busy: boolean;
  readonly failure: string | undefined;
}

interface Looking {
  readonly store: StoreApi<Met>;
  go(): void;
  stop(): void;
}

/** Looks for what refers to a record, answer by answer, and adds up what is told. */
export function openChildren(client: PageClient, one: { connection: string; id: string }): Looking {
  const store = createStore<Met>(() => ({
    counts: [],
    lines: [],
    searched: 0,
    of: 0,
    busy: false,
    failure: undefined,
  }));
  let next: string | undefined;
  let turn = 0;
  const look = async (mine: number) => {
    for (let isMore = true; isMore && mine === turn; ) {
      const { lines, counts } = store.getState();
      const found = await client.call("records.children", {
        ...one,
        limit: mostLines,
        ...(next !== undefined && { after: next }),
      });
      if (mine !== turn) return;
      next = found.next;
      isMore = next !== undefined;
      const { searched, of } = found;
      store.setState({
        counts: addCounts(counts, found.counts),
        lines: [...lines, ...found.lines].slice(0, mostLines),
        searched,
        of,
        busy: isMore,
      });
    }
  };
  return {
    store,
    go() {
      const mine = ++turn;
      store.setState({ busy: true, failure: undefined });
      look(mine).catch((error: Error) => {
        if (mine === turn) store.setState({ busy: false, failure: error.message });
      });
    },
    stop() {
      turn += 1;
      store.setState({ busy: false });
    },
  };
}

/** Counts of one part after another, each resource and state once. Pure. */
function addCounts(known: Children["counts"], more: Children["counts"]): Children["counts"] {
  const sums = new Map(known.map((one) => [`${one.resource} ${one.state}`, one]));
  for (const one of more) {
    const name = `${one.resource} ${one.state}`;
    sums.set(name, { ...one, records: one.records + (sums.get(name)?.records ?? 0) });
  }
  return [...sums.values()];
}
