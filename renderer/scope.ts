import { useLocation, useRoute } from "wouter";
import type { ConnectionStatus } from "../shared/contract.ts";
import { patterns, places, readTab } from "./routes.ts";
import { useShown } from "./steward.ts";

export interface Scope {
  /** The connection that the page is about; absent: all. */
  readonly connection: string | undefined;
  /** It is being set up: sending is the last step, and not before. */
  readonly isSetUp: boolean;
  /** The same page about another connection, or about all. */
  placeFor(connection: string | undefined): string;
}

/** Which connection the page is about is part of its address: back, forward and links keep it. */
export function useScope(): Scope {
  const [path] = useLocation();
  const [isOverview, overview] = useRoute(patterns.overviewOf);
  const [isConnection, connection] = useRoute(patterns.connection);
  const [isSetUp, setUp] = useRoute(patterns.setUp);
  if (isSetUp) return { connection: setUp.id, isSetUp, placeFor: placeOutside(path) };
  if (isConnection && path !== places.add()) {
    const tab = readTab(connection.tab);
    return {
      connection: connection.id,
      isSetUp,
      placeFor: (id) => (id === undefined ? places.connections() : places.connection(id, tab)),
    };
  }
  return { connection: isOverview ? overview.id : undefined, isSetUp, placeFor: placeOutside(path) };
}

/** On a list of connections, choosing one opens it. */
function placeOutside(path: string): Scope["placeFor"] {
  const isList = path.startsWith(places.connections());
  return (id) => {
    if (!isList) return places.overview(id);
    return id === undefined ? places.connections() : places.connection(id);
  };
}

/** Undefined while nothing is known, or when there is no such connection. */
export function useStatus(id: string | undefined): ConnectionStatus | undefined {
  return useShown((state) => state.statuses?.find(({ connection }) => connection.id === id));
}
