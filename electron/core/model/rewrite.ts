import { parseLossless } from "./canonical.ts";
import { compileKeys, keyText, partsOf, scalarText, valuesOf } from "./keys.ts";
import type { KeyPart, Reference, Resource } from "./types.ts";

/** A record that has another natural key; values in the order of `identity.parts`. */
export interface Rename {
  /** Path of its resource. */
  readonly resource: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What a body says once the records that it refers to bear their other keys. */
export interface Rewritten<R extends Rename> {
  readonly body: object;
  /** Values of its own key then; undefined where it states none. */
  readonly key: readonly string[] | undefined;
  /** The renames that reach it, through other records' keys, too. */
  readonly because: ReadonlySet<R>;
}

interface Target<R extends Rename> {
  readonly values: readonly string[];
  readonly because: readonly R[];
}

type Bag = Record<string, unknown>;

/** Keys whose target is known are kept: neighbouring records refer to the same ones. */
const mostKept = 10_000;

/**
 * Says what follows from records' new keys for all that refers to them: as a key cascade does on a server (protocol
 * section 5.3). A key that holds the key of another record (a section that of its session) follows through all
 * generations, by the model alone: none of the records between has to be known. Pure.
 */
export class Rewriting<R extends Rename> {
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly #renames = new Map<string, R>();
  readonly #reached: ReadonlySet<string>;
  readonly #kept = new Map<string, Target<R> | null>();

  constructor(resources: ReadonlyMap<string, Resource>, renames: Iterable<R>) {
    this.#resources = resources;
    const roots = new Set<string>();
    for (const rename of renames) {
      const group = resources.get(rename.resource)?.identity.group;
      if (group === undefined) continue;
      roots.add(rename.resource);
      this.#renames.set(keyText(group, rename.from), rename);
    }
    this.#reached = reachedFrom(resources, roots);
  }

  /** Records of this resource may refer to one of them, at any distance. */
  reaches = (path: string): boolean => this.#reached.has(path);

  /** Undefined: nothing of it follows. */
  body(path: string, text: string): Rewritten<R> | undefined {
    const resource = this.#resources.get(path);
    if (!resource || !this.reaches(path)) return undefined;
    const body = parseLossless(text);
    if (typeof body !== "object" || body === null) return undefined;
    const keys = compileKeys(resource);
    const before = keys.key(body);
    const because = new Set<R>();
    for (const reference of resource.references)
      for (const place of placesOf(body as Bag, reference.path))
        for (const rename of this.#rewrite(reference, partsOf(resource, reference), place))
          because.add(rename);
    if (because.size === 0) return undefined;
    if (before) unify(resource.identity.parts, body as Bag, before);
    return { body, key: keys.key(body), because };
  }

  /** In place; gives what changed it. */
  #rewrite(reference: Reference, parts: ReturnType<typeof partsOf>, place: Bag): readonly R[] {
    const values = valuesOf(parts, place);
    const target = values && this.#target(reference, values);
    if (!target) return [];
    for (const [at, name] of reference.names.entries())
      place[name] = likewise(place[name], target.values[at] ?? "");
    return target.because;
  }

  #target({ group, targets }: Pick<Reference, "group" | "targets">, values: readonly string[]) {
    const text = keyText(group, values);
    const known = this.#kept.get(text);
    if (known !== undefined) return known ?? undefined;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    // A key that leads back to itself ends here.
    this.#kept.set(text, null);
    const found = this.#find(text, targets, values);
    this.#kept.set(text, found ?? null);
    return found;
  }

  #find(text: string, targets: readonly string[], values: readonly string[]): Target<R> | undefined {
    const rename = this.#renames.get(text);
    if (rename) return { values: rename.to, because: [rename] };
    for (const path of targets) {
      const found = this.reaches(path) ? this.#through(path, values) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** The key holds keys of others: what its parts give of each reference is looked up in turn. */
  #through(path: string, values: readonly string[]): Target<R> | undefined {
    const { identity, references } = this.#resources.get(path) as Resource;
    let changed = values;
    const because: R[] = [];
    for (const reference of references) {
      const places = reference.names.map((name) => partAt(identity.parts, [...reference.path, name]));
      if (places.includes(-1)) continue;
      const target = this.#target(
        reference,
        places.map((at) => values[at] ?? ""),
      );
      if (!target) continue;
      because.push(...target.because);
      changed = changed.map((value, at) => target.values[places.indexOf(at)] ?? value);
    }
    return because.length > 0 ? { values: changed, because } : undefined;
  }
}

/** All that refers to these resources, and what refers to that. A key cannot hold itself: only others count. */
export function reachedFrom(
  resources: ReadonlyMap<string, Resource>,
  roots: ReadonlySet<string>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const next = new Set(roots);
  for (const target of next) {
    for (const { path, references } of resources.values()) {
      if (!references.some(({ targets }) => targets.includes(target))) continue;
      reached.add(path);
      next.add(path);
    }
  }
  return reached;
}

const partAt = (parts: readonly KeyPart[], path: readonly string[]): number =>
  parts.findIndex(({ paths }) => paths.some((one) => one.join("/") === path.join("/")));

/** The objects at the end of a path, through the items of collections. */
function placesOf(body: Bag, path: readonly string[]): readonly Bag[] {
  let places: unknown[] = [body];
  for (const segment of path) {
    const name = segment.replace("[]", "");
    places = places.flatMap((place) => (isBag(place) ? place[name] : undefined) ?? []);
  }
  return places.filter(isBag);
}

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A number stays a number. */
function likewise(former: unknown, text: string): unknown {
  if (typeof former === "string") return text;
  return typeof former === "boolean" ? text === "true" : parseLossless(text);
}

/** Places of one part of the key must agree (key unification): what one of them became, the others become. */
function unify(parts: readonly KeyPart[], body: Bag, before: readonly string[]) {
  for (const [at, { paths, type }] of parts.entries()) {
    if (paths.length < 2) continue;
    const holders = paths.flatMap((path) => {
      const name = path.at(-1) ?? "";
      const [place] = placesOf(body, path.slice(0, -1));
      const text = place && scalarText(place[name], type);
      return place && text !== undefined ? [{ place, name, text }] : [];
    });
    const now = holders.find(({ text }) => text !== before[at])?.text;
    if (now === undefined) continue;
    for (const { place, name } of holders) place[name] = likewise(place[name], now);
  }
}
