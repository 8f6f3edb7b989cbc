import type { AppEvent, Emitted } from "../../../shared/contract.ts";
import { needsPerson, type OpenedCause } from "../../../shared/domain/cause.ts";
import { markedName } from "../../../shared/domain/practice-facts.ts";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { Why } from "../causes/cause-counts.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { isGated } from "../causes/gated.ts";
import { isPractice, type StoredConnection } from "../connections/connections-store.ts";
import { inTransaction } from "../db/open.ts";
import { plainTitle } from "../journal/lines.ts";
import type { Model } from "../model/types.ts";
import { createGates } from "./gates.ts";
import { createWorld, type SyncStores } from "./world.ts";

interface RepairsParts extends SyncStores {
  readonly connections: { list(): StoredConnection[] };
  readonly sources: { sets(connection: StoredConnection): number[] };
  readonly profiler: { of(connection: number): Profile };
  readonly pushes: { isRunning(connection: number): boolean };
  readonly modelOf: (connection: StoredConnection) => Model | undefined;
  readonly emit: (event: Emitted) => void;
  readonly reportBug: (error: unknown) => void;
}

const mostLooked = 10_000;
const causesByTable: Readonly<Partial<Record<string, Why>>> = {
  descriptors: "mapping",
  profiles: "profile",
  permissions: "permission",
  sources: "source",
  causes: "source",
};

/**
 * Listens for what may have been a repair, or may have brought new causes. Notes which causes hold nothing back any more,
 * and tells of each cause once that it has opened: when the run that met it has ended.
 */
export function createRepairs(parts: RepairsParts): (event: AppEvent | Emitted) => void {
  // Once all who listen have heard what led to it: they count the events.
  const emit = (event: Emitted) => queueMicrotask(() => parts.emit(event));
  return (event) => {
    const why = whyOf(event);
    if (why === undefined) return;
    try {
      for (const connection of parts.connections.list()) {
        if (connection.closedAt !== null) continue;
        const settled = settle(parts, connection, why);
        if (settled) emit({ name: "data.changed", data: { tables: ["causes"] } });
        if (!parts.pushes.isRunning(connection.id)) tellOpened({ ...parts, emit }, connection);
      }
    } catch (error) {
      // Whoever told of something must not fail by what is made of it.
      parts.reportBug(error);
    }
  };
}

function whyOf(event: AppEvent | Emitted): Why | undefined {
  if (event.name === "run.changed") {
    return event.data.state === "running" || event.data.state === "queued" ? undefined : "source";
  }
  if (event.name !== "data.changed") return undefined;
  return event.data.tables.map((table) => causesByTable[table]).find((why) => why !== undefined);
}

/** True when something else is ready than before. */
function settle(parts: RepairsParts, connection: StoredConnection, why: Why): boolean {
  const model = parts.modelOf(connection);
  if (!model) return false;
  const gated = parts.causes
    .open(connection.id, mostLooked)
    .filter((cause) => cause.held > 0 && isGated(cause));
  if (gated.length === 0) return false;
  const profile = parts.profiler.of(connection.id);
  const world = createWorld(parts, connection.id, parts.sources.sets(connection), { model, profile });
  const isOpen = createGates(world);
  return inTransaction(parts.db, () => {
    const moved = gated.filter((cause) => isOpen(cause) === (cause.shut === 1));
    for (const { id, shut, held } of moved) {
      parts.causes.setShut(id, shut === 0);
      if (shut === 1) parts.causes.change(id, { mended: held }, { why });
    }
    return moved.length > 0;
  });
}

function tellOpened({ causes, emit }: RepairsParts, { id, uid, name: own, settings }: StoredConnection) {
  const name = markedName({ name: own, practice: isPractice(settings) });
  for (const stored of causes.takeOpened(id)) {
    const cause = openedCause(stored);
    const told = plainTitle(stored);
    const data = { connection: uid, name, cause, told, needsPerson: needsPerson(cause) };
    emit({ name: "cause.opened", data });
  }
}

const openedCause = ({ id, kind, title, who, failed, held, repaired, ready }: StoredCause): OpenedCause => ({
  id: String(id),
  kind,
  title,
  who,
  releases: failed + held + repaired,
  ready,
});
