import type { Children, FoundRecords, RecordFilter } from "../../../shared/domain/finding.ts";
import { AppError } from "../../../shared/errors.ts";
import { parseLossless } from "../model/canonical.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { Collection } from "../sources/sets-store.ts";
import type { FoundRow, Part } from "../sync/finding-store.ts";
import type { ChosenRecords } from "../sync/selection-set.ts";
import type { World } from "../sync/world.ts";
import { type Aim, aimsOf } from "./record-aim.ts";
import type { RecordView } from "./record-view.ts";
import { RecordWalk } from "./record-walk.ts";
import type { SchoolRecords } from "./school-records.ts";

interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Records that are looked through at a time, before others may ask for something. */
const atATime = 5000;
/** Of these, so many that pass the sieve. */
const mostRows = 500;
/** Milliseconds after which a search answers with what it has found, and where it is. */
const patience = 150;

/**
 * Looks through records for what a person wants to see. No index holds keys in words: a million records are looked through
 * in a second, part by part, and whoever asks sees how far it is.
 */
export class RecordSearch {
  readonly #world: World;
  readonly #view: RecordView;
  /** In the order in which resources are sent, so that a student comes before what refers to them. */
  readonly #collections: readonly Collection[];

  readonly #schools: SchoolRecords;

  constructor(
    world: World,
    {
      view,
      schools,
      orders,
    }: { view: RecordView; schools: SchoolRecords; orders: ReadonlyMap<string, number> },
  ) {
    this.#world = world;
    this.#view = view;
    this.#schools = schools;
    const place = ({ resource }: Collection) => orders.get(resource) ?? 0;
    this.#collections = world.collections.toSorted(
      (one, other) => place(one) - place(other) || one.id - other.id,
    );
  }

  /** Throws AppError("invalid-input"). */
  async find(filter: RecordFilter, { after, limit }: Page): Promise<FoundRecords> {
    const aims = aimsOf(this.#world, this.#collections, filter);
    const among = await this.#ofSchool(filter);
    const walk = new RecordWalk([...aims.keys()], after);
    const aimOf = (collection: Collection) => ({
      conditions: {},
      ...aims.get(collection),
      ...(among && { among }),
    });
    const rows = await this.#look(walk, aimOf, limit);
    return { lines: this.#lines(rows), ...farOf(walk) };
  }

  /** What refers to a record: all that is met in this part is counted, the first are shown. Throws AppError("not-found"). */
  async children(id: number, { after, limit }: Page): Promise<Children> {
    const record = Number.isSafeInteger(id) ? this.#world.stores.records.byId(id) : undefined;
    if (!record) throw new AppError("not-found", "There is no such record.");
    const parent = this.#resourceOf(record.collection);
    const mayRefer = ({ resource }: Collection) =>
      this.#world.resources.get(resource)?.references.some(({ targets }) => targets.includes(parent));
    const walk = new RecordWalk(this.#collections.filter(mayRefer), after);
    const rows = await this.#look(
      walk,
      () => ({ conditions: { refersTo: record.key } }),
      Number.POSITIVE_INFINITY,
    );
    return { lines: this.#lines(rows.slice(0, limit)), ...farOf(walk), counts: this.#counts(rows) };
  }

  async #ofSchool({ school }: RecordFilter): Promise<ChosenRecords | undefined> {
    if (school === undefined) return undefined;
    const chosen = await this.#schools.of(this.#world, school);
    if (chosen) return chosen;
    throw new AppError("invalid-input", "This server has no schools to find records by.");
  }

  #resourceOf = (collection: number) => this.#collections.find(({ id }) => id === collection)?.resource ?? "";

  #lines = (rows: readonly FoundRow[]) => rows.flatMap(({ id }) => this.#view.line(id) ?? []);

  #counts(rows: readonly FoundRow[]): Children["counts"] {
    const counts = new Map<string, Children["counts"][number]>();
    for (const { id, state } of rows) {
      const resource = this.#resourceOf(collectionOf(id));
      const name = `${resource} ${state}`;
      counts.set(name, { resource, state, records: (counts.get(name)?.records ?? 0) + 1 });
    }
    return [...counts.values()];
  }

  async #look(
    walk: RecordWalk,
    aimOf: (collection: Collection) => Aim,
    wanted: number,
  ): Promise<readonly FoundRow[]> {
    const found: FoundRow[] = [];
    const end = performance.now() + patience;
    for (let part = walk.part(atATime); part; part = walk.part(atATime)) {
      const { collection, after, to } = part;
      const { connection } = this.#world;
      const { rows, at } = this.#part({ connection, after, to, limit: mostRows }, aimOf(collection));
      const left = wanted - found.length;
      found.push(...rows.slice(0, left));
      walk.passed(rows.length > left ? (rows[left - 1]?.id ?? at) : at);
      if (found.length >= wanted || performance.now() > end) break;
      await new Promise(setImmediate);
    }
    return found;
  }

  /** What is found in a part, and up to where that was looked for. */
  #part(part: Part, aim: Aim): { rows: readonly FoundRow[]; at: number } {
    const { states, records } = this.#world.stores;
    const { conditions, among, proves } = aim;
    const rows = states.finding.find(part, conditions);
    const at = rows.length === part.limit ? (rows.at(-1)?.id ?? part.to) : part.to;
    const meant = among ? rows.filter(({ id }) => among.has(id)) : rows;
    if (!proves) return { rows: meant, at };
    return { rows: meant.filter(({ id }) => proves(parseLossless(records.byId(id)?.body ?? "null"))), at };
  }
}

const farOf = (walk: RecordWalk) => ({
  ...(walk.next !== undefined && { next: walk.next }),
  searched: walk.searched,
  of: walk.of,
});
