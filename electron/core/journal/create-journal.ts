import type { Emitted } from "../../../shared/contract.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { machineZone } from "../ledger/calendar.ts";
import { modelIn, setsIn } from "../profile/create-profiles.ts";
import type { KeyPermissions } from "../profile/permissions.ts";
import type { Stores } from "../stores.ts";
import { showActivity } from "../views/activity-view.ts";
import { historyOf, resourcesOf, trendOfCause } from "../views/cause-life.ts";
import { resourceStatus } from "../views/status-view.ts";
import { Journal } from "./journal.ts";
import { JournalRetention, type RetentionParts } from "./retention.ts";
import { Reviews } from "./reviews.ts";

interface JournalDesk {
  readonly journal: Journal;
  readonly reviews: Reviews;
}

/** The journal over the tables of those who write down what happens, and the review files that are made of it. */
export function createJournal(
  stores: Stores,
  keyPermissions: Pick<KeyPermissions, "show">,
  version = "unknown",
): JournalDesk {
  const journal = new Journal({
    store: stores.journalStore,
    connections: stores.connections.list,
    keyed: stores.ledger.keyed,
  });
  const [setsOf, modelOf] = [setsIn(stores), modelIn(stores)];
  const zoneOf = ({ id }: StoredConnection) =>
    stores.schedulesStore.of(id).schedule?.timeZone ?? machineZone();
  const reviews = new Reviews({
    journal,
    connections: stores.connections.list,
    causes: stores.causes,
    checks: stores.checksStore,
    states: stores.states,
    runs: stores.runs,
    resourcesOf: (cause) => resourcesOf(stores, cause),
    historyOf: (cause) => historyOf(stores, cause),
    trendOf: (connection, cause) => trendOfCause(stores, cause, zoneOf(connection)),
    statusOf(connection) {
      const model = modelOf(connection);
      return model ? resourceStatus(connection, { stores, sets: setsOf(connection), model }) : [];
    },
    activityOf: (connection) => showActivity(stores, connection, Date.now()),
    permissionsOf: (connection) => keyPermissions.show(connection, false),
    version,
  });
  return { journal, reviews };
}

interface Around extends Pick<RetentionParts, "reportBug" | "now"> {
  readonly emit: (event: Emitted) => void;
}

/** For how long that is kept. */
export const createRetention = (
  { retentionStore: store, audit }: Stores,
  { emit, ...around }: Around,
): JournalRetention =>
  new JournalRetention({
    store,
    audit,
    changed: () => emit({ name: "data.changed", data: { tables: ["runs", "records", "causes"] } }),
    ...around,
  });
