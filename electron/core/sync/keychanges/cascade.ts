import type { ApiClient } from "../../api/types.ts";
import { inTransaction } from "../../db/open.ts";
import { type Entry, renamed } from "../../ledger/entries.ts";
import { canonicalText, parseLossless } from "../../model/canonical.ts";
import { keyText } from "../../model/keys.ts";
import { printLike } from "../../model/print.ts";
import { Rewriting, type Rewritten } from "../../model/rewrite.ts";
import { digestOf } from "../../sources/record.ts";
import type { Collection } from "../../sources/sets-store.ts";
import type { Candidate } from "../candidates-store.ts";
import type { StateMove } from "../moves-store.ts";
import type { Tally } from "../tally.ts";
import { collectionsOf, idsOf, type World } from "../world.ts";
import { idOfKey } from "./dependents.ts";
import type { FollowedTags } from "./followed-tags.ts";
import { keyIn } from "./open-changes.ts";
import type { StoredRename } from "./renames-store.ts";

export interface CascadeOptions {
  readonly world: World;
  readonly run: number;
  readonly client: Pick<ApiClient, "get">;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** The record has a key change of its own, which says what becomes of it. */
  readonly isOwn: (record: number) => boolean;
  readonly tags: Pick<FollowedTags, "of">;
}

/** A record under a former key that the server has under the new one, by what its key holds of others. */
interface Followed {
  readonly old: Candidate;
  readonly now: Pick<Candidate, "id" | "key" | "hash" | "body">;
  readonly rewritten: Rewritten<StoredRename>;
  /** Both are one item on the server already: it was sent under its new key before. */
  readonly isKnown: boolean;
}

const pageSize = 250;

/**
 * What a server does by itself once it has changed a key: all that refers to it follows (protocol section 5.3). The records
 * of the files that say so are found here and keep their server ids; nothing of that is sent. A look at one of them shows
 * whether the server really did.
 */
export class Cascade {
  readonly #options: CascadeOptions;
  #renames: readonly StoredRename[];
  #forward: Rewriting<StoredRename>;
  /** By renamed and referring resource. */
  readonly #seen = new Map<string, boolean>();

  constructor(options: CascadeOptions) {
    this.#options = options;
    const { world } = options;
    this.#renames = withoutReused(world, world.stores.renames.of(world.connection));
    this.#forward = new Rewriting(world.resources, this.#renames);
  }

  /** The server has changed keys: asked anew for what was kept of them. */
  noteRenamed() {
    const { world } = this.#options;
    this.#renames = world.stores.renames.of(world.connection);
    this.#forward = new Rewriting(world.resources, this.#renames);
  }

