import { namesOf } from "../../causes/model-names.ts";
import { referenceBytes } from "../../sources/record.ts";
import { collectionOf } from "../../sources/records-store.ts";
import type { Candidate } from "../candidates-store.ts";
import { keyNumber } from "../key-number.ts";
import type { Flight } from "../outcome-writer.ts";
import { highWater, Outstanding } from "../outstanding.ts";
import type { RunContext } from "../run-context.ts";
import type { ChosenRecords } from "../selection-set.ts";
import type { Sent } from "../sender.ts";
import { countDelete } from "../tally.ts";
import { collectionsOf, type World } from "../world.ts";
import { type AboutDeletes, concludeDelete } from "./conclude-delete.ts";
import { type DeleteGroup, type Linked, layersOf, orderDeletes } from "./delete-order.ts";
import { readIdsInUse } from "./ids-in-use.ts";

/** What deletions need of the run that they belong to. */
export type DeleteContext = Pick<
  RunContext,
  "world" | "run" | "sender" | "guard" | "writer" | "tally" | "signal" | "stop" | "allowance"
>;

const pageSize = 250;

/**
 * Deletes these records on the server, and no others: leaves first, what gives rights last (see orderDeletes). Each is
 * asked for only while it is gone from the files and its server id is known. Whether they may be deleted was decided
 * before. Rejects with what stopped the run.
 */
export async function deleteRecords(context: DeleteContext, ids: ChosenRecords): Promise<void> {
  const { world, signal, stop } = context;
  const losing = [...world.resources.values()].filter(({ path }) =>
    collectionsOf(world, path).some(({ id }) => ids.page(id, -1, 1).length > 0),
  );
  const groups = orderDeletes(losing, world.persons);
  const ended: Promise<void>[] = [];
  for (const group of groups) {
    const before = group.after.map((place) => ended[place]);
    const run = Promise.all(before).then(() =>
      signal.aborted ? undefined : new GroupRun(context, group, ids).run(),
    );
    // The others end by themselves then; nothing may go on once the run has ended.
    run.catch(stop);
    ended.push(run);
  }
  await Promise.allSettled(ended);
  await Promise.all(ended);
}

/** The deletions of one group of resources. */
class GroupRun {
  readonly #context: DeleteContext;
  readonly #group: DeleteGroup;
  readonly #ids: ChosenRecords;
  readonly #about: ReadonlyMap<string, AboutDeletes>;
  readonly #outstanding = new Outstanding();
  /** Server ids that records in the files have, by resource: a record that was sent in this very run may have got one. */
  readonly #isInUse = new Map<string, (serverId: string | null) => boolean>();

  constructor(context: DeleteContext, group: DeleteGroup, ids: ChosenRecords) {
    this.#context = context;
    this.#group = group;
    this.#ids = ids;
    this.#about = new Map(group.resources.map((resource) => [resource, aboutOf(context.world, resource)]));
  }

  async run() {
    const { world } = this.#context;
    for (const resource of this.#group.resources)
      this.#isInUse.set(resource, await readIdsInUse(world, resource));
    try {
      if (this.#group.isTangled) await this.#inLayers();
      else await this.#inPages();
    } finally {
      await this.#outstanding.until(0);
    }
    this.#context.writer.flush();
  }

  async #inPages() {
    for (const ids of this.#pages()) await this.#take(ids);
  }

  async #inLayers() {
    const linked: Linked[] = [];
    for (const ids of this.#pages()) {
      linked.push(...this.#read(ids).map(linksOf));
      await new Promise(setImmediate);
    }
    for (const layer of layersOf(linked)) {
      for (let at = 0; at < layer.length; at += pageSize) await this.#take(layer.slice(at, at + pageSize));
      await this.#outstanding.until(0);
    }
  }

  /** Ids of the group's records that are to be deleted. */
  *#pages() {
    const { world } = this.#context;
    for (const { id } of this.#group.resources.flatMap((resource) => collectionsOf(world, resource))) {
      for (let ids = this.#ids.page(id, -1, pageSize); ids.length > 0; ) {
        yield ids;
        ids = this.#ids.page(id, ids.at(-1) ?? 0, pageSize);
      }
    }
  }

  #read(ids: readonly number[]): readonly Candidate[] {
    const { world } = this.#context;
    return world.stores.states
      .toDelete(world.connection, ids)
      .filter(({ id, serverId }) => !this.#isInUse.get(this.#resourceOf(id))?.(serverId));
  }

  #resourceOf = (record: number): string =>
    this.#context.world.collections.find(({ id }) => id === collectionOf(record))?.resource ?? "";

  async #take(ids: readonly number[]) {
    const { world, run, signal, allowance, sender } = this.#context;
    if (signal.aborted) return;
    const going = this.#read(ids).filter(() => allowance.take(""));
    if (going.length === 0) return;
    // Written before the first of them leaves: what is not heard of again is asked for again, and is gone then.
    const id = world.stores.states.beginFlight(
      world.connection,
      run,
      going.map((candidate) => candidate.id),
    );
    const flight: Flight = { id, left: going.length };
    for (const candidate of going) this.#delete(candidate, flight);
    await this.#outstanding.until(highWater(sender.concurrency));
  }

  #delete(candidate: Candidate, flight: Flight) {
    const { guard, tally, stop } = this.#context;
    const about = this.#about.get(this.#resourceOf(candidate.id));
    if (!about || candidate.serverId === null) throw new Error("A record is to be deleted that has no id.");
    this.#outstanding.add();
    tally.sent += 1;
    const write = { method: "DELETE", path: about.resource, id: candidate.serverId } as const;
    guard.send(write, candidate, (sent) => {
      try {
        this.#conclude(candidate, { about, flight }, sent);
      } catch (error) {
        stop(error);
      }
      this.#outstanding.less();
    });
  }

  #conclude(candidate: Candidate, { about, flight }: { about: AboutDeletes; flight: Flight }, sent: Sent) {
    const { writer, tally } = this.#context;
    const result = concludeDelete(candidate, sent, about);
    if (!result) return writer.release(flight);
    countDelete(tally, about.resource, result.event);
    writer.add({ ...result, flight });
  }
}

/** The associations whose end may have taken the right to these records. */
function aboutOf({ resources, persons }: World, path: string): AboutDeletes {
  const resource = resources.get(path);
  const groups = [resource?.identity.group, ...(resource?.references ?? []).map(({ group }) => group)];
  return {
    resource: path,
    associations: persons
      .filter(({ group, associations }) => groups.includes(group) && !associations.includes(path))
      .flatMap(({ associations }) => associations),
    names: namesOf(resource, resources),
  };
}

function linksOf({ id, key, refs }: Candidate): Linked {
  const refers: number[] = [];
  for (let at = 0; at < refs.length; at += referenceBytes) refers.push(keyNumber(refs, at + 1));
  return { id, key: keyNumber(key), refers };
}
