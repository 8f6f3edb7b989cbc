import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "../shared/client.ts";
import type { PageSettings } from "../shared/domain/page.ts";

/** How the pages are shown here, and were left: kept by the core, for a browser's own memory is another at each start. */
export interface KeptSettings {
  /** Undefined until the core has answered. */
  readonly store: StoreApi<{ readonly settings: PageSettings | undefined }>;
  /** Shown at once, and kept. */
  set(changes: Partial<PageSettings>): void;
}

const asItComes: PageSettings = { density: "dense", scheme: "auto" };

/** Asks for them. Where there is no answer the pages are as they come. */
export function openPageSettings(client: Pick<Client, "call">): KeptSettings {
  const store = createStore<{ settings: PageSettings | undefined }>(() => ({ settings: undefined }));
  client.call("page.show", {}).then(
    (settings) => store.setState((before) => ({ settings: before.settings ?? settings })),
    () => store.setState((before) => ({ settings: before.settings ?? asItComes })),
  );
  return {
    store,
    set: (changes) => {
      store.setState(({ settings }) => ({ settings: { ...(settings ?? asItComes), ...changes } }));
      // The next start is as the last one was, then: nothing that a person would have to know of.
      client.call("page.set", changes).catch(() => {});
    },
  };
}
