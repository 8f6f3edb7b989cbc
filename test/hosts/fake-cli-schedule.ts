import type { Handlers } from "../../shared/contract.ts";
import type { ScheduleView } from "../../shared/domain/schedule.ts";

/** How a fake core answers what concerns schedules. */
export interface ScheduleScript {
  readonly schedule?: Partial<ScheduleView>;
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
