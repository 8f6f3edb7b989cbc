import { setImmediate as nextTurn } from "node:timers/promises";
import type { DeletePlan, KeptReason } from "../../../../shared/domain/deletes.ts";
import type { PushRequest } from "../../../../shared/domain/run.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { Collection } from "../../sources/sets-store.ts";
import type { Candidate } from "../candidates-store.ts";
import { chooseRecords } from "../selection.ts";
import { ChosenRecords } from "../selection-set.ts";
import { idsOf, type World } from "../world.ts";
import { type CompleteLists, DeleteFacts } from "./delete-facts.ts";
import { keptSentence, refusalOf, weigh } from "./delete-guard.ts";
import { type Facts, verdictOf } from "./delete-rule.ts";

export interface Deleting {
  readonly world: World;
  readonly request: PushRequest;
  /** Paths of the resources that are asked for, or of all that are sent. */
  readonly selected: ReadonlySet<string>;
  readonly lists: CompleteLists;
  readonly signal: AbortSignal;
}

/** What a push would delete, and which records these are. */
export interface PlannedDeletes {
  readonly plan: DeletePlan;
  readonly ids: ChosenRecords;
}

export const asksForDeletes = ({ deletes = "none" }: PushRequest): boolean => deletes !== "none";

const rowsAtATime = 500;

/**
 * Finds out what of a connection's records may be deleted, in the state in which they are. Throws what chooseRecords
 * throws.
 */
export async function planDeletes(deleting: Deleting): Promise<PlannedDeletes> {
  const ids = new ChosenRecords();
  const deletes = new Map<string, number>();
  const kept = new KeptCounts();
  for await (const { candidate, collection, facts } of readFacts(deleting, -1)) {
    const { resource } = collection;
    const verdict = verdictOf(facts);
    if (verdict === "delete") {
      ids.add(candidate.id);
      deletes.set(resource, (deletes.get(resource) ?? 0) + 1);
    } else kept.add(resource, verdict, facts);
  }
  const { world, request } = deleting;
  const resources = [...deletes].map(([resource, n]) => weigh(resource, n, onServer(world, resource)));
  const total = resources.reduce((sum, { deletes: n }) => sum + n, 0);
  const refusal = refusalOf({ total, resources }, request.confirmDeletes);
  const plan: DeletePlan = {
    total,
    resources,
    stops: resources.some(({ stops }) => stops),
    ...(refusal !== undefined && { refusal }),
    kept: kept.all(),
  };
  return { plan, ids };
}

/** What may be deleted of a plan: nothing where it was only asked for. Throws AppError("conflict") where it is too much. */
export function confirmed(planned: PlannedDeletes, { deletes }: PushRequest): PlannedDeletes | undefined {
  if (deletes !== "confirm") return undefined;
  const { refusal } = planned.plan;
  if (refusal !== undefined) throw new AppError("conflict", `Nothing was sent. ${refusal}`);
  return planned;
}

/** Ids of up to so many records that would be deleted, behind a record, in the order of files. */
export async function listDeletes(deleting: Deleting, after: number, limit: number): Promise<number[]> {
  const ids: number[] = [];
  for await (const { candidate, facts } of readFacts(deleting, after)) {
    if (verdictOf(facts) === "delete") ids.push(candidate.id);
    if (ids.length === limit) break;
  }
  return ids;
}

interface Found {
  readonly candidate: Candidate;
  readonly collection: Collection;
  readonly facts: Facts;
}

/** Everything of what was chosen that has left the files, behind a record. */
async function* readFacts(deleting: Deleting, after: number): AsyncGenerator<Found> {
  const { world, request, selected, lists, signal } = deleting;
  const chosen = await chooseRecords({ world, request, resources: selected, signal, gone: true });
  const named = request.records || request.causes ? chosen : undefined;
  const all = new DeleteFacts({ world, lists, named, signal });
  for (const collection of collectionsIn(deleting)) {
    if (idsOf(collection).to <= after) continue;
    const factsOf = await all.of(collection);
    for await (const candidate of readDeletable(deleting, collection, after))
      if (chosen?.has(candidate.id) ?? true) yield { candidate, collection, facts: factsOf(candidate) };
  }
}

/** Those of which something has left the files, in the order of their records. */
const collectionsIn = ({ world, request, selected }: Deleting): readonly Collection[] =>
  world.collections
    .filter(({ resource }) => !request.resources || selected.has(resource))
    .filter((collection) => countIn(world, collection, deletable) > 0)
    .sort((one, other) => one.id - other.id);

/** Others get their turn between two pages. */
async function* readDeletable({ world, signal }: Deleting, collection: Collection, after: number) {
  const { connection, stores } = world;
  const { after: start, to } = idsOf(collection);
  for (let from = Math.max(after, start); ; ) {
    signal.throwIfAborted();
    const page = stores.states.deletable({ connection, after: from, to, limit: rowsAtATime });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < rowsAtATime) return;
    from = last.id;
    await nextTurn();
  }
}

const deletable = ["gone", "delete-pending"] as const;
const known = [...deletable, "sent", "changed"] as const;

/** Only counts are read. */
const countIn = ({ stores, connection }: World, { id }: Collection, states: readonly string[]): number =>
  stores.states
    .countsOf(connection, id)
    .reduce((sum, { state, n }) => sum + (states.includes(state) ? n : 0), 0);

const onServer = (world: World, resource: string): number =>
  world.collections
    .filter((collection) => collection.resource === resource)
    .reduce((sum, collection) => sum + countIn(world, collection, known), 0);

/** What is kept, by resource and reason. */
class KeptCounts {
  readonly #counts = new Map<string, Kept>();

  add(resource: string, why: KeptReason, { years, folderYears }: Facts) {
    const name = `${why} ${resource}`;
    const found = this.#counts.get(name) ?? newKept(resource, why);
    this.#counts.set(name, found);
    found.records += 1;
    for (const year of years.of) if (!folderYears.has(year)) found.ofRecords.add(year);
    for (const year of folderYears) found.ofFolder.add(year);
  }

  all = (): DeletePlan["kept"] =>
    [...this.#counts.values()].map(({ ofRecords, ofFolder, ...kept }) => ({
      ...kept,
      sentence: keptSentence(kept, { ofRecords, ofFolder }),
    }));
}

interface Kept {
  readonly resource: string;
  readonly why: KeptReason;
  records: number;
  readonly ofRecords: Set<number>;
  readonly ofFolder: Set<number>;
}
const newKept = (resource: string, why: KeptReason): Kept => ({
  resource,
  why,
  records: 0,
  ofRecords: new Set(),
  ofFolder: new Set(),
});
