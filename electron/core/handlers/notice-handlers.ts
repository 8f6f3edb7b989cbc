import type { Handlers } from "../../../shared/contract.ts";
import type { WaitingNotice } from "../../../shared/domain/notices.ts";
import { markedName } from "../../../shared/domain/practice-facts.ts";
import { isPractice } from "../connections/connections-store.ts";
import { noticesInWords } from "../notices/notice-settings.ts";
import type { StoredNotice } from "../notices/waiting-notices-store.ts";
import type { Parts } from "../parts.ts";

type Handled = "notices.show" | "notices.set" | "notices.waiting" | "notices.take";

export function createNoticeHandlers(parts: Parts): Pick<Handlers, Handled> {
  const { noticeSettings, waitingNotices, audit, emit } = parts;
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
    "notices.waiting": () => viewWaiting(parts, waitingNotices.list()),
    "notices.take": () => viewWaiting(parts, waitingNotices.take()),
  };
}

function viewWaiting({ connections }: Parts, waiting: readonly StoredNotice[]): WaitingNotice[] {
  const known = new Map(connections.list().map((connection) => [connection.id, connection]));
  return waiting.flatMap(({ key, connection: id, at, told, cause }) => {
    const connection = known.get(id);
    if (!connection) return [];
    const name = markedName({ name: connection.name, practice: isPractice(connection.settings) });
    return {
      key,
      connection: connection.uid,
      name,
      at,
      told,
      ...(cause !== null && { cause: String(cause) }),
    };
  });
}
