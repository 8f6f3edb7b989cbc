import { AppError } from "../../../shared/errors.ts";
import { keyText } from "../model/keys.ts";
import { digestOf, referenceBytes } from "../sources/record.ts";
import { keyNumber } from "./key-number.ts";
import { type Meeting, schoolPaths } from "./selection-paths.ts";
import { eachRow, type Look } from "./selection-rows.ts";
import { ChosenRecords } from "./selection-set.ts";
import type { World } from "./world.ts";

export const schoolsPath = "/ed-fi/schools";
/** Of a record's own key, before its references. */
export const keyBytes = 16;

/** By identity group: key numbers of people. */
export type People = Map<string, Set<number>>;

interface Search extends Look {
  readonly world: World;
  readonly chosen: ChosenRecords;
  /** Key numbers of the schools, and of what belongs to them and others hang on. */
  readonly stops: Set<number>;
  readonly people: People;
  readonly isMeant?: Wanted["isMeant"];
  /** Resources of which every record was looked at. */
  readonly seen: Set<string>;
}

/**
 * The records of some schools: the schools, what leads to them (see schoolPaths), the people whom their associations
 * are about (students by enrolment, staff by assignment), and what ties others to these (contacts). One reading of keys
 * and references. Throws AppError("invalid-input") for what is no school.
 */
export async function chooseSchools(
  world: World,
  ids: readonly string[],
  look: Look,
): Promise<ChosenRecords> {
  const group = world.resources.get(schoolsPath)?.identity.group;
  if (group === undefined)
    throw new AppError("invalid-input", "This server has no schools to choose records by.");
  const keys = new Set(ids.map((id) => keyOfSchool(world, group, id)));
  return (await searchSchools(world, { group, keys }, look)).chosen;
}

interface Wanted {
  /** Identity group of schools. */
  readonly group: string;
  /** Key numbers of schools. */
  readonly keys: ReadonlySet<number>;
  /** May add to what leads to a school, by what a record says: schools that nobody states. */
  readonly note?: (resource: string, leads: readonly boolean[], links: Buffer, stops: Set<number>) => void;
  /** Chosen, too, of what is looked at on the way. */
  readonly isMeant?: (links: Buffer) => boolean;
}

/** As chooseSchools does, with the people that were met, and the resources that were looked through. */
export async function searchSchools(
  world: World,
  { group, keys, note, isMeant }: Wanted,
  look: Look,
): Promise<Pick<Search, "chosen" | "people" | "seen">> {
  const stops = new Set(keys);
  const search: Search = {
    ...look,
    world,
    chosen: new ChosenRecords(),
    stops,
    people: new Map(),
    seen: new Set(),
    ...(isMeant && { isMeant }),
  };
  await chooseByKey(search, schoolsPath, keys);
  const { paths, ties } = schoolPaths(world.resources, world.persons, group);
  for (const { resource, leads, isStop, meets } of paths) {
    await each(search, resource, (links, id) => {
      note?.(resource, leads, links, stops);
      if (!hasLink(links, leads, stops)) return;
      search.chosen.add(id);
      if (isStop) stops.add(keyNumber(links));
      meet(search.people, meets, links);
    });
  }
  for (const { resource, through, meets } of ties) {
    // Only those who were met on the way here: a contact's other children are not this school's.
    const known = through.map(({ group: of, marks }) => ({ marks, keys: new Set(search.people.get(of)) }));
    await each(search, resource, (links, id) => {
      if (!known.some((one) => hasLink(links, one.marks, one.keys))) return;
      search.chosen.add(id);
      meet(search.people, meets, links);
    });
  }
  for (const { person, group: of } of world.persons) {
    await chooseByKey(search, person, search.people.get(of) ?? new Set());
  }
  return search;
}

/** The key digest is one of another organization than a school. */
export const isOfOtherOrganization = ({ stores, collections }: World, key: Buffer): boolean =>
  stores.records.idsOfKey(key).some(({ collection, gone }) => {
    const stated = collections.find((one) => one.id === collection);
    return stated !== undefined && stated.resource !== schoolsPath && gone === 0;
  });

/** A district's id is taken for a school's easily, and everything in it would be meant. */
function keyOfSchool(world: World, group: string, id: string): number {
  const key = digestOf(keyText(group, [id.replace(/^0+(?=\d)/, "")]));
  if (isOfOtherOrganization(world, key))
    throw new AppError(
      "invalid-input",
      `${id} is the id of another organization than a school. Choose its schools one by one.`,
    );
  return keyNumber(key);
}

const chooseByKey = async (search: Search, resource: string, keys: ReadonlySet<number>) => {
  if (keys.size === 0) return;
  await each(search, resource, (links, id) => {
    if (keys.has(keyNumber(links))) search.chosen.add(id);
  });
};

function meet(people: People, meets: readonly Meeting[], links: Buffer) {
  for (const { group, marks } of meets) {
    const keys = people.get(group) ?? new Set();
    people.set(group, keys);
    for (let at = keyBytes; at < links.length; at += referenceBytes)
      if (marks[links[at] ?? 0]) keys.add(keyNumber(links, at + 1));
  }
}

/** One of the marked references leads to one of these. */
function hasLink(links: Buffer, marks: readonly boolean[], keys: ReadonlySet<number>): boolean {
  for (let at = keyBytes; at < links.length; at += referenceBytes)
    if (marks[links[at] ?? 0] && keys.has(keyNumber(links, at + 1))) return true;
  return false;
}

function each(search: Search, resource: string, take: (links: Buffer, id: number) => void) {
  const { world, chosen, seen, isMeant } = search;
  if (!isMeant || seen.has(resource)) return eachRow(world, resource, take, search);
  seen.add(resource);
  const takeAll = (links: Buffer, id: number) => {
    if (isMeant(links)) chosen.add(id);
    take(links, id);
  };
  return eachRow(world, resource, takeAll, search);
}
