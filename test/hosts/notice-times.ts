import type { NoticeSettings } from "../../shared/domain/notices.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { submission } from "./submission.ts";

export const always: NoticeSettings = {
  shown: true,
  quiet: { on: false, from: "18:00", to: "07:00", days: [] },
};
export const atNight: NoticeSettings = {
  shown: true,
  quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] },
};
/** A Tuesday. */
export const noon = new Date(2026, 10, 24, 12).getTime();
export const evening = new Date(2026, 10, 24, 20).getTime();
export const nextMorning = new Date(2026, 10, 25, 7).getTime();

export const ended = (more: Partial<Submission>): Submission => ({
  ...submission,
  state: "done",
  endedAt: "2026-11-22T10:42:00.000Z",
  ...more,
});
