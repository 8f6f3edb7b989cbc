import { nameOfUser } from "../audit/audit-store.ts";
import type { Stores } from "../stores.ts";
import { AsSent } from "./as-sent.ts";
import { LedgerKeeper } from "./ledger-keeper.ts";

/** What keeps the ledgers of all connections, and what answers from them. */
export function createLedger(stores: Stores, reportBug: (error: unknown) => void) {
  const { db, ledger, connections, states } = stores;
  const ledgerKeeper = new LedgerKeeper({
    db,
    ledger,
    reportBug,
    connections: connections.list,
    accepted: states.accepted,
  });
  const { completed } = ledgerKeeper;
  return { ledgerKeeper, asSent: new AsSent({ ledger, completed, who: nameOfUser() }) };
}
