import type { RecordFilter } from "../../../shared/domain/finding.ts";
import { AppError } from "../../../shared/errors.ts";
import { numberOfDay } from "../ledger/calendar.ts";
import { createWordMatch, searchPatterns, searchWords } from "../model/key-words.ts";
import { keyText } from "../model/keys.ts";
import { pathOf } from "../sources/complete-lists.ts";
import { digestOf } from "../sources/record.ts";
import type { Collection } from "../sources/sets-store.ts";
import type { Conditions } from "../sync/finding-store.ts";
import type { World } from "../sync/world.ts";

/** What is looked for in one collection. */
export interface Aim {
  readonly conditions: Conditions;
  /** What the database cannot tell. */
  readonly proves?: (body: unknown) => boolean;
}

/** What a filter means in each collection in which something can be found. Throws AppError: "not-found" for a resource, "invalid-input". */
export function aimsOf(
  world: World,
  collections: readonly Collection[],
  filter: RecordFilter,
): ReadonlyMap<Collection, Aim> {
  const words = searchWords(filter.find);
  const common = commonConditions(world, filter, words);
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

function commonConditions(world: World, filter: RecordFilter, words: readonly string[]): Conditions {
  const { states, cause, school, dateFrom, dateTo } = filter;
  return {
    ...(words.length > 0 && { patterns: searchPatterns(words) }),
    ...(states && states.length > 0 && { states }),
    ...(cause !== undefined && { cause: Number(cause) }),
    ...(school !== undefined && { about: keyOfSchool(world, school) }),
    ...(dateFrom !== undefined && { dayFrom: numberOfDay(dateFrom) }),
    ...(dateTo !== undefined && { dayTo: numberOfDay(dateTo) }),
  };
}

/** A record that was there from the first reading on has no time of its own. */
const changed = ({ firstReadAt }: Collection, since: string | undefined) =>
  since === undefined ? {} : { changedSince: Date.parse(since), firstReadAt: firstReadAt ?? 0 };

function keyOfSchool({ resources }: World, school: string): Buffer {
  const group = resources.get("/ed-fi/schools")?.identity.group;
  if (group === undefined)
    throw new AppError("invalid-input", "This server has no schools to find records by.");
  return digestOf(keyText(group, [school.replace(/^0+(?=\d)/, "")]));
}

const filesOf = ({ stores }: World, { set, id }: Collection, path: string): number[] =>
  stores.sets
    .files(set)
    .filter((file) => file.collection === id && file.path === path)
    .map((file) => file.id);
