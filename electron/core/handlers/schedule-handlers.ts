import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

type ScheduleCommands =
  | "schedule.show"
  | "schedule.set"
  | "schedule.preview"
  | "schedule.pause"
  | "schedule.resume"
  | "submissions.list"
  | "submissions.show"
  | "submissions.result"
  | "submissions.cancel";

export function createScheduleHandlers(parts: Parts): Pick<Handlers, ScheduleCommands> {
  const { service, schedules, submissions } = parts;
  return {
    "schedule.show": ({ connection }) => schedules.show(service.find(connection)),
    "schedule.set": ({ connection, schedule }) => schedules.set(service.find(connection), schedule),
    "schedule.preview": ({ schedule, limit }) => schedules.preview(schedule, limit),
    "schedule.pause": ({ connection }) => schedules.pause(service.find(connection)),
    "schedule.resume": ({ connection }) => schedules.resume(service.find(connection)),
    "submissions.list": ({ connection, before, limit }) =>
      submissions.list(service.find(connection).id, before === undefined ? undefined : Number(before), limit),
    "submissions.show": ({ submission }) => submissions.show(submission),
    "submissions.result": ({ submission }) => submissions.result(submission),
    "submissions.cancel": ({ submission }) => {
      submissions.cancel(submission);
      return undefined;
    },
  };
}
