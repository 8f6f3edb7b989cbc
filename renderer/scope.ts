import { useLocation, useRoute } from "wouter";
import type { ConnectionStatus } from "../shared/contract.ts";
import { readJournalFilter } from "./journal-filter.ts";
import { ofAll, patterns, places, readTab, type SyncParams } from "./routes.ts";
import { useShown } from "./steward.ts";

export interface Scope {
  /** The connection that the page is about; absent: all. */
  readonly connection: string | undefined;
  /** Sending is a matter of the page itself: it is being set up, or sending is what the page is about. */
  readonly sendsItself: boolean;
  /** The same page about another connection, or about all. */
  placeFor(connection: string | undefined): string;
}

/** Which connection the page is about is part of its address: back, forward and links keep it. */
export function useScope(): Scope {
  const [path] = useLocation();
  const [isOverview, overview] = useRoute(patterns.overviewOf);
  const [isConnection, connection] = useRoute(patterns.connection);
  const [isSync, sync] = useRoute<SyncParams>(patterns.syncOf);
  const [isCauses, causes] = useRoute(patterns.causes);
  const [isJournal, journal] = useRoute(patterns.journal);
  const [isSetUp, setUp] = useRoute(patterns.setUp);
  const [isRecord, record] = useRoute(patterns.record);
  const [isRecords, records] = useRoute(patterns.recordsOf);
  const [, asSent] = useRoute(patterns.asSent);
  if (isSetUp) return { connection: setUp.id, sendsItself: true, placeFor: placeOutside(path) };
  if (isConnection && path !== places.add()) {
    const tab = readTab(connection.tab);
    return {
      connection: connection.id,
      sendsItself: false,
      placeFor: (id) => (id === undefined ? places.connections() : places.connection(id, tab)),
    };
  }
  if (isCauses) return scopeOf(causes.scope, places.causes);
  if (isJournal) return scopeOf(journal.scope, (id) => places.journal(id, readJournalFilter(journal.filter)));
  const found = isOverview ? overview : isSync ? sync : isRecord ? record : isRecords ? records : asSent;
  const shown = found?.id;
  return { connection: shown, sendsItself: isSync, placeFor: placeOutside(path) };
}

/** Of pages that are about one connection or about all. */
const scopeOf = (scope: string | undefined, placeFor: Scope["placeFor"]): Scope => ({
  connection: scope === ofAll ? undefined : scope,
  sendsItself: false,
  placeFor,
});

/** On a list of connections, choosing one opens it. */
function placeOutside(path: string): Scope["placeFor"] {
  if (path.startsWith(places.sync())) return places.sync;
  if (path.startsWith(places.records())) return (id) => places.records(id);
  if (path.startsWith("/as-sent/"))
    return (id) => (id === undefined ? places.connections() : places.asSent(id));
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
