import { z } from "zod";
import { NoticeSettings } from "../domain/notices.ts";

export const noticeCommands = {
  /** As they were set, or as Steward comes: shown, and quiet from 18:00 to 7:00 and over the weekend. */
  "notices.show": { input: z.object({}).optional(), output: NoticeSettings },
  "notices.set": { input: NoticeSettings, output: NoticeSettings },
} as const;
