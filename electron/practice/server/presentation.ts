import { eachReference, modelled, referenceKey } from "./bodies.ts";
import { isObject, parseLossless, printLossless } from "./json.ts";
import type { View } from "./profiles.ts";
import { findTarget } from "./references.ts";
import type { Item } from "./store.ts";
import type { Holdings } from "./writes.ts";

/** An item as GET shows it: id, members of the model (or of what a profile leaves of it), links of references (ODS), _etag, _lastModifiedDate. */
export function present(holdings: Holdings, item: Item, view?: View): string {
  const stored = parseLossless(item.body);
  const shape = view?.shape ?? item.resource.shape;
  const body = isObject(stored) ? modelled(shape, stored, false) : {};
  const { dialect, model, store } = holdings;
  if (!dialect.dms) {
    eachReference(item.resource.shape, body, (reference, value) => {
      const target = findTarget(model, store, reference, referenceKey(reference, value));
      if (target === undefined) return;
      value.link = { rel: target.resource.entity, href: `${target.resource.path}/${target.id}` };
    });
    if (item.resource.descriptor) body[`${camelEntity(item)}Id`] = item.sequence;
  }
  const modifiedAt = new Date(item.modifiedAt).toISOString();
  return printLossless({ id: item.id, ...body, _etag: item.etag, _lastModifiedDate: modifiedAt });
}

function camelEntity(item: Item): string {
  const { entity } = item.resource;
  return entity.charAt(0).toLowerCase() + entity.slice(1);
}
