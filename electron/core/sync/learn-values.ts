import type { Profile } from "../../../shared/domain/profile.ts";
import { AppError } from "../../../shared/errors.ts";
import { createFates } from "../mapping/fates.ts";
import type { Link } from "./push-options.ts";
import { statedValues } from "./shaping.ts";
import type { World } from "./world.ts";

/**
 * Before a push sends: the server's descriptor values as needed, and those types once more of which some code is unknown,
 * because the host may have added it since. A server that does not show them now is believed to be as it was.
 */
export async function learnValues(
  world: World,
  profile: Profile,
  learn: Link["learnValues"],
  signal: AbortSignal,
): Promise<void> {
  try {
    await learn("as needed", signal);
    const types = unknownTypes(world, profile);
    if (types.length > 0) await learn(types, signal);
  } catch (error) {
    signal.throwIfAborted();
    // Credentials that the server does not take stop the push; trouble does not: sending meets it soon enough.
    if (!(error instanceof AppError) || error.code === "unauthorized") throw error;
  }
}

function unknownTypes(world: World, profile: Profile): string[] {
  const { stores, connection, collections, unsent } = world;
  const fates = createFates({
    codes: stores.codes,
    extensions: profile.extensions,
    known: (type) => ({
      values: stores.descriptors.known(connection, type),
      mappings: stores.mappings.of(connection, type),
      stated: new Set(statedValues(world, type).keys()),
    }),
  });
  const used = stores.codes.inUse([...new Set(collections.map(({ set }) => set))]);
  const held = used.filter(
    ({ resource, type, code }) => !unsent.has(resource) && fates.of(type, code).kind === "hold",
  );
  return [...new Set(held.map(({ type }) => type))];
}
