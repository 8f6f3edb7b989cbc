import { randomUUID } from "node:crypto";
import type { Resource } from "./model.ts";

/** One stored item. Its body stays text: it is parsed again only where it is read. */
export interface Item {
  readonly resource: Resource;
  id: string;
  /** Grows by one with each item: the order of a collection, and what page tokens stand for. */
  readonly sequence: number;
  key: string;
  body: string;
  etag: string;
  /** Milliseconds since 1970. */
  modifiedAt: number;
  changeVersion: number;
  /** The items that it refers to, at any depth, each once. */
  targets: readonly Item[];
  /** How many items of each resource refer to it; made with the first, since most items have none. */
  dependents: Map<Resource, number> | undefined;
}

export interface Removal {
  readonly id: string;
  readonly changeVersion: number;
  /** Identity group and key: an item that was made again is no deletion. */
  readonly key: string;
  readonly keyValues: object;
}

export interface KeyChange {
  readonly id: string;
  readonly changeVersion: number;
  readonly oldKeyValues: object;
  readonly newKeyValues: object;
}

interface Collection {
  readonly items: Map<string, Item>;
  /** The same in order; rebuilt when it is asked for after a change. */
  ordered: readonly Item[] | undefined;
  readonly removals: Removal[];
  readonly keyChanges: KeyChange[];
}

/** What a write brings to the store. */
export interface Content {
  readonly key: string;
  readonly body: string;
  readonly targets: readonly Item[];
}

/** What an item that was kept on disk is known by to clients. */
export interface Kept {
  readonly id: string;
  readonly etag: string;
  readonly modifiedAt: number;
}

/** For whoever keeps the store on disk; called after each change. */
export interface StoreKeeper {
  put(item: Item): void;
  gone(item: Item, keyValues: object): void;
  keyChanged(item: Item, change: KeyChange): void;
}

/** ETag values by version (protocol section 5.5): a time as a number, or a structured tag. */
export type TagMaker = (changeVersion: number, modifiedAt: number) => string;

/** Everything that the practice API holds, in memory. Identity groups share one space of keys. */
export class Store {
  readonly #collections = new Map<Resource, Collection>();
  readonly #groups = new Map<string, Map<string, Item>>();
  readonly #dashedIds: boolean;
  readonly #tag: TagMaker;
  #sequence = 0;
  #changeVersion = 0;
  /** Called when an item begins or ceases to refer to its targets. */
  onLink: (item: Item, linked: boolean) => void = () => undefined;
  keeper: StoreKeeper | undefined;

  constructor(options: { readonly dashedIds: boolean; readonly tag: TagMaker }) {
    this.#dashedIds = options.dashedIds;
    this.#tag = options.tag;
  }

  get changeVersion(): number {
    return this.#changeVersion;
  }

  find(group: string, key: string): Item | undefined {
    return this.#groups.get(group)?.get(key);
  }

  byId(resource: Resource, id: string): Item | undefined {
    return this.#collections.get(resource)?.items.get(id);
  }

  /** A resource's items in the order of their creation. */
  list(resource: Resource): readonly Item[] {
    const collection = this.#collection(resource);
    collection.ordered ??= [...collection.items.values()];
    return collection.ordered;
  }

  removals(resource: Resource): readonly Removal[] {
    return this.#collection(resource).removals;
  }

  keyChanges(resource: Resource): readonly KeyChange[] {
    return this.#collection(resource).keyChanges;
  }

  /** `kept`: it was made earlier, and comes back. */
  create(resource: Resource, content: Content, kept?: Kept): Item {
    const modifiedAt = kept?.modifiedAt ?? Date.now();
    this.#changeVersion += 1;
    this.#sequence += 1;
    const item: Item = {
      resource,
      id: kept?.id ?? this.#newId(),
      sequence: this.#sequence,
      key: content.key,
      body: content.body,
      etag: kept?.etag ?? this.#tag(this.#changeVersion, modifiedAt),
      modifiedAt,
      changeVersion: this.#changeVersion,
      targets: content.targets,
      dependents: undefined,
    };
    const collection = this.#collection(resource);
    collection.items.set(item.id, item);
    collection.ordered = undefined;
    this.#group(resource.group).set(item.key, item);
    this.#link(item, 1);
    this.keeper?.put(item);
    return item;
  }

