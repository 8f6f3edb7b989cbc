import type { RecordFilter } from "../../../shared/domain/finding.ts";
import { numberOfDay } from "../ledger/calendar.ts";
import { createWordMatch, searchPatterns, searchWords } from "../model/key-words.ts";
import { pathOf } from "../sources/complete-lists.ts";
import type { Collection } from "../sources/sets-store.ts";
import type { Conditions } from "../sync/finding-store.ts";
import type { ChosenRecords } from "../sync/selection-set.ts";
import type { World } from "../sync/world.ts";

/** What is looked for in one collection. */
export interface Aim {
  readonly conditions: Conditions;
  /** What the database cannot tell. */
  readonly proves?: (body: unknown) => boolean;
  /** Only these are meant. */
  readonly among?: ChosenRecords;
}

/** What a filter means, but for its school, in each collection in which something can be found. Throws AppError: "not-found" for a resource, "invalid-input". */
export function aimsOf(
  world: World,
  collections: readonly Collection[],
  filter: RecordFilter,
): ReadonlyMap<Collection, Aim> {
  const words = searchWords(filter.find);
  const common = commonConditions(filter, words);
  const { file, changedSince } = filter;
  const resource =
    filter.resource === undefined
      ? undefined
      : pathOf({ resources: [...world.resources.values()] }, filter.resource);
  const aims = new Map<Collection, Aim>();
  for (const collection of collections) {
    const known = world.resources.get(collection.resource);
    const files = file === undefined ? undefined : filesOf(world, collection, file);
    const isOut = resource !== undefined && resource !== collection.resource;
    if (isOut || files?.length === 0 || (words.length > 0 && !known)) continue;
    const conditions = { ...common, ...(files && { files }), ...changed(collection, changedSince) };
    aims.set(collection, {
      conditions,
      ...(words.length > 0 && known && { proves: createWordMatch(known, words) }),
    });
  }
  return aims;
}

function commonConditions(filter: RecordFilter, words: readonly string[]): Conditions {
  const { states, cause, dateFrom, dateTo } = filter;
  return {
    ...(words.length > 0 && { patterns: searchPatterns(words) }),
    ...(states && states.length > 0 && { states }),
    ...(cause !== undefined && { cause: Number(cause) }),
    ...(dateFrom !== undefined && { dayFrom: numberOfDay(dateFrom) }),
    ...(dateTo !== undefined && { dayTo: numberOfDay(dateTo) }),
  };
}

/** A record that was there from the first reading on has no time of its own. */
const changed = ({ firstReadAt }: Collection, since: string | undefined) =>
  since === undefined ? {} : { changedSince: Date.parse(since), firstReadAt: firstReadAt ?? 0 };

const filesOf = ({ stores }: World, { set, id }: Collection, path: string): number[] =>
  stores.sets
    .files(set)
    .filter((file) => file.collection === id && file.path === path)
    .map((file) => file.id);
