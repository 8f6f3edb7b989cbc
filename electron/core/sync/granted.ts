import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Permissions } from "../../../shared/domain/permissions.ts";
import { isGranted } from "../profile/grants.ts";
import type { SyncStores } from "./world.ts";

const mostLooked = 10_000;

/** Records that were refused for what their key may do now are to be sent again. Others get their turn in between. */
export function createGranted({ db, causes, states }: Pick<SyncStores, "db" | "causes" | "states">) {
  return async (connection: number, before: Permissions, now: Permissions): Promise<void> => {
    for (const { id, kind, topic, resource, failed } of causes.open(connection, mostLooked)) {
      if (kind !== "permission" || failed === 0) continue;
      if (!isGranted({ topic: topic ?? topicOfKind(kind), resource }, before, now)) continue;
      while (db.open && states.mendSome(connection, id)) await new Promise(setImmediate);
    }
  };
}
