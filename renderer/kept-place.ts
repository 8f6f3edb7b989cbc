import { ofAll } from "./routes.ts";

/** Where somebody was, as it is kept from one start to the next. All pure. */

/**
 * What is kept of an address: page and connection, and how they are narrowed. Not what may be gone by then (one record, one
 * cause, one submission), nor what would begin something. Undefined: another page than those that are known here.
 */
export function keptPlace(path: string): string | undefined {
  const [, page = "", first, second, third] = path.split("/");
  const under = (...parts: (string | undefined)[]) =>
    `/${parts.filter((part) => part !== undefined).join("/")}`;
  switch (page) {
    case "":
    case "settings":
    case "practice":
      return under(page === "" ? undefined : page);
    case "overview":
    case "causes":
      return under(page, first);
    case "sync":
      return second === "map" || second === "list" ? under(page, first, second, third) : under(page, first);
    case "records":
      return second === "record" ? under(page, first) : under(page, first, second);
    case "connections":
      // A connection that is not stored yet was never typed in whole.
      return first === "add" && third === undefined ? "/connections" : under(page, first, second, third);
    case "journal":
    case "as-sent":
      return under(page, first, second);
    default:
      return undefined;
  }
}

/** The connection that an address is about. */
export function connectionIn(place: string): string | undefined {
  const [, page = "", first, second] = place.split("/");
  const named = page === "connections" && first === "add" ? second : first;
  const isOfOne = ["overview", "sync", "records", "connections", "journal", "causes", "as-sent"].includes(
    page,
  );
  return !isOfOne || named === undefined || named === ofAll ? undefined : decodeURIComponent(named);
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
