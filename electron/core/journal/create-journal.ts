import type { Stores } from "../stores.ts";
import { Journal } from "./journal.ts";

/** The journal over the tables of those who write down what happens. */
export const createJournal = (stores: Stores, version = "unknown"): Journal =>
  new Journal({
    store: stores.journalStore,
    connections: stores.connections.list,
    causes: stores.causes,
    permissions: stores.permissions,
    states: stores.states,
    keyed: stores.ledger.keyed,
    version,
  });
