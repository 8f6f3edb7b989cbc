import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

export function createAuditHandlers({ service, audit }: Parts): Pick<Handlers, "audit.list"> {
  return {
    "audit.list": ({ connection: ref, after, limit }) => {
      const connection = ref === undefined ? undefined : service.find(ref).id;
      return audit.list(connection, after === undefined ? undefined : Number(after), limit);
    },
  };
}
