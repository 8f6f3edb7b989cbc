import { z } from "zod";
import { NoticeSettings, WaitingNotice } from "../domain/notices.ts";

export const noticeCommands = {
  /** As they were set, or as Steward comes: shown, and quiet from 18:00 to 7:00 and over the weekend. */
  "notices.show": { input: z.object({}).optional(), output: NoticeSettings },
  "notices.set": { input: NoticeSettings, output: NoticeSettings },
  /** What the window has yet to tell, oldest first; it is kept from one start to the next. */
  "notices.waiting": { input: z.object({}).optional(), output: z.array(WaitingNotice) },
  /** The same, which is told with that: it waits no longer. */
  "notices.take": { input: z.object({}).optional(), output: z.array(WaitingNotice) },
} as const;
