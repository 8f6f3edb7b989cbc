import type { Handlers } from "../../../shared/contract.ts";
import { requireOpen } from "../connections/refusals.ts";
import type { Parts } from "../parts.ts";

type ProfileCommands =
  | "profile.show"
  | "profile.save"
  | "profile.use"
  | "profiles.list"
  | "profiles.name"
  | "profiles.remove";

export function createProfileHandlers({ service, profiler }: Parts): Pick<Handlers, ProfileCommands> {
  /** What a closed connection sent stays told as it was; its profile may still be given a name, for others to use. */
  const open = (ref: string) => {
    const connection = service.find(ref);
    requireOpen(connection);
    return connection;
  };
  return {
    "profile.show": ({ connection }) => profiler.show(service.find(connection)),
    "profile.save": ({ connection, profile }) => profiler.save(open(connection), profile),
    "profile.use": ({ connection, name }) => profiler.use(open(connection), name),
    "profiles.list": () => profiler.list(),
    "profiles.name": ({ connection, name }) => profiler.name(service.find(connection), name),
    "profiles.remove": ({ name }) => profiler.remove(name),
  };
}
