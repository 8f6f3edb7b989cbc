import type { Handlers } from "../../../shared/contract.ts";
import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { withSuggestion } from "../../../shared/domain/suggestion.ts";

/** Where a copy of a connection goes, and with which pair. */
export type Place = Pick<
  Parameters<Handlers["connections.clone"]>[0],
  "name" | "url" | "year" | "tenant" | "context" | "credentials" | "trustedOrigins"
>;

/**
 * Other servers belong to the former address: they do not go along to another one. Which origins may receive the key was
 * said of the former key: of the new one it is said anew, or not at all. Pure.
 */
export function placed(
  former: ConnectionSettings,
  { url, year, tenant, context, trustedOrigins = [] }: Place,
): ConnectionSettings {
  const moved: ConnectionSettings = {
    ...former,
    trustedOrigins,
    ...(url !== undefined && { url }),
    ...(tenant !== undefined && { tenant }),
    ...(context !== undefined && { context }),
  };
  const dated = year === undefined ? moved : withSuggestion(moved, { year });
  return dated.url === former.url ? dated : { ...dated, otherUrls: [] };
}
