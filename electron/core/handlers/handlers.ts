import type { Handlers } from "../../../shared/contract.ts";
import { checkMachine } from "../doctor.ts";
import type { Parts } from "../parts.ts";
import { createAuditHandlers } from "./audit-handlers.ts";
import { createDescriptorHandlers } from "./descriptor-handlers.ts";
import { createProfileHandlers } from "./profile-handlers.ts";
import { createPushHandlers } from "./push-handlers.ts";
import { createSourceHandlers } from "./source-handlers.ts";
import { createViewHandlers } from "./view-handlers.ts";

/** What stands behind each command of the contract. */
export function createHandlers(parts: Parts): Handlers {
  const { service } = parts;
  return {
    "doctor.run": () => checkMachine(parts),
    "connections.list": service.list,
    "connections.show": ({ connection }) => service.show(connection),
    "connections.add": (input) => service.add(input),
    "connections.test": ({ connection }) => service.test(connection),
    "connections.probe": parts.probes.run,
    "connections.rotate": ({ connection, credentials }) =>
      parts.rotation.rotate(service.find(connection), credentials),
    "connections.remove": async ({ connection }) => {
      await parts.pulls.stop(service.find(connection).id);
      await service.remove(connection);
      await parts.sources.purge();
    },
    ...createAuditHandlers(parts),
    ...createProfileHandlers(parts),
    ...createDescriptorHandlers(parts),
    ...createSourceHandlers(parts),
    ...createPushHandlers(parts),
    ...createViewHandlers(parts),
  };
}
