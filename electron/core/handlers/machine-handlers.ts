import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

export function createMachineHandlers({
  home,
  version,
  rest,
}: Parts): Pick<Handlers, "about.show" | "power.suspend" | "power.resume"> {
  return {
    "about.show": () => ({
      home,
      ...(version !== undefined && { version }),
      versions: runtimes(process.versions),
    }),
    "power.suspend": () => {
      rest.suspend();
      return undefined;
    },
    "power.resume": () => {
      rest.resume();
      return undefined;
    },
  };
}

const named = ["electron", "chrome", "node"] as const;

/** Those that there are: Electron and Chromium only where they run it. */
const runtimes = (versions: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(named.flatMap((name) => (versions[name] === undefined ? [] : [[name, versions[name]]])));
