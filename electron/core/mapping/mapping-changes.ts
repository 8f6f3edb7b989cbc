import type { AuditEntry } from "../../../shared/domain/audit.ts";
import type { MappingChange } from "../../../shared/domain/descriptor.ts";
import { foldValue, type KnownValues } from "./resolve.ts";

/** A mapping that is another than before; undefined: none. */
export interface ChangedMapping {
  readonly type: string;
  readonly code: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Mappings that an entry tells one by one; of more it tells how many of each type. */
const mostTold = 200;
const mostExamples = 3;

/** What the audit says of changed mappings; codes are no personal data. Pure. */
export function auditOf(changes: readonly ChangedMapping[]): {
  what: string;
  details: AuditEntry["changes"];
} {
  const what = `changed ${changes.length} descriptor ${changes.length === 1 ? "mapping" : "mappings"}`;
  const told = changes.slice(0, mostTold).map(({ type, code, from, to }) => ({
    field: `${type} ${code}`,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }));
  const rest = Map.groupBy(changes.slice(mostTold), ({ type }) => type);
  const counted = [...rest].map(([type, group]) => ({ field: type, to: `${group.length} more mappings` }));
  return { what, details: [...told, ...counted] };
}

/** What a person should look at in what was asked for, a sentence a type. Pure. */
export function warningsOf(
  changes: readonly MappingChange[],
  known: ReadonlyMap<string, KnownValues>,
): string[] {
  const byType = Map.groupBy(changes, ({ type }) => type);
  return [...byType].flatMap(([type, group]) => {
    const targets = [...new Set(group.flatMap(({ uri }) => uri ?? []))];
    const facts = known.get(type);
    if (targets.length === 0 || !facts) return [];
    if (facts.values === undefined) {
      return [
        `The server does not show the values of ${type}: what its codes are mapped to could not be checked.`,
      ];
    }
    const strange = targets.filter(
      (uri) => !facts.values?.has(foldValue(uri)) && !facts.stated.has(foldValue(uri)),
    );
    return strange.length === 0 ? [] : [strangeWarning(type, strange)];
  });
}

function strangeWarning(type: string, uris: readonly string[]): string {
  const examples = uris.slice(0, mostExamples).join(", ");
  const more = uris.length > mostExamples ? ` and ${uris.length - mostExamples} more` : "";
  const verb = uris.length === 1 ? "is no value" : "are no values";
  return `${examples}${more} ${verb} of ${type} on this server: records that use it will be refused.`;
}
