import type { ConnectionSettings, Credentials, WayCredentials } from "../../../shared/domain/connection.ts";

/** The keychain's entry with other secrets of the way to the server. */
export interface ChangedEntry {
  readonly former: Credentials;
  readonly next: Credentials;
  /** For the audit, without any value: "changed the passphrase". Absent: all of it was so already. */
  readonly what?: string;
}

/** What says whether there is anything on the way that asks for a secret. */
type Way = Pick<ConnectionSettings, "clientKeyFile" | "proxy">;

/** A client key, or a proxy, is named no more: its secret is of no use, and is not kept. Pure. */
export const leavesWay = (before: Way, after: Way): boolean =>
  (before.clientKeyFile !== undefined && after.clientKeyFile === undefined) ||
  (before.proxy !== undefined && after.proxy === undefined);

/**
 * Lays what was entered over what is kept and the settings have a use for. A user at the proxy brings a password
 * along, or has none. Pure.
 */
export function changeEntry(
  former: Credentials,
  entered: WayCredentials,
  { clientKeyFile, proxy }: Way,
): ChangedEntry {
  const { key, secret } = former;
  const passphrase = entered.passphrase ?? (clientKeyFile === undefined ? undefined : former.passphrase);
  const kept = proxy === undefined ? {} : former;
  const login = entered.proxyUser === undefined ? { ...kept, ...entered } : entered;
  const { proxyUser, proxyPassword } = login;
  const changed = [
    ...(passphrase === former.passphrase ? [] : ["the passphrase"]),
    ...(proxyUser === former.proxyUser && proxyPassword === former.proxyPassword
      ? []
      : ["the proxy's user and password"]),
  ];
  const next = {
    key,
    secret,
    ...(passphrase !== undefined && { passphrase }),
    ...(proxyUser !== undefined && { proxyUser }),
    ...(proxyPassword !== undefined && { proxyPassword }),
  };
  return { former, next, ...(changed.length > 0 && { what: `changed ${changed.join(" and ")}` }) };
}
