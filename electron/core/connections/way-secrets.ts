import type { Credentials, WayCredentials } from "../../../shared/domain/connection.ts";

/** The keychain's entry with other secrets of the way to the server. */
export interface ChangedEntry {
  readonly former: Credentials;
  readonly next: Credentials;
  /** For the audit, without any value: "changed the passphrase". Absent: all of it was so already. */
  readonly what?: string;
}

/** Lays what was entered over what is kept. A user at the proxy brings a password along, or has none. Pure. */
export function changeEntry(former: Credentials, entered: WayCredentials): ChangedEntry {
  const { key, secret } = former;
  const passphrase = entered.passphrase ?? former.passphrase;
  const kept = entered.proxyUser === undefined ? former : undefined;
  const proxyUser = entered.proxyUser ?? kept?.proxyUser;
  const proxyPassword = entered.proxyPassword ?? kept?.proxyPassword;
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
