import type { Model, ReferenceMember } from "./model.ts";
import type { MissingReference } from "./problems.ts";
import type { Item, Store } from "./store.ts";
import type { FoundReference } from "./validate.ts";

const personTargets = new Set(["edfi.student", "edfi.staff", "edfi.contact", "edfi.parent"]);

export interface ResolvedReferences {
  /** The items that are there, each once. */
  readonly targets: readonly Item[];
  readonly missing: readonly MissingReference[];
}

/** The item that a reference points to; an abstract target is satisfied by any of its concrete resources. */
export function findTarget(
  model: Model,
  store: Store,
  member: ReferenceMember,
  key: string,
): Item | undefined {
  const target = model.targets.get(member.target);
  if (target === undefined) return undefined;
  const item = store.find(target.group, key);
  return item !== undefined && target.resources.includes(item.resource) ? item : undefined;
}

/** Looks up all references of a body. An item may refer to itself: its own key is no missing one. */
export function resolveReferences(
  model: Model,
  store: Store,
  references: readonly FoundReference[],
  own: { readonly group: string; readonly key: string },
): ResolvedReferences {
  const targets = new Set<Item>();
  const missing: MissingReference[] = [];
  for (const { path, member, key } of references) {
    const item = findTarget(model, store, member, key);
    if (item !== undefined && (item.key !== own.key || item.resource.group !== own.group)) targets.add(item);
    else if (item === undefined && !isOwn(model, member, key, own)) {
      missing.push({ path, entity: member.entity, person: personTargets.has(member.target) });
    }
  }
  return { targets: [...targets], missing };
}

function isOwn(
  model: Model,
  member: ReferenceMember,
  key: string,
  own: { readonly group: string; readonly key: string },
): boolean {
  // A target that the documents do not hold cannot be checked.
  const group = model.targets.get(member.target)?.group;
  return group === undefined || (group === own.group && key === own.key);
}
