import { readProblem } from "../../api/problem.ts";
import type { ApiClient } from "../../api/types.ts";
import { classify } from "../../causes/classify.ts";
import { keyChangeCause } from "../../causes/drafts.ts";
import { noNames } from "../../causes/model-names.ts";
import { deleted, renamed, sent as told } from "../../ledger/entries.ts";
import { keyText } from "../../model/keys.ts";
import { digestOf } from "../../sources/record.ts";
import type { Candidate } from "../candidates-store.ts";
import type { Known } from "../guard.ts";
import type { Result } from "../outcome-writer.ts";
import type { Readiness } from "../parents.ts";
import type { Sent } from "../sender.ts";
import type { Shaping } from "../shaping.ts";
import type { Tally } from "../tally.ts";
import type { World } from "../world.ts";
import type { Write } from "../write.ts";
import { Cascade } from "./cascade.ts";
import { confirmAll } from "./confirm-changes.ts";
import { FollowedTags } from "./followed-tags.ts";
import { type Change, keyIn, readChanges } from "./open-changes.ts";
import { Untouched } from "./untouched.ts";

interface KeyChangesOptions {
  readonly world: World;
  readonly run: number;
  readonly client: Pick<ApiClient, "get" | "server">;
  readonly shaping: Pick<Shaping, "shape">;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** What has to be made anew may be: the plan was looked at. */
  readonly confirms: boolean;
  /** What others changed is not overwritten. */
  readonly keepsOthers: boolean;
}

/** What the end of a request means for a record that has another key than before. */
export type KeyEnd =
  /** As for every other record; `together`: what is true with it, to be stored in the same transaction. */
  | (Pick<Result, "ledger" | "together"> & { readonly kind: "usual"; readonly isRenamed: boolean })
  /** The server has nothing to rename: it is to be sent as a new one. */
  | { readonly kind: "again" }
  /** The server keeps the former key: the record has to be made anew, once that is confirmed. */
  | { readonly kind: "hold"; readonly held: Pick<Result, "cause" | "together"> };

/** What was sent of a record. */
interface Given {
  readonly key: Buffer;
  readonly content: Buffer;
}

const usual = { kind: "usual", isRenamed: false } as const;

/** The records of one run that a server has under other keys. */
export class KeyChanges {
  readonly cascade: Cascade;
  readonly #options: KeyChangesOptions;
  /** By their new record. */
  readonly #changes: Map<number, Change>;
  readonly #old: ReadonlySet<number>;
  /** New records whose former item is on the server no more. */
  readonly #vanished = new Map<number, Change>();
  readonly #untouched: Untouched;
  #looked: Promise<void> | undefined;

  constructor(options: KeyChangesOptions) {
    this.#options = options;
    const { world, confirms } = options;
    if (confirms) confirmAll(world, readChanges(world));
    world.stores.openChanges.forgetEnded(world.connection);
    const changes = readChanges(world);
    this.#changes = new Map(changes.map((change) => [change.newRecord, change]));
    this.#old = new Set(changes.map(({ oldRecord }) => oldRecord));
    const isOwn = (record: number) => this.#changes.has(record) || this.#old.has(record);
    this.#untouched = new Untouched({ ...options, isOn: options.keepsOthers, isOwn });
    const tags = new FollowedTags({
      ...options,
      isOn: options.keepsOthers,
      isOurs: this.#untouched.isOurs,
    });
    this.cascade = new Cascade({ ...options, isOwn, tags });
  }

