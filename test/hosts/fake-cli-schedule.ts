import type { Handlers } from "../../shared/contract.ts";
import type { FirstSync } from "../../shared/domain/first-sync.ts";
import type { Run } from "../../shared/domain/run.ts";
import type { ScheduleView } from "../../shared/domain/schedule.ts";

/** How a fake core answers what concerns schedules and first syncs. */
export interface ScheduleScript {
  readonly schedule?: Partial<ScheduleView>;
  readonly firstSync?: FirstSync;
}

/** It keeps nothing: what is set is shown, with what the script says of the rest. */
export function scheduleHandlers({ schedule: scripted }: ScheduleScript): Partial<Handlers> {
  const view: ScheduleView = { connection: "one", waits: "off", kept: false, ...scripted };
  return {
    "schedule.show": () => view,
    "schedule.set": ({ schedule }) => ({ ...view, ...(schedule && { schedule }) }),
    "schedule.pause": () => ({ ...view, pausedAt: "2026-11-22T10:42:00.000Z", waits: "paused" }),
    "schedule.resume": () => view,
  };
}

/** Every stage is sent as `begin` sends; how far the first sync is stays as the script says. */
export function firstSyncHandlers({ firstSync }: ScheduleScript, begin: () => Run): Partial<Handlers> {
  const view = () => firstSync ?? { connection: "one", stages: [] };
  return {
    "firstSync.show": view,
    "firstSync.run": begin,
    "firstSync.pilot": begin,
    "firstSync.go": view,
    "firstSync.finish": view,
  };
}
