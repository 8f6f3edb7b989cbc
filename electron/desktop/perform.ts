import type { BrowserWindow } from "electron";
import type { Client } from "../../shared/client.ts";
import type { AppError } from "../../shared/errors.ts";
import type { Deed } from "./deeds.ts";
import type { Notice } from "./notice-plan.ts";

export interface PerformParts {
  readonly window: Pick<BrowserWindow, "webContents">;
  readonly client: Pick<Client, "call">;
  /** Brings the window to the front. */
  readonly show: () => void;
  readonly go: (place: string) => void;
  /** The page opens what finds everything. */
  readonly openPalette: () => void;
  readonly chooseReview: () => Promise<void>;
  readonly openExternal: (address: string) => Promise<void>;
  readonly notify: (notice: Notice) => void;
  readonly quit: () => void;
}

const documentation = "https://docs.ed-fi.org/";
const commands = {
  send: "push.start",
  pause: "schedule.pause",
  resume: "schedule.resume",
  check: "check.run",
} as const;
const refused = {
  send: "Nothing was sent",
  pause: "Sending was not paused",
  resume: "Sending was not resumed",
  check: "Not all was checked",
};

/** Somebody has ended it by hand, and knows. */
const isCancelled = (reason: unknown) => (reason as Partial<AppError>).code === "cancelled";

/** Where a check says how far it is, and what it found. Pure. */
function placeOfCheck(connections: readonly string[]): string {
  const [only = "", ...others] = connections;
  return others.length === 0 ? `/sync/${encodeURIComponent(only)}` : "/causes/all/only=found";
}

/** Does what an entry of a menu says. Never throws: there is nobody behind a menu to throw at. */
export function createPerformer(parts: PerformParts): (deed: Deed) => Promise<void> {
  const { window, client, show, go, openPalette, chooseReview, openExternal, notify, quit } = parts;
  const forEach = async (deed: keyof typeof commands, connections: readonly string[]) => {
    const replies = await Promise.allSettled(
      connections.map((connection) => client.call(commands[deed], { connection })),
    );
    // Why may hold a path or a name of the district's own: that is for the page to say.
    if (replies.some((reply) => reply.status === "rejected" && !isCancelled(reply.reason)))
      notify({ title: "Steward", body: `${refused[deed]}. Open Steward to see why.`, place: "/connections" });
  };
  const act = async (deed: Deed) => {
    const { navigationHistory } = window.webContents;
    switch (deed.do) {
      case "go":
        show();
        return go(deed.place);
      case "palette":
        show();
        return openPalette();
      case "open-review":
        return chooseReview();
      case "back":
        return navigationHistory.goBack();
      case "forward":
        return navigationHistory.goForward();
      case "documentation":
        return openExternal(documentation);
      case "show":
        return show();
      case "quit":
        return quit();
      case "check":
        show();
        go(placeOfCheck(deed.connections));
        return forEach(deed.do, deed.connections);
      case "send":
      case "pause":
      case "resume":
        return forEach(deed.do, deed.connections);
      default:
        return deed satisfies never;
    }
  };
  return (deed) => act(deed).catch(() => {});
}
