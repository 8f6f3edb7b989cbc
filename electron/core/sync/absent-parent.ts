import type { CauseDraft } from "../causes/causes-store.ts";
import { missingParentCause, rejectedCause } from "../causes/drafts.ts";
import { shortKey } from "../causes/parent-key.ts";
import { parseLossless } from "../model/canonical.ts";
import { compileKeys, keyText } from "../model/keys.ts";
import type { Resource } from "../model/types.ts";
import { agreement } from "../sources/known-parts.ts";
import { digestOf } from "../sources/record.ts";
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
  const line = rejectedIn(world, referred.key) ?? damagedIn(world, resource, candidate, referred);
  if (!line) return missingFrom(world, resource, candidate, referred);
  const { targets = [] } = resource.references[referred.reference] ?? {};
  const target = world.collections.find(({ resource: path }) => targets.includes(path))?.resource ?? null;
  const { file, code, reason } = line;
  return rejectedCause({ resource: target, path: file, code, reason, n: 1, line: line.line });
}

function rejectedIn({ stores, collections }: World, key: Buffer) {
  for (const set of new Set(collections.map((collection) => collection.set))) {
    const line = stores.sets.rejectedByKey(set, key);
    if (line) return line;
  }
  return undefined;
}

/** Looked at of one resource: who has more of them has another problem than who they are. */
const mostDamaged = 100;

/** The line of whose key most is left, where all that is left is what the reference says. */
function damagedIn(
  { stores, collections }: World,
  resource: Resource,
  candidate: Candidate,
  { reference, key }: Referred,
) {
  const { targets = [], group = "" } = resource.references[reference] ?? {};
  const lines = collections
    .filter(({ resource: path }) => targets.includes(path))
    .flatMap(({ id }) => stores.sets.damaged(id, mostDamaged));
  if (lines.length === 0) return undefined;
  const values = valuesOf(resource, candidate, reference).find((given) =>
    digestOf(keyText(group, given)).equals(key),
  );
  if (!values) return undefined;
  return lines
    .map((line) => ({ ...line, agreeing: agreement(line.known, values) }))
    .filter(({ agreeing }) => agreeing > 0)
    .sort((one, other) => other.agreeing - one.agreeing)[0];
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
  candidate: Candidate,
  { reference, target }: { reference: number; target: Resource },
) {
  const names = resource.references[reference]?.names ?? [];
  if (names.some((name) => /UniqueId$/i.test(name))) return undefined;
  const [values] = valuesOf(resource, candidate, reference);
  return values && shortKey(target, values);
}

/** The keys that a record's body names by one of its references. */
function valuesOf(resource: Resource, { body }: Candidate, reference: number) {
  const parsed = parseLossless(body);
  if (typeof parsed !== "object" || parsed === null) return [];
  return compileKeys(resource)
    .references(parsed)
    .filter((given) => given.reference === reference)
    .map(({ values }) => values);
}
