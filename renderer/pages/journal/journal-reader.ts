import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppEvent } from "../../../shared/contract.ts";
import type { Table } from "../../ask.ts";
import { emptyTimeline, type Timeline, withLines } from "../../journal-rows.ts";
import type { Asked, PageClient } from "../../steward.ts";

/** Lines that are asked for at first, which is more than a screen holds, and then at a time. */
const firstLines = 200;
const moreLines = 1000;
/** Milliseconds between two looks for what is new: while a push runs, something happens all the time. */
const pauseBetween = 1000;
const tables: readonly Table[] = ["runs", "causes", "audit", "connections"];

export interface Read extends Timeline {
  readonly busy: boolean;
  /** There are no older lines. */
  readonly ended: boolean;
  readonly failure: string | undefined;
  /** Something has happened since, and whoever reads further down is not to be disturbed. */
  readonly isStale: boolean;
}

export interface JournalReader {
  readonly store: StoreApi<Read>;
  /** Reads some older lines, unless it is reading, or there are none. */
  more(): void;
  /** Reads the newest lines, and forgets how far down it was. */
  again(): void;
  /** Whether the newest line is in sight: what happens then is shown at once. */
  setAtTop(isAtTop: boolean): void;
  /** Begins to follow what happens. Returns the function that ends it. */
  follow(): () => void;
}

type Wish = Omit<Asked<"journal.list">, "after" | "limit">;

/** Reads the journal from its newest line on, page by page. */
export function openReader(client: PageClient, wish: Wish): JournalReader {
  const store = createStore<Read>(() => ({
    ...emptyTimeline,
    busy: false,
    ended: false,
    failure: undefined,
    isStale: false,
  }));
  let next: string | undefined;
  let turn = 0;
  let isAtTop = true;

  const read = async (after: string | undefined) => {
    const mine = ++turn;
    store.setState({ busy: true, failure: undefined });
    try {
      const limit = after === undefined ? firstLines : moreLines;
      const page = await client.call("journal.list", {
        ...wish,
        limit,
        ...(after !== undefined && { after }),
      });
      if (mine !== turn) return;
      next = page.next;
      const before = after === undefined ? emptyTimeline : store.getState();
      store.setState({
        ...withLines(before, page.lines),
        busy: false,
        ended: next === undefined,
        ...(after === undefined && { isStale: false }),
      });
    } catch (error) {
      if (mine === turn) store.setState({ busy: false, failure: (error as Error).message });
    }
  };
  const again = () => void read(undefined);
  const look = () => (isAtTop ? again() : store.setState({ isStale: true }));

  return {
    store,
    again,
    more() {
      const { busy, ended, lines } = store.getState();
      if (!busy && !ended) void read(lines === 0 ? undefined : next);
    },
    setAtTop(atTop) {
      isAtTop = atTop;
      if (atTop && store.getState().isStale) again();
    },
    follow() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = client.listen((event) => {
        if (timer !== undefined || !tells(event)) return;
        timer = setTimeout(() => {
          timer = undefined;
          look();
        }, pauseBetween);
      });
      again();
      return () => {
        turn += 1;
        clearTimeout(timer);
        stop();
      };
    },
  };
}

const tells = (event: AppEvent): boolean =>
  event.name === "run.changed" ||
  (event.name === "data.changed" && event.data.tables.some((table) => tables.includes(table)));
