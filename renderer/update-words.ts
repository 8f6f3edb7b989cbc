import type { Updates } from "../shared/window.ts";
import { exactTime } from "./format.ts";

/** Where a newer Steward stands, in a sentence or two. Pure. */
export function updateWords(updates: Updates): string {
  switch (updates.kind) {
    case "none":
      return (
        updates.why ?? "Updates are not configured in this build: whoever installed it brings newer ones."
      );
    case "unasked":
      return "Steward looks for a newer version once a day.";
    case "asking":
      return "Looking for a newer version.";
    case "newest":
      return `This is the newest version: Steward looked on ${exactTime(updates.at)}.`;
    case "loading":
      return `Version ${updates.version} is being loaded: ${updates.percent} %. Sending goes on meanwhile.`;
    case "ready":
      return `Version ${updates.version} is loaded. It is installed when you restart, and not before.`;
    case "failed":
      return `A newer version could not be had on ${exactTime(updates.at)}. Steward asks again within a day; this version works as before.`;
    default:
      return updates satisfies never;
  }
}
