import type { App } from "electron";
import type { Inbox } from "./inbox.ts";

/** What a start hands to the Steward that has the data folder open already. */
export interface SecondStart {
  readonly isHidden: boolean;
  /** A review file or a folder that it was started with. */
  readonly path?: string;
}

/** It comes from another process. */
export function readSecondStart(given: unknown): Partial<SecondStart> {
  const { isHidden, path } = (given ?? {}) as { readonly [N in keyof SecondStart]?: unknown };
  return { isHidden: isHidden === true, ...(typeof path === "string" && { path }) };
}

/**
 * What somebody opens with Steward, from the start on: a Mac tells of it before there is a window. Returns what hands all of
 * it, and what comes, to the inbox.
 */
export function collectOpened(app: Pick<App, "on">, first: string | undefined): (inbox: Inbox) => void {
  let last = first;
  let inbox: Inbox | undefined;
  const open = (path: string | undefined) => {
    if (path === undefined) return;
    if (inbox) void inbox.open(path);
    else last = path;
  };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on("second-instance", (_event, _argv, _folder, given) => open(readSecondStart(given).path));
  return (opened) => {
    inbox = opened;
    open(last);
  };
}
