import type { AuditEntry } from "../../../shared/domain/audit.ts";
import type { Profile } from "../../../shared/domain/profile.ts";

/** What the audit says of a changed profile: one entry a resource or switch. Pure. */
export function changesBetween(former: Profile, now: Profile): AuditEntry["changes"] {
  const changes = [
    change("extensions", extensionsText(former), extensionsText(now)),
    change("API Profile", former.apiProfile, now.apiProfile),
    ...namesOf(former, now).map((path) => change(path, inWords(former, path), inWords(now, path))),
  ];
  return changes.filter((each) => each !== undefined);
}

const namesOf = (former: Profile, now: Profile): string[] =>
  [...new Set([...former.off, ...now.off, ...Object.keys(former.owners), ...Object.keys(now.owners)])].sort();

function change(field: string, from: string | undefined, to: string | undefined) {
  if (from === to) return undefined;
  return { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

const extensionsText = ({ extensions }: Profile): string =>
  extensions === "all" ? "all" : extensions.toSorted().join(", ") || "none";

function inWords({ off, owners }: Profile, path: string): string {
  const given = owners[path];
  const words = { other: "another system sends it", unused: "not used" } as const;
  const owner = given === undefined ? "we send it" : words[given.owner];
  return `${owner}${given?.contact === undefined ? "" : ` (${given.contact})`}${off.includes(path) ? ", off" : ""}`;
}
