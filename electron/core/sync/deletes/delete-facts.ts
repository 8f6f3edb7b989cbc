import type { CompleteList } from "../../../../shared/domain/deletes.ts";
import { yearsOfSource } from "../../connections/school-years.ts";
import { parseLossless } from "../../model/canonical.ts";
import type { Collection } from "../../sources/sets-store.ts";
import type { Candidate } from "../candidates-store.ts";
import { compileUnderOtherKey } from "../keychanges/under-other-key.ts";
import { otherSchools } from "../selection-others.ts";
import { chooseSchools } from "../selection-school.ts";
import type { ChosenRecords } from "../selection-set.ts";
import type { World } from "../world.ts";
import type { Facts } from "./delete-rule.ts";
import { readIdsInUse } from "./ids-in-use.ts";
import { compileYears } from "./record-years.ts";

/** What a connection's folders are complete lists of, by record set. */
export type CompleteLists = ReadonlyMap<number, readonly CompleteList[]>;

export interface FactsOptions {
  readonly world: World;
  readonly lists: CompleteLists;
  /** Records that a person named, where any were. */
  readonly named: ChosenRecords | undefined;
  readonly signal: AbortSignal;
}

/** Finds out, collection by collection, what decides whether records may be deleted. What was read once is kept. */
export class DeleteFacts {
  readonly #options: FactsOptions;
  readonly #years = new Map<number, ReadonlySet<number>>();
  readonly #schools = new Map<string, ChosenRecords>();
  #others: Promise<ChosenRecords> | undefined;
  readonly #isUnderOtherKey: ReturnType<typeof compileUnderOtherKey>;

  constructor(options: FactsOptions) {
    this.#options = options;
    this.#isUnderOtherKey = compileUnderOtherKey(options.world);
  }

  /** What tells the facts of a collection's records. */
  async of(collection: Collection): Promise<(candidate: Candidate) => Facts> {
    const { world, named } = this.#options;
    const { id, set, resource } = collection;
    const model = world.resources.get(resource);
    const yearsOf = model && compileYears(model);
    const folderYears = await this.#yearsOf(set);
    const isListed = await this.#listing(collection);
    const unreadable = world.stores.sets.unreadableOf(id);
    const isDoubtful = unreadable.unknown > 0 || collection.stale > 0;
    const isInUse = await readIdsInUse(world, resource);
    const hasTwins = world.collections.some((other) => other.resource === resource && other.id !== id);
    const others = await this.#othersOf();
    return (candidate) => ({
      isOfOtherSchool: others?.has(candidate.id) ?? false,
      isSent: model !== undefined && !world.unsent.has(resource),
      hasId: candidate.serverId !== null,
      isSameItem: isInUse(candidate.serverId),
      isUnderOtherKey: this.#isUnderOtherKey(resource, candidate),
      isStated: hasTwins && isStatedIn(world, resource, candidate.key),
      unreadable: this.#isRejected(collection, candidate, unreadable.keyed)
        ? "it"
        : isDoubtful
          ? "perhaps"
          : "no",
      isListed: isListed(candidate.id),
      isNamed: named?.has(candidate.id) ?? false,
      years: yearsOf?.(bodyOf(candidate)) ?? { are: "inferred", of: [] },
      folderYears,
    });
  }

  #othersOf(): Promise<ChosenRecords> | undefined {
    const { world, signal } = this.#options;
    if (world.schools.length === 0) return undefined;
    this.#others ??= otherSchools(world, world.schools, { signal, gone: true });
    return this.#others;
  }

  #isRejected({ set }: Collection, { key }: Candidate, keyed: number): boolean {
    return keyed > 0 && this.#options.world.stores.sets.rejectedByKey(set, key) !== undefined;
  }

  async #yearsOf(set: number): Promise<ReadonlySet<number>> {
    const { world } = this.#options;
    const model = { resources: [...world.resources.values()] };
    const years = this.#years.get(set) ?? (await yearsOfSource(world.stores, set, model));
    this.#years.set(set, years);
    return years;
  }

  async #listing({ set, resource }: Collection): Promise<(record: number) => boolean> {
    const list = this.#options.lists.get(set)?.find((one) => one.resource === resource);
    if (!list) return () => false;
    if (!list.schools) return () => true;
    const { world, signal } = this.#options;
    const name = list.schools.join();
    const ofSchools =
      this.#schools.get(name) ?? (await chooseSchools(world, list.schools, { signal, gone: true }));
    this.#schools.set(name, ofSchools);
    return (record) => ofSchools.has(record);
  }
}

function isStatedIn({ stores, collections }: World, resource: string, key: Buffer): boolean {
  return stores.records
    .idsOfKey(key)
    .some(
      ({ collection, gone }) =>
        gone === 0 && collections.some((one) => one.id === collection && one.resource === resource),
    );
}

const bodyOf = ({ body }: Candidate): object => parseLossless(body) as object;