  /** To be called before anything of a resource is sent: what follows from its new keys, and from those before it. */
  async prepare(path: string): Promise<void> {
    await this.cascade.follow(path);
    const renames = [...this.#changes.values()].filter(({ how }) => how === "rename");
    // All at once, before the first of them: what one key takes with it another one may, too.
    if (!renames.some(({ resource }) => resource === path)) return;
    this.#looked ??= this.#untouched.look(renames);
    await this.#looked;
  }

  /** What has to be made anew is held until that is confirmed. */
  check({ id, key }: Candidate): Readiness {
    const change = this.#changes.get(id);
    return change?.how === "recreate" && change.confirmedAt === null
      ? { kind: "hold", blockedBy: key, cause: keyChangeCause(change.resource) }
      : { kind: "ready" };
  }

  /** A server takes another key only for the item that it knows by its id. */
  writeFor({ id }: Candidate, path: string, body: string): Write {
    const change = this.#changes.get(id);
    if (change?.how !== "rename" || this.#vanished.has(id)) return { method: "POST", path, body };
    return { method: "PUT", path, id: change.serverId, body: withId(body, change.serverId) };
  }

  /** What this connection had accepted of the item: of one that gets another key, under its former one. */
  knownOf(candidate: Candidate): Known {
    const change = this.#changes.get(candidate.id);
    const { world } = this.#options;
    const isRename = change?.how === "rename" && !this.#vanished.has(candidate.id);
    const known = isRename ? world.stores.states.full(world.connection, change.oldRecord) : undefined;
    const record = known && change ? change.oldRecord : candidate.id;
    const before = known ?? candidate;
    return this.#untouched.isOurs(record) ? { ...before, etag: null } : before;
  }

  /** Undefined for every record that has no other key. `content`: digest of what was sent, where it was another body. */
  conclude(candidate: Candidate, content: Buffer | undefined, sent: Sent): Promise<KeyEnd> | undefined {
    const { id, key, hash } = candidate;
    const vanished = this.#vanished.get(id);
    if (vanished) return Promise.resolve(this.#madeAnew(vanished, { key, content: content ?? hash }, sent));
    const change = this.#changes.get(id);
    return change?.how === "rename"
      ? this.#concludeRename(change, { key, content: content ?? hash }, sent)
      : undefined;
  }

  #madeAnew(change: Change, { key, content }: Given, sent: Sent): KeyEnd {
    if (sent.kind !== "accepted") return usual;
    const ledger = [deleted(this.#formerKey(change)), told(key, content, sent.created)];
    return { ...usual, ledger, together: this.#forget(change) };
  }

  async #concludeRename(change: Change, given: Given, sent: Sent): Promise<KeyEnd> {
    if (sent.kind === "accepted")
      return (await this.#isKept(change)) ? this.#keep(change) : this.#renamed(change, given);
    if (sent.kind !== "refused") return usual;
    const { status, contentType, body } = sent.answer;
    if (status === 404 || status === 410) {
      this.#vanished.set(change.newRecord, change);
      return { kind: "again" };
    }
    const problem = readProblem(status, contentType, body);
    const { kind } = classify(problem, { resource: change.resource, operation: "upsert", names: noNames });
    return kind === "key-change" ? this.#keep(change) : usual;
  }

  /** Servers before 7.0 say that all is well, and leave the key as it was (protocol trap 24): only a look shows it. */
  async #isKept({ resource: path, serverId, from, to }: Change): Promise<boolean> {
    const resource = this.#options.world.resources.get(path);
    const answer = await this.#options.client.get(`${path}/${encodeURIComponent(serverId)}`);
    if (!resource || answer.kind !== "answer" || answer.status !== 200) return false;
    const found = keyIn(resource, answer.body);
    const has = (values: readonly string[], at: number) =>
      found?.[at]?.toLowerCase() === values[at]?.toLowerCase();
    const changed = to.flatMap((value, at) => (value === from[at] ? [] : [at]));
    return changed.some((at) => has(from, at) && !has(to, at));
  }

  #renamed(change: Change, { key, content }: Given): KeyEnd {
    const { world } = this.#options;
    const { resource, from, to, newRecord: record } = change;
    const together = () => {
      world.stores.renames.add(world.connection, { resource, from, to, record }, Date.now());
      this.#forget(change)();
      this.cascade.noteRenamed();
    };
    const ledger = renamed(this.#formerKey(change), key, content);
    return { kind: "usual", isRenamed: true, ledger, together };
  }

  #keep(change: Change): KeyEnd {
    const { openChanges } = this.#options.world.stores;
    const together = () => void openChanges.keep(this.#options.world.connection, change, null);
    return { kind: "hold", held: { cause: keyChangeCause(change.resource), together } };
  }

  #formerKey({ resource, from }: Change): Buffer {
    const { group = "" } = this.#options.world.resources.get(resource)?.identity ?? {};
    return digestOf(keyText(group, from));
  }

  #forget =
    ({ oldRecord }: Change) =>
    () =>
      this.#options.world.stores.states.forget(this.#options.world.connection, oldRecord);
}

/** With the server's own id, in its own form: the DMS asks for it, the ODS does not look (protocol section 5.2). */
const withId = (body: string, id: string): string =>
  `{"id":${JSON.stringify(id)},${body.trimStart().slice(1)}`;
