import type { Handlers } from "../../../shared/contract.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import type { Parts } from "../parts.ts";

type FirstSyncCommands =
  | "firstSync.show"
  | "firstSync.run"
  | "firstSync.go"
  | "firstSync.pilot"
  | "firstSync.finish";

export function createFirstSyncHandlers(parts: Parts): Pick<Handlers, FirstSyncCommands> {
  const { service, firstSyncs, host, secrets } = parts;
  const open = (ref: string) => {
    const connection = service.find(ref);
    requireOpen(connection);
    return connection;
  };
  const ready = (ref: string) => {
    const connection = open(ref);
    requireKey(connection, secrets);
    return connection;
  };
  return {
    "firstSync.show": ({ connection }) => firstSyncs.show(service.find(connection)),
    "firstSync.run": ({ connection }) => firstSyncs.run(ready(connection), host),
    "firstSync.go": ({ connection, stage }) => firstSyncs.go(open(connection), stage),
    "firstSync.pilot": ({ connection, ...pilot }) => firstSyncs.pilot(ready(connection), pilot, host),
    "firstSync.finish": ({ connection }) => firstSyncs.finish(open(connection)),
  };
}
