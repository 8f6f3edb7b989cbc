import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "../shared/client.ts";
import type { Cause } from "../shared/domain/cause.ts";
import { apply, applySnapshot, empty, isStale, type Snapshot, type State } from "./state.ts";
import type { PageTransport } from "./transport.ts";

/** Causes a page shows of one connection; the command line lists them all. */
const causesShown = 100;
/** Milliseconds between two snapshots: while a push runs, its tables change all the time. */
const pauseBetween = 1000;

export interface PageStore {
  readonly store: StoreApi<State>;
  /** Asks for everything again. */
  refresh(): Promise<void>;
  /** Stops listening. */
  end(): void;
}

/** Listens first, then asks: nothing that happens in between is lost. */
export function connectStore(
  client: Client,
  watch: PageTransport["watch"],
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, pauseBetween)),
): PageStore {
  const store = createStore<State>(() => empty);
  let asking: Promise<void> | undefined;
  let doubted = false;

  const ask = async () => {
    const askedAt = store.getState().seq;
    doubted = false;
    try {
      const snapshot = await fetchSnapshot(client);
      store.setState((state) => applySnapshot(state, snapshot, askedAt));
    } catch (error) {
      store.setState({ failure: (error as Error).message });
    }
  };
  const isDue = () => doubted || (isStale(store.getState()) && store.getState().failure === undefined);
  /** One question at a time; what changed meanwhile is asked for after a pause. */
  const keepFresh = () => {
    asking ??= (async () => {
      await ask();
      while (isDue()) {
        await pause();
        await ask();
      }
      asking = undefined;
    })();
    return asking;
  };
  const refresh = () => {
    doubted = true;
    return keepFresh();
  };

  const stopListening = client.listen((event) => {
    store.setState((state) => apply(state, event));
    if (isStale(store.getState())) void keepFresh();
  });
  const stopWatching = watch?.((connected) => {
    store.setState({ connected });
    if (connected) void refresh();
  });
  void keepFresh();

  return {
    store,
    refresh,
    end: () => {
      stopListening();
      stopWatching?.();
    },
  };
}

async function fetchSnapshot(client: Client): Promise<Snapshot> {
  const [statuses, progress] = await Promise.all([
    client.call("status.show", {}),
    client.call("runs.progress", {}),
  ]);
  const needing = statuses.filter(({ causes }) => causes > 0);
  const lists = needing.map(async ({ connection: { id } }): Promise<[string, Cause[]]> => {
    const causes = await client.call("causes.list", { connection: id, limit: causesShown });
    return [id, causes.toSorted((left, right) => right.releases - left.releases)];
  });
  return { statuses, progress, causes: new Map(await Promise.all(lists)) };
}
