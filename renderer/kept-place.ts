import { readCausesChoice } from "./causes-filter.ts";
import { connectionIn, readPlace } from "./read-place.ts";
import { places } from "./routes.ts";
import { readSyncFace } from "./sync-view.ts";

/** Where somebody was, as it is kept from one start to the next. All pure. */

/**
 * What is kept of an address: page and connection, and how they are narrowed. Not what may be gone by then (one record, one
 * cause, one submission), nor what would begin something. Undefined: another page than those that are known here.
 */
export function keptPlace(path: string): string | undefined {
  const place = readPlace(path);
  switch (place?.page) {
    case undefined:
      return undefined;
    case "practice":
      return places.practice();
    case "about":
      return places.settings();
    case "add":
      // A connection that is not stored yet was never typed in whole.
      return places.connections();
    case "record":
      return places.records(place.params.id);
    case "cause":
      return places.causes(place.params.scope, readCausesChoice(place.params.filter));
    case "syncOf": {
      const { face, filter } = readSyncFace(place.params.view, place.params.filter);
      return places.syncFace(place.params.id, face, { ...filter, submission: "" });
    }
    default:
      return path;
  }
}

/** Where to begin: where one was, unless its connection is gone. Undefined: on the overview. */
export function placeToRestore(
  place: string | undefined,
  connections: readonly string[],
): string | undefined {
  if (place === undefined || place === "/" || keptPlace(place) !== place) return undefined;
  const connection = connectionIn(place);
  return connection === undefined || connections.includes(connection) ? place : undefined;
}
