/** Which face of the Sync page is shown, as its address says it. All pure. */

/** `/sync/ID` and `/sync/ID/list/…` are the list, `/sync/ID/map/…` the map, `/sync/ID/12` the list with a submission. */
export interface SyncFace {
  readonly face: "list" | "map";
  /** A submission that is opened over the list. */
  readonly submission: string | undefined;
  readonly filter: SyncFilter;
}

const names = ["find", "only", "resource"] as const;

/**
 * What narrows either face. `find`: a part of a resource's name. `only`: "busy" on the list, of which something is to be
 * done; "all" on the map, also what is none of ours. `resource`: the one that is opened on the map.
 */
export type SyncFilter = Readonly<Record<(typeof names)[number], string>>;

export const noSyncFilter: SyncFilter = { find: "", only: "", resource: "" };

/** For an address: "find=grades"; empty where nothing is narrowed. */
export const syncFilterText = (filter: Partial<SyncFilter>): string =>
  new URLSearchParams(names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))).toString();

export function readSyncFace(view: string | undefined, filter: string | undefined): SyncFace {
  const given = new URLSearchParams(filter ?? "");
  const read = Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""]));
  const isList = view === undefined || view === "list" || view === "map";
  return {
    face: view === "map" ? "map" : "list",
    submission: isList ? undefined : view,
    filter: { ...noSyncFilter, ...read },
  };
}
