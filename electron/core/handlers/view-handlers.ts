import type { Handlers } from "../../../shared/contract.ts";
import { dayIn, machineZone } from "../ledger/calendar.ts";
import { knownModel, type Parts } from "../parts.ts";
import { activityOf } from "../views/activity-view.ts";
import { showStatus } from "../views/status-view.ts";
import { showSync } from "../views/sync-view.ts";

type ViewCommands = "status.show" | "sync.show" | "activity.show";

const shownDays = 30;
const dayLength = 86_400_000;

export function createViewHandlers(parts: Parts): Pick<Handlers, ViewCommands> {
  const { service, sources, pushes } = parts;
  return {
    "status.show": ({ connection: ref }) => {
      const wanted = ref === undefined ? parts.connections.list() : [service.find(ref)];
      return wanted.map((connection) =>
        showStatus(connection, {
          stores: parts,
          pushes,
          schedules: parts.schedules,
          sets: sources.sets(connection),
          model: knownModel(parts, connection),
          isFirst: parts.firstSyncStore.of(connection.id).finished === undefined,
        }),
      );
    },
    "activity.show": ({ connection: ref }) => {
      const connection = ref === undefined ? null : service.find(ref).id;
      const now = Date.now();
      const since = now - (shownDays + 1) * dayLength;
      const runs = parts.runs.endedSince(connection, new Date(since).toISOString());
      return activityOf(
        {
          runs: runs.map((run) => ({ ...run, at: Date.parse(run.at) })),
          changes: parts.causeHistory.changesSince(connection, since),
          waiting: parts.causeHistory.summary(connection, false).releases,
        },
        { days: shownDays, now, dayOf: (at) => dayIn(machineZone(), at) },
      );
    },
    "sync.show": ({ connection: ref }) => {
      const connection = service.find(ref);
      return showSync(connection, {
        stores: parts,
        pushes,
        sets: sources.sets(connection),
        model: knownModel(parts, connection),
        profile: parts.profiler.of(connection.id),
      });
    },
  };
}
