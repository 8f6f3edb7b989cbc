import { useMemo } from "react";
import { useLocation } from "wouter";
import type { ConnectionStatus } from "../shared/contract.ts";
import { readCausesChoice } from "./causes-filter.ts";
import { readJournalFilter } from "./journal-filter.ts";
import { connectionIn, type Place, readPlace } from "./read-place.ts";
import { places, readTab } from "./routes.ts";
import { useShown } from "./steward.ts";
import { readSyncFace } from "./sync-view.ts";

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
  return useMemo(() => scopeAt(path), [path]);
}

/** Pure. */
export function scopeAt(path: string): Scope {
  const place = readPlace(path);
  return {
    connection: connectionIn(path),
    sendsItself: place?.page === "setUp" || place?.page === "syncOf",
    placeFor: (id) => placeFor(place, id),
  };
}

/** What narrows a page for one connection narrows it for the next, unless it names what only the one has. */
function placeFor(place: Place | undefined, id: string | undefined): string {
  switch (place?.page) {
    case "sync":
      return places.sync(id);
    case "syncOf": {
      const { face, filter } = readSyncFace(place.params.view, place.params.filter);
      return id === undefined ? places.sync() : places.syncFace(id, face, { ...filter, submission: "" });
    }
    case "causes":
    case "cause":
      return places.causes(id, readCausesChoice(place.params.filter));
    case "journal":
      return places.journal(id, readJournalFilter(place.params.filter));
    case "records":
    case "recordsOf":
    case "record":
      return places.records(id);
    case "connection":
      return id === undefined ? places.connections() : places.connection(id, readTab(place.params.tab));
    case "connections":
    case "add":
    case "setUp":
      // On a list of connections, choosing one opens it.
      return id === undefined ? places.connections() : places.connection(id);
    case "asSent":
      return id === undefined ? places.connections() : places.asSent(id, place.params.day);
    default:
      return places.overview(id);
  }
}

/** Undefined while nothing is known, or when there is no such connection. */
export function useStatus(id: string | undefined): ConnectionStatus | undefined {
  return useShown((state) => state.statuses?.find(({ connection }) => connection.id === id));
}
