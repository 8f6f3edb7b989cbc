import { projectKey } from "../../../shared/domain/profile.ts";
import type { Member, Resource } from "../model/types.ts";

/** Type of the codes that say which projects' `_ext` parts a record has; their code is projectKey of the project. */
export const extensionType = "_ext";

/** One place in a body: descriptor values, `_ext` parts, and what lies below. */
interface Place {
  readonly values: { readonly name: string; readonly type: string }[];
  readonly inside: Map<string, Place>;
  extended: boolean;
}

type Bag = Record<string, unknown>;

/** What a body is changed to; see compileCodes. */
interface Replacement {
  /** What is sent for a descriptor value; undefined leaves it as it is. */
  readonly value: (type: string, code: string) => string | undefined;
  /** True takes the `_ext` part of this project (its projectKey) out. */
  readonly drops: (project: string) => boolean;
}

/** Finds and replaces codes in bodies of one resource; made once per resource. */
export interface Codes {
  /** Types and codes by turns, each pair once: [type, code, type, code …]. */
  find(body: object): readonly string[];
  /** Changes the body in place. */
  replace(body: object, replacement: Replacement): void;
}

/** Compiles what finds the descriptor values and `_ext` parts of one resource's bodies. Members without a known type are left out. */
export function compileCodes(resource: Resource): Codes {
  const root = placesOf(resource);
  return {
    find: (body) => {
      const found: string[] = [];
      collect(root, body as Bag, found);
      return found;
    },
    replace: (body, replacement) => change(root, body as Bag, replacement),
  };
}

function placesOf({ descriptors, members }: Resource): Place {
  const root = emptyPlace();
  markExtended(root, members);
  for (const { path, target } of descriptors) {
    if (target === undefined) continue;
    const name = path.at(-1) ?? "";
    placeAt(root, path.slice(0, -1)).values.push({ name, type: target });
  }
  return root;
}

const emptyPlace = (): Place => ({ values: [], inside: new Map(), extended: false });

function placeAt(root: Place, path: readonly string[]): Place {
  let place = root;
  for (const segment of path) {
    const name = segment.replace("[]", "");
    const next = place.inside.get(name) ?? emptyPlace();
    place.inside.set(name, next);
    place = next;
  }
  return place;
}

/** Places with `_ext` parts, at any depth; all others are never looked at. */
function markExtended(place: Place, members: readonly Member[]): boolean {
  let found = false;
  for (const member of members) {
    if (member.kind === "scalar") continue;
    if (member.name === "_ext") {
      place.extended = true;
      found = true;
      continue;
    }
    const inside = emptyPlace();
    if (!markExtended(inside, member.kind === "object" ? member.members : member.item)) continue;
    place.inside.set(member.name, inside);
    found = true;
  }
  return found;
}

function collect({ values, inside, extended }: Place, body: Bag, found: string[]) {
  for (const { name, type } of values) {
    const code = body[name];
    if (typeof code === "string" && code !== "") add(found, type, code);
  }
  if (extended) {
    for (const project of Object.keys(asBag(body._ext) ?? {})) add(found, extensionType, projectKey(project));
  }
  for (const [name, place] of inside) eachIn(body[name], (item) => collect(place, item, found));
}

/** A record has few codes: looking through them costs less than a set. */
function add(found: string[], type: string, code: string) {
  for (let at = 0; at < found.length; at += 2) {
    if (found[at + 1] === code && found[at] === type) return;
  }
  found.push(type, code);
}

function change(place: Place, body: Bag, replacement: Replacement) {
  for (const { name, type } of place.values) {
    const code = body[name];
    if (typeof code !== "string" || code === "") continue;
    body[name] = replacement.value(type, code) ?? code;
  }
  if (place.extended) dropParts(body, replacement);
  for (const [name, inside] of place.inside) eachIn(body[name], (item) => change(inside, item, replacement));
}

function dropParts(body: Bag, { drops }: Replacement) {
  const parts = asBag(body._ext);
  if (!parts) return;
  const kept = Object.entries(parts).filter(([project]) => !drops(projectKey(project)));
  if (kept.length === 0) delete body._ext;
  else if (kept.length < Object.keys(parts).length) body._ext = Object.fromEntries(kept);
}

function eachIn(value: unknown, take: (item: Bag) => void) {
  if (Array.isArray(value)) {
    for (const item of value) {
      const bag = asBag(item);
      if (bag) take(bag);
    }
    return;
  }
  const bag = asBag(value);
  if (bag) take(bag);
}

const asBag = (value: unknown): Bag | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;

/** Ids of codes as a record keeps them: 4 bytes each, little endian. */
export function packCodes(ids: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(4 * ids.length);
  for (const [at, id] of ids.entries()) packed.writeUInt32LE(id, 4 * at);
  return packed;
}

export function unpackCodes(packed: Buffer): number[] {
  const ids: number[] = [];
  for (let at = 0; at < packed.length; at += 4) ids.push(packed.readUInt32LE(at));
  return ids;
}

/** Id of codes that are too many to be listed: the body says which. */
export const unlistedCode = 0;
