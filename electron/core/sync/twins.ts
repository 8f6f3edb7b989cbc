import type { Collection } from "../sources/sets-store.ts";
import type { Candidate } from "./candidates-store.ts";
import type { World } from "./world.ts";

/** Another folder of this connection, added before this one, states the same record: that one is taken. */
export function isStatedBefore(
  { collections, stores }: World,
  { key }: Candidate,
  { id, resource, set }: Collection,
): boolean {
  if (!collections.some((other) => other.resource === resource && other.set !== set)) return false;
  const twins = stores.records.idsOfKey(key).filter(({ gone }) => !gone);
  const owner = collections.find(
    (known) => known.resource === resource && twins.some(({ collection }) => collection === known.id),
  );
  return owner !== undefined && owner.id !== id;
}
