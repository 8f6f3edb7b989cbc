import { type Profile, type Unsent, whyUnsent } from "../../../shared/domain/profile.ts";
import type { CausesStore } from "../causes/causes-store.ts";
import type { Db } from "../db/open.ts";
import type { LedgerStore } from "../ledger/ledger-store.ts";
import type { CodesStore } from "../mapping/codes-store.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import type { MappingsStore } from "../mapping/mappings-store.ts";
import { personRules } from "../model/dependencies.ts";
import type { Model, PersonRule, Resource } from "../model/types.ts";
import { type RecordsStore, recordId } from "../sources/records-store.ts";
import type { Collection, SetsStore } from "../sources/sets-store.ts";
import type { OpenChangesStore } from "./keychanges/open-changes-store.ts";
import type { RenamesStore } from "./keychanges/renames-store.ts";
import type { ReshapesStore } from "./reshapes-store.ts";
import type { ChosenRecords } from "./selection-set.ts";
import type { StatesStore } from "./states-store.ts";

export interface SyncStores {
  readonly db: Db;
  readonly sets: SetsStore;
  readonly records: RecordsStore;
  readonly states: StatesStore;
  readonly causes: CausesStore;
  readonly codes: CodesStore;
  readonly descriptors: DescriptorsStore;
  readonly mappings: MappingsStore;
  readonly reshapes: ReshapesStore;
  readonly ledger: LedgerStore;
  readonly renames: RenamesStore;
  readonly openChanges: OpenChangesStore;
}

/** What one run works on: one connection, the records of its sources, and the model that its server gave. */
export interface World {
  readonly stores: SyncStores;
  readonly connection: number;
  /** Of all the connection's record sets, in the order in which the sources were added. */
  readonly collections: readonly Collection[];
  readonly resources: ReadonlyMap<string, Resource>;
  readonly persons: readonly PersonRule[];
  /** Resources that the connection's profile does not send, and why. */
  readonly unsent: ReadonlyMap<string, Unsent>;
  /** Ids of the only schools that are sent; empty: all of them. */
  readonly schools: readonly string[];
  /** The only records that may be sent, where some were chosen. */
  readonly chosen?: ChosenRecords;
}

/** It is not left out of this run by what was chosen. */
export const isChosen = ({ chosen }: World, record: number): boolean => chosen?.has(record) ?? true;

export function createWorld(
  stores: SyncStores,
  connection: number,
  sets: readonly number[],
  { model, profile, schools = [] }: { model: Model; profile: Profile; schools?: readonly string[] },
): World {
  return {
    stores,
    connection,
    schools,
    collections: sets.flatMap((set) => stores.sets.collections(set)),
    resources: new Map(model.resources.map((resource) => [resource.path, resource])),
    persons: personRules(model),
    unsent: new Map(
      model.resources.flatMap((resource) => {
        const why = whyUnsent(profile, resource);
        return why === undefined ? [] : [[resource.path, why]];
      }),
    ),
  };
}

export const collectionsOf = ({ collections }: World, resource: string) =>
  collections.filter((collection) => collection.resource === resource);

/** Ids of a collection's records: after `after`, up to `to`. */
export const idsOf = ({ id, nextPosition }: Collection) => ({
  after: recordId(id, 0) - 1,
  to: recordId(id, nextPosition) - 1,
});

/** The associations that give the right to the persons whom this resource's records are about. */
export function rightsFor({ resources, persons }: World, resource: string): readonly string[] {
  const groups = resources.get(resource)?.references.map(({ group }) => group) ?? [];
  return persons.filter(({ group }) => groups.includes(group)).flatMap(({ associations }) => associations);
}
