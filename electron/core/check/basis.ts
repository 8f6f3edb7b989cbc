import { hash } from "node:crypto";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import type { MappingsStore } from "../mapping/mappings-store.ts";
import type { SetsStore } from "../sources/sets-store.ts";

/** What the answer of a check was made from: digests, of which only the equality matters. */
export interface Basis {
  readonly files: string;
  readonly mapping: string;
  readonly profile: string;
  /** Its model and values, as they were read last. */
  readonly server: string;
}
const parts = ["files", "mapping", "profile", "server"] as const;

interface BasisStores {
  readonly sets: SetsStore;
  readonly mappings: MappingsStore;
  readonly descriptors: DescriptorsStore;
}

/** Of a connection as it stands: no record is read. */
export function basisOf(
  { sets, mappings, descriptors }: BasisStores,
  connection: StoredConnection,
  { profile, recordSets }: { readonly profile: Profile; readonly recordSets: readonly number[] },
): Basis {
  const files = recordSets.map((set) => [
    set,
    sets.files(set).map(({ path, size, digest }) => [path, size, digest?.toString("hex") ?? null]),
  ]);
  const values = descriptors
    .types(connection.id)
    .map(({ type, readable, values }) => [type, readable, values]);
  return {
    files: digestOf(files),
    mapping: digestOf(mappings.list(connection.id)),
    profile: digestOf([profile, connection.settings.schools]),
    server: digestOf([connection.model, connection.dependencies ?? null, values]),
  };
}

/** What is another than it was. Pure. */
export const changedIn = (before: Basis, now: Basis): (keyof Basis)[] =>
  parts.filter((part) => before[part] !== now[part]);

const digestOf = (value: unknown): string => hash("sha256", JSON.stringify(value), "hex").slice(0, 32);
