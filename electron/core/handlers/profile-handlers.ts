import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

type ProfileCommands =
  | "profile.show"
  | "profile.save"
  | "profile.use"
  | "profiles.list"
  | "profiles.name"
  | "profiles.remove";

export function createProfileHandlers({ service, profiler }: Parts): Pick<Handlers, ProfileCommands> {
  return {
    "profile.show": ({ connection }) => profiler.show(service.find(connection)),
    "profile.save": ({ connection, profile }) => profiler.save(service.find(connection), profile),
    "profile.use": ({ connection, name }) => profiler.use(service.find(connection), name),
    "profiles.list": () => profiler.list(),
    "profiles.name": ({ connection, name }) => profiler.name(service.find(connection), name),
    "profiles.remove": ({ name }) => profiler.remove(name),
  };
}
