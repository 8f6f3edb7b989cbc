import { NoticeSettings } from "../../../shared/domain/notices.ts";
import type { Db } from "../db/open.ts";

/**
 * As Steward comes: a district office is closed in the evening and at the weekend, and what came meanwhile is told together
 * when it opens.
 */
const asItComes: NoticeSettings = {
  shown: true,
  quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] },
};

/** All SQL about how notices are shown. One row at most. */
export function createNoticeSettingsStore(db: Db) {
  const get = db.prepare<[], string>("SELECT content FROM notice_settings WHERE id = 1").pluck();
  const put = db.prepare<[string]>("INSERT OR REPLACE INTO notice_settings (id, content) VALUES (1, ?)");
  return {
    get(): NoticeSettings {
      const content = get.get();
      return content === undefined ? asItComes : NoticeSettings.parse(JSON.parse(content));
    },
    set: (settings: NoticeSettings) => put.run(JSON.stringify(settings)),
  };
}
export type NoticeSettingsStore = ReturnType<typeof createNoticeSettingsStore>;

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** For the history of settings. Pure. */
export function noticesInWords({ shown, quiet }: NoticeSettings): string {
  if (!shown) return "none";
  if (!quiet.on) return "at any time";
  const whole = quiet.days.map((day) => days[day] ?? "").join(", ");
  return `not from ${quiet.from} to ${quiet.to}${whole === "" ? "" : `, nor on ${whole}`}`;
}
