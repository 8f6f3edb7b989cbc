import { type Filter, filterForm } from "./address-filter.ts";

/** Which face of the Sync page is shown, as its address says it. All pure. */

/** `/sync/ID` and `/sync/ID/list/…` are the list, `/sync/ID/map/…` the map. */
export interface SyncFace {
  readonly face: "list" | "map";
  readonly filter: SyncFilter;
}

/**
 * What narrows either face. `find`: a part of a resource's name. `only`: "busy" on the list, of which something is to be
 * done; "all" on the map, also what is none of ours. `resource`: the one that is opened on the map.
 * `submission`: what was sent, opened over it all.
 */
export type SyncFilter = Filter<"find" | "only" | "resource" | "submission">;

const form = filterForm(["find", "only", "resource", "submission"]);
export const noSyncFilter: SyncFilter = form.none;

/** For an address: "find=grades". */
export const syncFilterText = form.write;

export function readSyncFace(view: string | undefined, filter: string | undefined): SyncFace {
  return { face: view === "map" ? "map" : "list", filter: form.read(filter) };
}
