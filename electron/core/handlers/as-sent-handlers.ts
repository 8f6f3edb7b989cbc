import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

type AsSentCommands = "asSent.show" | "asSent.list";

export function createAsSentHandlers({ service, asSent }: Parts): Pick<Handlers, AsSentCommands> {
  return {
    "asSent.show": ({ connection, on, resource }) => asSent.show(service.find(connection), on, resource),
    "asSent.list": ({ connection, ...query }) => asSent.list(service.find(connection), query),
  };
}
