import { eachReference, keyOf, referenceKey, storedKey } from "./bodies.ts";
import { type Body, isObject, parseLossless, printLossless } from "./json.ts";
import type { Model, Resource } from "./model.ts";
import type { Content, Item, Store } from "./store.ts";

interface Holdings {
  readonly model: Model;
  readonly store: Store;
}

/** Gives an item its new key; what refers to it follows, and what refers to that, if its own key changes with it. */
export function rename(holdings: Holdings, item: Item, content: Content): void {
  const oldKey = item.key;
  const oldValues = storedKey(item);
  const dependents = [...(item.dependents?.keys() ?? [])];
  holdings.store.replace(item, content);
  holdings.store.noteKeyChange(item, oldValues, storedKey(item));
  for (const resource of dependents) cascade(holdings, resource, { item, oldKey });
}

interface Renamed {
  readonly item: Item;
  readonly oldKey: string;
}

function cascade(holdings: Holdings, resource: Resource, renamed: Renamed): void {
  for (const dependent of holdings.store.list(resource)) {
    if (!dependent.targets.includes(renamed.item)) continue;
    const body = parseLossless(dependent.body);
    if (!isObject(body)) continue;
    follow(holdings.model, resource, body, renamed);
    const content = { key: keyOf(resource.key, body), body: printLossless(body), targets: dependent.targets };
    if (content.key === dependent.key) holdings.store.replace(dependent, content);
    else rename(holdings, dependent, content);
  }
}

/** Writes the new key into each reference that held the old one. */
function follow(model: Model, resource: Resource, body: Body, { item, oldKey }: Renamed): void {
  const values = Object.values(storedKey(item));
  eachReference(resource.shape, body, (reference, value) => {
    if (model.targets.get(reference.target)?.group !== item.resource.group) return;
    if (referenceKey(reference, value) !== oldKey) return;
    for (const [index, part] of reference.parts.entries()) value[part.name] = values[index];
  });
}
