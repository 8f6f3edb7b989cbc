import type { StoredCause } from "../causes/causes-store.ts";
import { unmappedCause } from "../causes/drafts.ts";
import { isGated } from "../causes/gated.ts";
import { resolveCode } from "../mapping/resolve.ts";
import { statedValues } from "./shaping.ts";
import { collectionsOf, type World } from "./world.ts";

/**
 * Tells of causes whose records wait for something else than what was refused (see isGated) whether that is mended: the
 * next push sends them then. What no look at our own data can tell counts as not mended.
 */
export function createGates(world: World): (cause: StoredCause) => boolean {
  const unmapped = new Map<string, ReadonlyMap<string, boolean>>();
  return (cause) => {
    if (!isGated(cause)) return true;
    const { topic, about } = cause;
    if (about === null && topic !== "identity.folders") return false;
    switch (topic) {
      case "descriptor.unmapped": {
        const type = about ?? "";
        const known = unmapped.get(type) ?? resolvedOf(world, type);
        unmapped.set(type, known);
        // A code that no record uses any more holds none.
        return known.get(cause.fingerprint) ?? true;
      }
      case "missing-parent.files":
        return isStated(world, cause.fingerprint.split("|").at(-1) ?? "");
      case "waiting.switched-off": {
        const why = world.unsent.get(about ?? "");
        return why === undefined || why === "other";
      }
      case "waiting.other-school":
        return !hasOutside(world, about ?? "");
      case "identity.folders":
        return (
          new Set(
            world.collections.filter(({ resource }) => resource === cause.resource).map(({ set }) => set),
          ).size < 2
        );
      default:
        return false;
    }
  };
}

/** By the fingerprint of its cause: whether a code of the type has become something that can be sent. */
function resolvedOf(world: World, type: string): ReadonlyMap<string, boolean> {
  const { stores, connection, collections } = world;
  const known = {
    values: stores.descriptors.known(connection, type),
    mappings: stores.mappings.of(connection, type),
    stated: new Set(statedValues(world, type).keys()),
  };
  const sets = [...new Set(collections.map(({ set }) => set))];
  return new Map(
    stores.codes
      .inUse(sets)
      .filter((code) => code.type === type)
      .map(({ code }) => [
        unmappedCause(type, code).fingerprint,
        resolveCode(code, known).state !== "unmapped",
      ]),
  );
}

/** Some records of a resource belong to schools that are not sent. */
const hasOutside = (world: World, resource: string): boolean =>
  collectionsOf(world, resource).some(({ id }) =>
    world.stores.states.countsOf(world.connection, id).some(({ state }) => state === "outside"),
  );

/** Some file of the connection states the record of this key (hexadecimal digest). */
function isStated({ stores, collections }: World, key: string): boolean {
  return stores.records
    .idsOfKey(Buffer.from(key, "hex"))
    .some(({ collection, gone }) => gone === 0 && collections.some(({ id }) => id === collection));
}
