import { asPagesCome, PageSettings } from "../../../shared/domain/page.ts";
import type { Db } from "../db/open.ts";

/** All SQL about how the pages were left. One row at most. */
export function createPageSettingsStore(db: Db) {
  const get = db.prepare<[], string>("SELECT content FROM page_settings WHERE id = 1").pluck();
  const put = db.prepare<[string]>("INSERT OR REPLACE INTO page_settings (id, content) VALUES (1, ?)");
  return {
    get(): PageSettings {
      const content = get.get();
      return content === undefined ? asPagesCome : PageSettings.parse(JSON.parse(content));
    },
    set: (settings: PageSettings) => put.run(JSON.stringify(settings)),
  };
}
export type PageSettingsStore = ReturnType<typeof createPageSettingsStore>;