  #newId(): string {
    return this.#dashedIds ? randomUUID() : randomUUID().replaceAll("-", "");
  }

  /** Full replacement; a changed key moves the item in its identity space. */
  replace(item: Item, content: Content, kept?: Kept): void {
    this.#link(item, -1);
    if (kept !== undefined && kept.id !== item.id) this.#giveId(item, kept.id);
    this.#touch(item, kept);
    if (content.key !== item.key) {
      this.#group(item.resource.group).delete(item.key);
      this.#group(item.resource.group).set(content.key, item);
    }
    item.key = content.key;
    item.body = content.body;
    item.targets = content.targets;
    this.#link(item, 1);
    this.keeper?.put(item);
  }

  /** Remembers for keyChanges what an item was called before. */
  noteKeyChange(item: Item, oldKeyValues: object, newKeyValues: object): void {
    const { id, changeVersion } = item;
    const change = { id, changeVersion, oldKeyValues, newKeyValues };
    this.#collection(item.resource).keyChanges.push(change);
    this.keeper?.keyChanged(item, change);
  }

  remove(item: Item, keyValues: object): void {
    this.#link(item, -1);
    this.#changeVersion += 1;
    const collection = this.#collection(item.resource);
    collection.items.delete(item.id);
    collection.ordered = undefined;
    collection.removals.push({ id: item.id, changeVersion: this.#changeVersion, key: item.key, keyValues });
    this.#group(item.resource.group).delete(item.key);
    this.keeper?.gone(item, keyValues);
  }

  #giveId(item: Item, id: string): void {
    const collection = this.#collection(item.resource);
    collection.items.delete(item.id);
    item.id = id;
    collection.items.set(id, item);
    collection.ordered = undefined;
  }

  #touch(item: Item, kept: Kept | undefined): void {
    this.#changeVersion += 1;
    item.changeVersion = this.#changeVersion;
    item.modifiedAt = kept?.modifiedAt ?? Date.now();
    item.etag = kept?.etag ?? this.#tag(item.changeVersion, item.modifiedAt);
  }

  #link(item: Item, step: 1 | -1): void {
    for (const target of item.targets) {
      target.dependents ??= new Map();
      const count = (target.dependents.get(item.resource) ?? 0) + step;
      if (count > 0) target.dependents.set(item.resource, count);
      else target.dependents.delete(item.resource);
    }
    this.onLink(item, step === 1);
  }

  #collection(resource: Resource): Collection {
    const known = this.#collections.get(resource);
    if (known !== undefined) return known;
    const made: Collection = { items: new Map(), ordered: undefined, removals: [], keyChanges: [] };
    this.#collections.set(resource, made);
    return made;
  }

  #group(name: string): Map<string, Item> {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, Item>();
    this.#groups.set(name, made);
    return made;
  }
}

/** The ODS prints the time of the last change as .NET does: 100 ns steps since the year 1, with the UTC mark in bit 62. */
export function timeTags(): TagMaker {
  const epoch = 621_355_968_000_000_000n + (1n << 62n);
  let last = 0n;
  return (_, modifiedAt) => {
    const now = epoch + BigInt(modifiedAt) * 10_000n;
    last = now > last ? now : last + 1n;
    return last.toString();
  };
}

/** The Data Management Service: content version, model, format, profile, links, encoding. */
export function structuredTags(): TagMaker {
  const model = randomUUID().slice(0, 8);
  return (changeVersion) => `${changeVersion}-${model}.j._.n.i`;
}
