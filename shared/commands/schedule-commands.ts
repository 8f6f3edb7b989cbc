import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { Schedule, ScheduleView } from "../domain/schedule.ts";
import { Submission } from "../domain/submission.ts";

const of = z.object({ connection: ConnectionRef });
const one = z.object({ submission: z.string() });

export const scheduleCommands = {
  "schedule.show": { input: of, output: ScheduleView },
  /** Null: nothing is sent but by hand. The machine's time zone unless another is named. */
  "schedule.set": { input: of.extend({ schedule: Schedule.nullable() }), output: ScheduleView },
  /** When batches would be started, were this the schedule from now on: at most so many times. */
  "schedule.preview": {
    input: z.object({ schedule: Schedule, limit: z.int().min(1).max(20).default(5) }),
    output: z.array(z.string()),
  },
  /** Ends what runs at once, and lets nothing begin until it is resumed; also after a restart. */
  "schedule.pause": { input: of, output: ScheduleView },
  /** What was ended by the pause goes on first, then what waits. */
  "schedule.resume": { input: of, output: ScheduleView },

  /** Newest first. */
  "submissions.list": {
    input: of.extend({ before: z.string().optional(), limit: z.int().min(1).max(500).default(50) }),
    output: z.array(Submission),
  },
  "submissions.show": { input: one, output: Submission },
  /** Waits for the end of all its runs. */
  "submissions.result": { input: one, output: Submission },
  "submissions.cancel": { input: one, output: z.undefined() },
} as const;
