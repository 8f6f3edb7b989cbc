import type { AppEvent } from "../../shared/contract.ts";
import { createDispatcher, type Transport } from "../../shared/rpc.ts";
import { type Db, describeStorage, openDatabase } from "./db/open.ts";
import { createHandlers } from "./handlers/handlers.ts";
import { createNoticeKeeper } from "./notices/keep-notices.ts";
import { type CoreOptions, createParts, knownModel, type Parts } from "./parts.ts";
import { createRepairs } from "./sync/repairs.ts";

export type { CoreOptions } from "./parts.ts";

export interface Core extends Transport {
  /** Cancels what runs, saves, and lets go of the data folder. */
  close(): Promise<void>;
}

/**
 * Everything that Steward does, without a window, a server or a terminal. What it is made of is in parts.ts.
 * Throws AppError "locked" or "storage" when the data folder cannot be used.
 */
export function createCore(options: CoreOptions): Core {
  const { db, close } = openDatabase(options.home);
  try {
    return start(options, db, close);
  } catch (error) {
    // Damage that shows only when the tables are read: the folder is let go, and the steward is told.
    close();
    throw describeStorage(error);
  }
}

function start(options: CoreOptions, db: Db, close: () => void): Core {
  const parts = createParts(options, db);
  parts.runs.markCrashed(new Date().toISOString());
  parts.submissionsStore.markCrashed(new Date().toISOString());
  for (const { id } of parts.connections.list()) parts.states.recover(id, Date.now());
  // A removal that was cut off is brought to its end.
  const purged = parts.sources.purge().catch(options.reportBug);
  const reshaped = finishReshapes(parts).catch(options.reportBug);
  parts.listen(
    createRepairs({
      ...parts,
      reportBug: options.reportBug,
      modelOf: (connection) => knownModel(parts, connection),
    }),
  );
  parts.listen(forgetJudged(parts, options.reportBug));
  const isForLong = parts.host !== "command line";
  // Only the window tells of what comes; what others meet they say themselves.
  if (parts.host === "window")
    parts.listen(createNoticeKeeper({ ...parts, reportBug: options.reportBug, now: Date.now }));
  // One that does not start says why on its page, and to whoever sends.
  if (isForLong) parts.practiceServer.wake().catch(() => undefined);
  if (isForLong) keepSchedules(parts);
  parts.ledgerKeeper.start(isForLong);
  parts.causeHistory.forgetOld();
  keepRetention(parts);
  const dispatch = createDispatcher(createHandlers(parts), options.reportBug, describeStorage);
  return {
    call: dispatch,
    listen: parts.listen,
    close: async () => {
      parts.probes.close();
      parts.rest.stop();
      parts.clockwork.stop();
      parts.watch.stop();
      // At once: while one of them ends, the other must not begin anything.
      await Promise.all([
        parts.practice.cancel(),
        parts.pulls.close(),
        parts.submissions.close(),
        parts.sources.close(),
        parts.ledgerKeeper.close(),
      ]);
      await Promise.all([purged, reshaped, parts.retention.close()]);
      await parts.tokens.settled();
      await parts.practiceServer.close();
      close();
    },
  };
}

/** What a Steward before this one accepted goes on, batches are started by the clock, and folders are watched. */
function keepSchedules({ connections, submissions, clockwork, watch }: Parts) {
  for (const { id } of connections.list()) submissions.takeUp(id);
  clockwork.start();
  watch.start();
}

/** The journal grows by what a run was answered: what is too old or too much by then goes when it has ended. */
function keepRetention({ retention, listen }: Parts) {
  retention.applySoon();
  listen((event) => {
    if (event.name === "run.changed" && event.data.endedAt !== undefined) retention.applySoon();
  });
}

/** What a push has sent or judged is foreseen no longer. */
function forgetJudged(
  { checksStore, connections, emit }: Parts,
  reportBug: (error: unknown) => void,
): (event: AppEvent) => void {
  return ({ name, data }) => {
    if (name !== "run.changed" || data.endedAt === undefined) return;
    try {
      const connection = connections.list().find(({ uid }) => uid === data.connection);
      if (connection === undefined || !checksStore.settle(connection.id)) return;
    } catch (error) {
      // Whoever tells of an end must not fail by what is made of it.
      reportBug(error);
      return;
    }
    // Once all who listen have heard of the end: they count the events.
    queueMicrotask(() => emit({ name: "data.changed", data: { tables: ["causes", "checks"] } }));
  };
}

/** A mapping or a switch that was saved just before the end: its records are yet to be marked. */
async function finishReshapes({ connections, reshapes }: Parts) {
  for (const { id, closedAt } of connections.list()) if (closedAt === null) await reshapes.run(id);
}
