import { keyText } from "../model/keys.ts";
import { digestOf, referenceBytes } from "../sources/record.ts";
import { keyNumber } from "../sync/key-number.ts";
import { eachRow, type Look } from "../sync/selection-rows.ts";
import { isOfOtherOrganization, keyBytes, schoolsPath, searchSchools } from "../sync/selection-school.ts";
import { ChosenRecords } from "../sync/selection-set.ts";
import type { World } from "../sync/world.ts";

/** Also of what has left the files: the server may have it still. */
const look: Look = { gone: true };

/**
 * The records of a school, remembered while somebody walks through them page by page: the school, its people, what is
 * theirs, and whatever else refers to it.
 */
export class SchoolRecords {
  #last: { readonly of: string; readonly chosen: Promise<ChosenRecords> } | undefined;

  /** Undefined where this server has no schools. Of another organization's id only what refers to it. */
  of(world: World, school: string): Promise<ChosenRecords> | undefined {
    const group = world.resources.get(schoolsPath)?.identity.group;
    if (group === undefined) return undefined;
    const readAt = world.collections.map(({ set }) => world.stores.sets.set(set)?.readAt);
    const of = JSON.stringify([world.connection, school, readAt]);
    if (this.#last?.of === of) return this.#last.chosen;
    const key = digestOf(keyText(group, [school.replace(/^0+(?=\d)/, "")]));
    const chosen = recordsOfSchool(world, group, key);
    // One that failed is not remembered.
    chosen.catch(() => {
      if (this.#last?.chosen === chosen) this.#last = undefined;
    });
    this.#last = { of, chosen };
    return chosen;
  }
}

async function recordsOfSchool(world: World, group: string, key: Buffer): Promise<ChosenRecords> {
  const number = keyNumber(key);
  const refersToIt = (links: Buffer): boolean => {
    for (let at = 0; at < links.length; at += at === 0 ? keyBytes : referenceBytes)
      if (keyNumber(links, at === 0 ? 0 : at + 1) === number) return true;
    return false;
  };
  // Each record is looked at once, as far as that can be: there may be millions.
  const { chosen, seen } = isOfOtherOrganization(world, key)
    ? { chosen: new ChosenRecords(), seen: new Set<string>() }
    : await searchSchools(world, { group, keys: new Set([number]), isMeant: refersToIt }, look);
  const take = (links: Buffer, id: number) => {
    if (refersToIt(links)) chosen.add(id);
  };
  for (const resource of world.resources.keys())
    if (!seen.has(resource)) await eachRow(world, resource, take, look);
  return chosen;
}
