import type { AuditEntry } from "../../../shared/domain/audit.ts";
import type { ConnectionSettings } from "../../../shared/domain/connection.ts";

type Setting = keyof ConnectionSettings;

/** Which server it is. */
const place = ["url", "year", "instance", "tenant", "context"] as const satisfies readonly Setting[];
/** How it is reached, and who else may receive the key. */
const way = [
  "caFile",
  "clientCertFile",
  "clientKeyFile",
  "proxy",
  "noProxy",
  "otherUrls",
  "trustedOrigins",
] as const satisfies readonly Setting[];

/** Old and new of every setting that is another now, for the audit. Pure. */
export function changesOf(former: ConnectionSettings, now: ConnectionSettings): AuditEntry["changes"] {
  const names = [...new Set([...Object.keys(former), ...Object.keys(now)])] as Setting[];
  return names.flatMap((field) => {
    const [from, to] = [textOf(former[field]), textOf(now[field])];
    if (from === to) return [];
    return [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

/** True when the settings name another server, or another part of it. */
export const isMoved = (changes: AuditEntry["changes"]): boolean => includes(changes, place);

/** True for changes that are tried with the server before they are stored. */
export const needsTest = (changes: AuditEntry["changes"]): boolean => includes(changes, [...place, ...way]);

const includes = (changes: AuditEntry["changes"], fields: readonly string[]) =>
  changes.some(({ field }) => fields.includes(field));

function textOf(value: ConnectionSettings[Setting]): string | undefined {
  const text = Array.isArray(value) ? value.map(withoutUser).join(", ") : value?.toString();
  return text === undefined || text === "" ? undefined : withoutUser(text);
}

/** A name and password in an address are refused elsewhere; they must not get here on any way. */
const withoutUser = (text: string): string => text.replace(/^([a-z]+:\/\/)[^/@]*@/i, "$1");
