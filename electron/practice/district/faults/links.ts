import { allShapes, concreteOf, identityOf, referenceParts } from "../../model/resources.ts";
import type { Member, ResourceShape } from "../../model/shape.ts";

/** Reads from bodies who they are and whom they refer to, as texts that are equal for equal keys. */
export interface Links {
  /** The record's own key. */
  readonly own: (body: object) => string;
  /** The keys that it refers to, with repetitions. */
  readonly others: (body: object) => readonly string[];
  /** The record's natural key by the names of its parts. */
  readonly key: (body: object) => Record<string, unknown>;
}

const known = new Map<string, Links>();

/** Links of a resource by its plural name; compiled when first asked for. */
export function linksFor(plural: string): Links {
  const found = known.get(plural) ?? linksOf(shapeOf(plural));
  known.set(plural, found);
  return found;
}

function shapeOf(plural: string): ResourceShape {
  const shape = allShapes.find((one) => one.plural === plural);
  if (shape === undefined) throw new Error(`The built-in model has no "${plural}".`);
  return shape;
}

const organization = "educationOrganization";

/** Schools and districts share their numbers: a reference to one is a reference to the other. */
function groupOf(singular: string): string {
  return concreteOf(organization).includes(singular) ? organization : singular;
}

function linksOf(shape: ResourceShape): Links {
  const group = groupOf(shape.singular);
  const parts = identityOf(shape.singular)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, paths }) => ({ name, path: paths[0] ?? [] }));
  const finders = shape.members.flatMap((member) => findersIn(member) ?? []);
  return {
    own: (body) =>
      keyText(
        group,
        parts.map(({ path }) => valueAt(body, path)),
      ),
    others: (body) => {
      const found: string[] = [];
      for (const find of finders) find(body, found);
      return found;
    },
    key: (body) => Object.fromEntries(parts.map(({ name, path }) => [name, valueAt(body, path)])),
  };
}

const keyText = (group: string, values: readonly unknown[]): string => `${group}|${values.join("|")}`;

function valueAt(body: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], body);
}

/** Adds what it finds in an object. */
type Finder = (holder: object, found: string[]) => void;

function findersIn({ name, shape }: Member): Finder | undefined {
  if (shape.kind === "reference") {
    // The host keeps school years: none can be missing.
    if (shape.to === "schoolYearType") return undefined;
    const group = groupOf(shape.to);
    const parts = referenceParts(shape).map((part) => part.name);
    return (holder, found) => {
      const reference = (holder as Record<string, Record<string, unknown> | undefined>)[name];
      if (reference !== undefined)
        found.push(
          keyText(
            group,
            parts.map((part) => reference[part]),
          ),
        );
    };
  }
  if (shape.kind !== "list" && shape.kind !== "object") return undefined;
  const inner = shape.members.flatMap((member) => findersIn(member) ?? []);
  if (inner.length === 0) return undefined;
  return (holder, found) => {
    const held = (holder as Record<string, object | readonly object[] | undefined>)[name];
    if (held === undefined) return;
    for (const item of Array.isArray(held) ? held : [held]) for (const find of inner) find(item, found);
  };
}
