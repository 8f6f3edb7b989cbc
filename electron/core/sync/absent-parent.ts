import type { CauseDraft } from "../causes/causes-store.ts";
import { missingParentCause, rejectedCause } from "../causes/drafts.ts";
import { shortKey } from "../causes/parent-key.ts";
import { parseLossless } from "../model/canonical.ts";
import { compileKeys } from "../model/keys.ts";
import type { Resource } from "../model/types.ts";
import type { Candidate } from "./candidates-store.ts";
import type { World } from "./world.ts";

/** A reference of a record, and the key that it names. */
export interface Referred {
  readonly reference: number;
  readonly key: Buffer;
}

/** Why a record that another one refers to is in none of the connection's files: its line was rejected, or nobody stated it. */
export function absentParentCause(
  world: World,
  resource: Resource,
  candidate: Candidate,
  referred: Referred,
): CauseDraft {
  return rejectedIn(world, resource, referred) ?? missingFrom(world, resource, candidate, referred);
}

function rejectedIn(
  { stores, collections }: World,
  resource: Resource,
  { reference, key }: Referred,
): CauseDraft | undefined {
  const { targets = [] } = resource.references[reference] ?? {};
  for (const set of new Set(collections.map((collection) => collection.set))) {
    const line = stores.sets.rejectedByKey(set, key);
    if (!line) continue;
    const { file, code, reason } = line;
    const target = collections.find(({ resource: path }) => targets.includes(path))?.resource ?? null;
    return rejectedCause({ resource: target, path: file, code, reason, n: 1, line: line.line });
  }
  return undefined;
}

function missingFrom(
  { resources, persons }: World,
  resource: Resource,
  candidate: Candidate,
  { reference, key }: Referred,
): CauseDraft {
  const { targets = [], group = "" } = resource.references[reference] ?? {};
  const target = resources.get(targets[0] ?? "");
  const personal = persons.some((person) => person.group === group);
  const shown = target && !personal ? shownKey(resource, candidate, { reference, target }) : undefined;
  return missingParentCause(
    targets[0] ?? group,
    targets.length === 1 ? (target?.entity ?? group) : group,
    key.toString("hex"),
    shown,
  );
}

/** The key of a parent that is no person, for the cause's title. A key with a person inside is not shown. */
function shownKey(
  resource: Resource,
  { body }: Candidate,
  { reference, target }: { reference: number; target: Resource },
) {
  const names = resource.references[reference]?.names ?? [];
  if (names.some((name) => /UniqueId$/i.test(name))) return undefined;
  const parsed = parseLossless(body);
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const found = compileKeys(resource)
    .references(parsed)
    .find((candidate) => candidate.reference === reference);
  return found && shortKey(target, found.values);
}
