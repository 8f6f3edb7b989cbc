import { keyText } from "../model/keys.ts";
import { digestOf, referenceBytes } from "../sources/record.ts";
import { keyNumber } from "./key-number.ts";
import { eachRow, type Look } from "./selection-rows.ts";
import { keyBytes, type People, schoolsPath, searchSchools } from "./selection-school.ts";
import { ChosenRecords } from "./selection-set.ts";
import type { World } from "./world.ts";

/**
 * The records that belong to other schools than these, and to none of these; people of other schools only, and all that
 * is about them, are among them. A school that is only referred to counts: somebody else sends it. What belongs to no
 * school is not among them.
 */
export async function otherSchools(world: World, ids: readonly string[], look: Look): Promise<ChosenRecords> {
  const group = world.resources.get(schoolsPath)?.identity.group;
  if (group === undefined) return new ChosenRecords();
  const own = new Set(ids.map((id) => keyNumber(digestOf(keyText(group, [id])))));
  const ofOwn = await searchSchools(world, { group, keys: own }, look);
  const others = new Set<number>();
  const add = (links: Buffer) => {
    const key = keyNumber(links);
    if (!own.has(key)) others.add(key);
  };
  await eachRow(world, schoolsPath, add, look);
  const noteNamed = compileNamed(world, own);
  const found = await searchSchools(world, { group, keys: others, note: noteNamed }, look);
  await addAbout(world, { found, ofOwn: ofOwn.chosen, people: without(found.people, ofOwn.people) }, look);
  found.chosen.leaveOut(ofOwn.chosen);
  return found.chosen;
}

/** Notes the schools that a record names, where it names schools and no other organizations. */
function compileNamed({ resources }: World, own: ReadonlySet<number>) {
  const known = new Map<string, readonly boolean[]>();
  const marksOf = (resource: string) => {
    const marks =
      known.get(resource) ??
      (resources.get(resource)?.references ?? []).map(
        ({ targets, required }) => required && targets.length === 1 && targets[0] === schoolsPath,
      );
    known.set(resource, marks);
    return marks;
  };
  return (resource: string, leads: readonly boolean[], links: Buffer, stops: Set<number>) => {
    const marks = marksOf(resource);
    for (let at = keyBytes; at < links.length; at += referenceBytes) {
      const reference = links[at] ?? 0;
      if (!marks[reference] || !leads[reference]) continue;
      const key = keyNumber(links, at + 1);
      if (!own.has(key)) stops.add(key);
    }
  };
}

const without = (people: People, own: People): People =>
  new Map(
    [...people].map(([group, keys]) => {
      const known = own.get(group);
      return [group, new Set([...keys].filter((key) => !known?.has(key)))];
    }),
  );

interface Others {
  readonly found: { readonly chosen: ChosenRecords };
  readonly ofOwn: ChosenRecords;
  /** By identity group: people of other schools only. */
  readonly people: People;
}

/** What is about people of other schools only, and what hangs on that, through all generations. */
async function addAbout(world: World, { found, ofOwn, people }: Others, look: Look) {
  const keys: People = new Map(people);
  for (let fresh = new Set(keys.keys()); fresh.size > 0; ) {
    const next = new Set<string>();
    for (const { path, identity, references } of world.resources.values()) {
      const isMeant = references.map(
        (reference) =>
          reference.required &&
          !reference.path.some((name) => name.endsWith("[]")) &&
          keys.has(reference.group),
      );
      if (!references.some(({ group }, at) => isMeant[at] && fresh.has(group))) continue;
      const marks = references.map(({ group }, at) => (isMeant[at] ? keys.get(group) : undefined));
      await eachRow(
        world,
        path,
        (links, id) => {
          if (found.chosen.has(id) || ofOwn.has(id) || !leadsTo(links, marks)) return;
          found.chosen.add(id);
          const known = keys.get(identity.group) ?? new Set();
          keys.set(identity.group, known.add(keyNumber(links)));
          next.add(identity.group);
        },
        look,
      );
    }
    fresh = next;
  }
}

function leadsTo(links: Buffer, marks: readonly (ReadonlySet<number> | undefined)[]): boolean {
  for (let at = keyBytes; at < links.length; at += referenceBytes)
    if (marks[links[at] ?? 0]?.has(keyNumber(links, at + 1))) return true;
  return false;
}