  /** To be called when what this resource refers to is through, and before it is sent itself. */
  async follow(path: string): Promise<void> {
    if (!this.#forward.reaches(path)) return;
    const { world, signal } = this.#options;
    for (const collection of collectionsOf(world, path)) {
      const counts = new Map(
        world.stores.states.countsOf(world.connection, collection.id).map(({ state, n }) => [state, n]),
      );
      if ((counts.get("gone") ?? 0) + (counts.get("delete-pending") ?? 0) > 0)
        for (const page of this.#pages(collection, "deletable")) await this.#moveAll(path, page);
      if (counts.get("changed"))
        for (const page of this.#pages(collection, "pending")) await this.#acceptAll(path, page);
      signal.throwIfAborted();
    }
  }

  *#pages(collection: Collection, which: "deletable" | "pending"): Generator<readonly Candidate[]> {
    const { stores, connection } = this.#options.world;
    const { after: first, to } = idsOf(collection);
    for (let after = first; ; ) {
      const page = stores.states[which]({ connection, after, to, limit: pageSize });
      if (page.length > 0) yield page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.id;
    }
  }

  /** Their keys held the former key: they are gone from the files, and others stand there in their place. */
  async #moveAll(path: string, page: readonly Candidate[]) {
    const { world, run, tally } = this.#options;
    const { states, renames } = world.stores;
    const followed: Followed[] = [];
    for (const old of page) {
      const found = this.#find(path, old);
      if (found?.isKnown) inTransaction(world.stores.db, () => states.forget(world.connection, old.id));
      if (!found || found.isKnown || !(await this.#didFollow(path, found.rewritten.because, old))) continue;
      followed.push(found);
    }
    const moves = await Promise.all(followed.map((found) => this.#moveOf(path, found)));
    const entries = followed.flatMap(({ old, now }) => renamed(old.key, now.key, now.hash));
    this.#store(path, entries, () => {
      states.moveStates(world.connection, run, moves);
      for (const { old, now } of followed)
        renames.noteFollowed(world.connection, now.id, this.#keyOf(path, old), Date.now());
    });
    countFollowed(tally, path, moves.filter(({ accepted }) => accepted).length);
  }

  async #moveOf(path: string, { old, now, rewritten }: Followed): Promise<StateMove> {
    const accepted = isAsAccepted(old, now, rewritten) ? now.hash : null;
    const candidate = { ...old, body: canonicalText(rewritten.body) };
    const isAccepted = old.accepted?.equals(old.hash) === true;
    const etag = await this.#options.tags.of({ path, candidate, isAccepted });
    return { from: old.id, to: now.id, accepted, etag };
  }

  #keyOf(path: string, { body }: Candidate): readonly string[] {
    const resource = this.#options.world.resources.get(path);
    return (resource && keyIn(resource, body)) ?? [];
  }

  #find(path: string, old: Candidate): Followed | undefined {
    const { world } = this.#options;
    const { stores, connection } = world;
    const rewritten = old.serverId === null ? undefined : this.#forward.body(path, old.body);
    if (!rewritten?.key || this.#options.isOwn(old.id)) return undefined;
    const found = idOfKey(world, path, rewritten.key);
    const now = found === undefined ? undefined : stores.records.stored(found);
    if (!now || this.#options.isOwn(now.id)) return undefined;
    const known = stores.states.full(connection, now.id);
    const isKnown = known?.accepted !== undefined && known.accepted !== null;
    return isKnown && known.serverId !== old.serverId ? undefined : { old, now, rewritten, isKnown };
  }

  /** They refer to it beside their keys: the same records, changed in the files as they are on the server. */
  async #acceptAll(path: string, page: readonly Candidate[]) {
    const { world, run, tally } = this.#options;
    const backward = new Rewriting(world.resources, this.#renames.map(turned));
    const accepted: Candidate[] = [];
    for (const candidate of page) {
      if (candidate.state !== "changed" || !candidate.serverId || !candidate.accepted) continue;
      const before = backward.body(path, candidate.body);
      const text = before && printLike(candidate.body, before.body);
      if (text === undefined || !digestOf(text).equals(candidate.accepted)) continue;
      if (await this.#didFollow(path, before?.because ?? new Set(), candidate)) accepted.push(candidate);
    }
    const entries = accepted.map(({ key, hash }): Entry => ({ kind: "renamed", key, content: hash }));
    const tagged = await Promise.all(
      accepted.map(async (candidate) => {
        const etag = await this.#options.tags.of({ path, candidate, isAccepted: true });
        return { id: candidate.id, hash: candidate.hash, etag };
      }),
    );
    this.#store(path, entries, () => world.stores.states.acceptAsIs(world.connection, run, tagged));
    countFollowed(tally, path, accepted.length);
  }

  /** With what the ledger is told: the server has other content now, and nobody sent it. */
  #store(path: string, entries: readonly Entry[], change: () => void) {
    const { stores, connection } = this.#options.world;
    if (entries.length === 0) return;
    inTransaction(stores.db, () => {
      change();
      stores.ledger.note(connection, path, Date.now(), entries);
    });
  }

  /** Asked of the server once for each two resources: all of a resource's records follow, or none. */
  async #didFollow(
    path: string,
    because: ReadonlySet<{ readonly resource: string }>,
    { serverId }: Candidate,
  ): Promise<boolean> {
    for (const { resource } of because) {
      const pair = `${resource} ${path}`;
      const known = this.#seen.get(pair) ?? (await this.#ask(path, serverId ?? ""));
      if (known === undefined) return false;
      this.#seen.set(pair, known);
      if (!known) return false;
    }
    return true;
  }

  /** Undefined: the server has it no more. What it does not show us is believed to have followed, as the standard says. */
  async #ask(path: string, id: string): Promise<boolean | undefined> {
    const answer = await this.#options.client.get(`${path}/${encodeURIComponent(id)}`);
    if (answer.kind !== "answer") return true;
    if (answer.status === 404 || answer.status === 410) return undefined;
    return answer.status !== 200 || this.#forward.body(path, answer.body) === undefined;
  }
}

/** The content is what the server was given, but for the keys that it changed itself. */
export const isAsAccepted = (
  old: Pick<Candidate, "accepted" | "hash">,
  now: Pick<Candidate, "body">,
  { body }: Pick<Rewritten<StoredRename>, "body">,
): boolean =>
  old.accepted?.equals(old.hash) === true && canonicalText(body) === canonicalText(parseLossless(now.body));

const turned = ({ resource, from, to }: StoredRename) => ({ resource, from: to, to: from });

/** They were planned, and nothing is to be sent of them. */
function countFollowed(tally: Tally, path: string, records: number) {
  tally.followed += records;
  tally.planned -= records;
  const step = tally.steps.get(path);
  if (step) step.planned -= records;
}

/** A former key that the files state again is a record's own: it leads nowhere any more. */
function withoutReused(world: World, renames: readonly StoredRename[]): readonly StoredRename[] {
  const { stores, connection, resources, collections } = world;
  return renames.filter((rename) => {
    const group = resources.get(rename.resource)?.identity.group ?? "";
    const isStated = stores.records
      .idsOfKey(digestOf(keyText(group, rename.from)))
      .some(({ collection, gone }) => !gone && collections.some(({ id }) => id === collection));
    if (isStated) stores.renames.drop(connection, rename);
    return !isStated;
  });
}
