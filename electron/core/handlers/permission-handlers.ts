import type { Handlers } from "../../../shared/contract.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import type { Parts } from "../parts.ts";

export function createPermissionHandlers({
  service,
  secrets,
  keyPermissions,
}: Parts): Pick<Handlers, "permissions.show"> {
  return {
    "permissions.show": ({ connection: ref, refresh }) => {
      const connection = service.find(ref);
      if (refresh) {
        requireOpen(connection);
        requireKey(connection, secrets);
      }
      return keyPermissions.show(connection, refresh);
    },
  };
}
