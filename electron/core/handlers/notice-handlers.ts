import type { Handlers } from "../../../shared/contract.ts";
import { noticesInWords } from "../notices/notice-settings.ts";
import type { Parts } from "../parts.ts";

export function createNoticeHandlers({
  noticeSettings,
  audit,
  emit,
}: Parts): Pick<Handlers, "notices.show" | "notices.set"> {
  return {
    "notices.show": () => noticeSettings.get(),
    "notices.set": (settings) => {
      const [from, to] = [noticesInWords(noticeSettings.get()), noticesInWords(settings)];
      noticeSettings.set(settings);
      if (from !== to)
        audit.note(undefined, "changed when notifications are shown", [{ field: "notifications", from, to }]);
      emit({ name: "data.changed", data: { tables: ["notices", "audit"] } });
      return settings;
    },
  };
}
