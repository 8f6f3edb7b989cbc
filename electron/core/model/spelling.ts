import type { Member, Resource } from "./types.ts";

/** Members by their names in lower case: the model's spelling, and what is inside. */
type Names = ReadonlyMap<string, { readonly name: string; readonly inside: Spell | undefined }>;
type Spell = (body: object) => object;

/** What a server gives: cleanBody looks for these. */
const serversOwn = ["id", "_etag", "_lastModifiedDate"];

/**
 * Compiles, for one resource, what gives the members of a body the model's spelling: the ODS takes names in any case, the
 * DMS loses what is not spelled as it says (protocol section 5.6), and here, too, one record must have one key. Where
 * the right name is there as well, the other one stays as it is. Returns the same object when nothing had to change.
 */
export function compileSpelling(resource: Resource): Spell {
  return compileMembers(resource.members, serversOwn);
}

function compileMembers(members: readonly Member[], more: readonly string[]): Spell {
  const names: Names = new Map([
    ...more.map((name) => [name.toLowerCase(), { name, inside: undefined }] as const),
    ...members.map(
      (member) => [member.name.toLowerCase(), { name: member.name, inside: insideOf(member) }] as const,
    ),
  ]);
  return (body) => spell(body, names);
}

function insideOf(member: Member): Spell | undefined {
  switch (member.kind) {
    case "scalar":
      return undefined;
    case "object":
      return compileMembers(member.members, member.name.endsWith("Reference") ? ["link"] : []);
    case "collection":
      return compileItems(compileMembers(member.item, []));
    default:
      return member satisfies never;
  }
}

function compileItems(item: Spell): Spell {
  return (items) => {
    if (!Array.isArray(items)) return items;
    const spelled = items.map((each) => (isObject(each) ? item(each) : each));
    return spelled.some((each, index) => each !== items[index]) ? spelled : items;
  };
}

function spell(body: object, names: Names): object {
  const spelled = new Map<string, unknown>();
  let changed = false;
  for (const [given, value] of Object.entries(body)) {
    const known = names.get(given.toLowerCase());
    const isFree = known && !Object.hasOwn(body, known.name) && !spelled.has(known.name);
    const name = isFree ? known.name : given;
    const inside = isObject(value) && (name === known?.name ? known.inside : undefined);
    const member = inside ? inside(value) : value;
    changed ||= name !== given || member !== value;
    spelled.set(name, member);
  }
  return changed ? Object.fromEntries(spelled) : body;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
