import { createStore, type StoreApi } from "zustand/vanilla";
import type { RecordLine } from "../../../shared/domain/record.ts";
import type { Asked, PageClient } from "../../steward.ts";

/** Records that a scrolled list is filled up with at a time. */
const pageSize = 200;

export interface Found {
  readonly lines: readonly RecordLine[];
  readonly searched: number;
  readonly of: number;
  /** Looking on. */
  readonly busy: boolean;
  /** Somebody has stopped it. */
  readonly stopped: boolean;
  /** Everything was looked through. */
  readonly ended: boolean;
  readonly failure: string | undefined;
}

interface Finder {
  readonly store: StoreApi<Found>;
  /** Looks for some more, unless it is looking, or is at the end. */
  more(): void;
  /** Keeps what was found, and asks no more. */
  stop(): void;
}

type Wish = Omit<Asked<"records.find">, "after" | "limit">;

/** Looks for records answer by answer. Each is short, so that to stop is not to ask again. */
export function openFinder(client: PageClient, wish: Wish): Finder {
  const store = createStore<Found>(() => ({
    lines: [],
    searched: 0,
    of: 0,
    busy: false,
    stopped: false,
    ended: false,
    failure: undefined,
  }));
  let next: string | undefined;
  let turn = 0;
  const look = async (mine: number) => {
    const wanted = store.getState().lines.length + pageSize;
    while (mine === turn) {
      const { lines } = store.getState();
      const limit = wanted - lines.length;
      const found = await client.call("records.find", {
        ...wish,
        limit,
        ...(next !== undefined && { after: next }),
      });
      if (mine !== turn) return;
      next = found.next;
      const { searched, of } = found;
      const all = [...lines, ...found.lines];
      const ended = next === undefined;
      const busy = !ended && all.length < wanted;
      store.setState({ lines: all, searched, of, ended, busy });
      if (!busy) return;
    }
  };
  return {
    store,
    more() {
      const { busy, ended } = store.getState();
      if (busy || ended) return;
      const mine = ++turn;
      store.setState({ busy: true, stopped: false, failure: undefined });
      look(mine).catch((error: Error) => {
        if (mine === turn) store.setState({ busy: false, failure: error.message });
      });
    },
    stop() {
      turn += 1;
      const { busy, stopped } = store.getState();
      store.setState({ busy: false, stopped: busy || stopped });
    },
  };
}
