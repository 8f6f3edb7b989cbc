import { everything } from "../../../shared/domain/profile.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Model } from "../model/types.ts";
import { otherSchools } from "./selection-others.ts";
import { ChosenRecords } from "./selection-set.ts";
import { createWorld, idsOf, type SyncStores, type World } from "./world.ts";

interface ScopeParts extends SyncStores {
  /** As they are stored now: the settings may have changed since somebody read them. */
  readonly connections: { list(): StoredConnection[] };
  readonly sources: { sets(connection: StoredConnection): number[] };
}

/** Records that are taken out or back in one transaction. */
const rowsAtATime = 500;

/**
 * Keeps the records of schools that a connection does not send in a state of their own, so that all that counts, plans and
 * sends goes by states as ever. Done after each reading of its folders, and when the schools are others.
 */
export class SchoolScopes {
  readonly #parts: ScopeParts;
  /** By connection: one after the other, each with the settings of its moment. */
  readonly #turns = new Map<number, Promise<void>>();

  constructor(parts: ScopeParts) {
    this.#parts = parts;
  }

  /**
   * To be called before the folders are read. Returns what is to be called with whether that changed any record: nothing
   * is looked through when nobody has read them in between and the schools are the same.
   */
  begin(id: number): (changed: boolean, model: Model, signal: AbortSignal) => Promise<void> {
    const { states } = this.#parts;
    const former = states.scope.mark(id);
    const isSettled = former !== undefined && former === this.#wanted(id);
    const [schools, turn] = [this.#schools(id), this.#turns.get(id)];
    // A reading that is cut off leaves records that nobody has looked at.
    if (former !== undefined) states.scope.setMark(id, "");
    return async (changed, model, signal) => {
      // Schools that were changed meanwhile are settled by whoever changed them, unless that was cut off or failed.
      const isAsBefore = this.#turns.get(id) === turn && this.#schools(id) === schools;
      if (!changed && isSettled && isAsBefore) states.scope.setMark(id, this.#wanted(id));
      else await this.settle(id, model, signal);
    };
  }

  /** Rejects with the signal's reason. */
  settle(id: number, model: Model, signal: AbortSignal): Promise<void> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(() => this.#settle(id, model, signal));
    this.#turns.set(
      id,
      turn.catch(() => {}),
    );
    return turn;
  }

  async #settle(id: number, model: Model, signal: AbortSignal): Promise<void> {
    const { states } = this.#parts;
    const connection = this.#find(id);
    const wanted = this.#wanted(id);
    if (!connection || (wanted === undefined && states.scope.mark(id) === undefined)) return;
    states.scope.setMark(id, "");
    const sets = this.#parts.sources.sets(connection);
    const world = createWorld(this.#parts, id, sets, { model, profile: everything });
    const { schools } = connection.settings;
    const outside =
      schools.length === 0 ? new ChosenRecords() : await otherSchools(world, schools, { signal });
    await takeBack(world, outside, signal);
    await takeOut(world, outside, signal);
    states.scope.setMark(id, wanted);
  }

  #schools = (id: number) => this.#find(id)?.settings.schools.toSorted().join();

  #find = (id: number) => this.#parts.connections.list().find((connection) => connection.id === id);

  /** The mark of what has to be: the schools, and when the folders were read. Undefined: all schools are sent. */
  #wanted(id: number): string | undefined {
    const connection = this.#find(id);
    if (!connection || connection.settings.schools.length === 0) return undefined;
    const { sets, sources } = this.#parts;
    const readAt = sources.sets(connection).map((set) => [set, sets.set(set)?.readAt ?? null]);
    return JSON.stringify([connection.settings.schools.toSorted(), readAt]);
  }
}

async function takeBack(world: World, outside: ChosenRecords, signal: AbortSignal) {
  const { scope } = world.stores.states;
  for (const collection of world.collections) {
    const { to } = idsOf(collection);
    for (let { after } = idsOf(collection); ; ) {
      signal.throwIfAborted();
      const page = scope.page(world.connection, after, to, rowsAtATime);
      scope.enter(
        world.connection,
        page.filter(({ id }) => !outside.has(id)),
      );
      const last = page.at(-1);
      if (!last || page.length < rowsAtATime) break;
      after = last.id;
      await new Promise(setImmediate);
    }
  }
}

async function takeOut(world: World, outside: ChosenRecords, signal: AbortSignal) {
  for (const { id: collection } of world.collections) {
    for (let ids = outside.page(collection, -1, rowsAtATime); ids.length > 0; ) {
      signal.throwIfAborted();
      world.stores.states.scope.leave(world.connection, ids);
      ids = outside.page(collection, ids.at(-1) ?? 0, rowsAtATime);
      await new Promise(setImmediate);
    }
  }
}
