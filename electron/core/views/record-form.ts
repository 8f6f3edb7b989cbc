import type { Profile } from "../../../shared/domain/profile.ts";
import type { RecordDetail } from "../../../shared/domain/record.ts";
import { compileCodes, extensionType } from "../mapping/codes.ts";
import { createFates } from "../mapping/fates.ts";
import { type KnownValues, resolveCode } from "../mapping/resolve.ts";
import { usedCodes } from "../mapping/used-codes.ts";
import { parseLossless } from "../model/canonical.ts";
import { asShown } from "../model/compare-bodies.ts";
import type { Resource } from "../model/types.ts";
import { statedValues } from "../sync/shaping.ts";
import type { World } from "../sync/world.ts";

type Form = Pick<RecordDetail, "shaped" | "mapped" | "dropped">;

/** What this connection sends of a record, as its mappings are now; a code without a mapping stands as it is in the file. */
export function formOf(world: World, profile: Profile, resource: Resource, text: string): Form {
  const body = parseLossless(text) as object;
  const codes = compileCodes(resource);
  const known = knownValuesOf(world);
  const fates = createFates({ codes: world.stores.codes, extensions: profile.extensions, known });
  const isDropped = (project: string) => fates.of(extensionType, project).kind === "drop";
  const dropped = pairsOf(codes.find(body)).filter(
    ([type, code]) => type === extensionType && isDropped(code),
  );
  codes.replace(body, { value: () => undefined, drops: isDropped });
  const mapped = usedCodes(resource, body).map((used) => {
    const { state, target } = resolveCode(used.code, known(used.type));
    return { ...used, state, ...(target !== undefined && { target }) };
  });
  codes.replace(body, {
    value: (type, code) => {
      const fate = fates.of(type, code);
      return fate.kind === "replace" ? fate.value : undefined;
    },
    drops: () => false,
  });
  return { shaped: asShown(body), mapped, dropped: dropped.map(([, project]) => project) };
}

function knownValuesOf(world: World): (type: string) => KnownValues {
  const { stores, connection } = world;
  const byType = new Map<string, KnownValues>();
  return (type) => {
    const known = byType.get(type) ?? {
      values: stores.descriptors.known(connection, type),
      mappings: stores.mappings.of(connection, type),
      stated: new Set(statedValues(world, type).keys()),
    };
    byType.set(type, known);
    return known;
  };
}

const pairsOf = (found: readonly string[]): (readonly [string, string])[] =>
  Array.from({ length: found.length / 2 }, (_, at) => [found[2 * at] ?? "", found[2 * at + 1] ?? ""]);
