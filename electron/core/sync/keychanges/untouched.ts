import pLimit from "p-limit";
import { ifNoneMatch, isSameVersion } from "../../api/entity-tags.ts";
import type { ApiClient } from "../../api/types.ts";
import { printLike } from "../../model/print.ts";
import { type Rename, Rewriting } from "../../model/rewrite.ts";
import { digestOf } from "../../sources/record.ts";
import type { Candidate } from "../candidates-store.ts";
import type { World } from "../world.ts";
import { isAsAccepted } from "./cascade.ts";
import { idOfKey, pagesOf } from "./dependents.ts";

export interface UntouchedOptions {
  readonly world: World;
  readonly client: Pick<ApiClient, "get" | "server">;
  readonly signal: AbortSignal;
  /** False: what others changed is overwritten, and nobody has to be asked. */
  readonly isOn: boolean;
  /** The record has a key change of its own: it is sent under its new key. */
  readonly isOwn: (record: number) => boolean;
}

type Turned = Rename & { readonly isNow: boolean };

const atATime = 8;

/**
 * Whether somebody else has changed what refers to an item that is about to get another key. Asked before that: a server
 * that follows with a key cascade may give all of them other ETags (protocol section 5.5), and afterwards nobody could tell
 * its hand from somebody else's. Only what is to be sent itself is asked about.
 */
export class Untouched {
  readonly #options: UntouchedOptions;
  readonly #ours = new Set<number>();

  constructor(options: UntouchedOptions) {
    this.#options = options;
  }

  /** Nobody changed it, until just before the keys: that its ETag is another one now says nothing. */
  isOurs = (record: number): boolean => this.#ours.has(record);

  /** To be called before the first of these is sent. Rejects with the signal's reason. */
  async look(renames: readonly Rename[]): Promise<void> {
    const { world, signal, isOn } = this.#options;
    if (!isOn || renames.length === 0) return;
    const all = [
      ...world.stores.renames.of(world.connection).map((one): Turned => ({ ...one, isNow: false })),
      ...renames.map((one): Turned => ({ ...one, isNow: true })),
    ];
    const forward = new Rewriting(world.resources, all);
    const backward = new Rewriting(
      world.resources,
      all.map((one): Turned => ({ ...one, from: one.to, to: one.from })),
    );
    const limit = pLimit(atATime);
    for (const which of ["deletable", "pending"] as const)
      for await (const { path, page } of pagesOf(world, forward.reaches, which)) {
        signal.throwIfAborted();
        const asked = page.filter((candidate) =>
          which === "deletable"
            ? this.#isMoved(forward, path, candidate)
            : isChangedBesides(backward, path, candidate),
        );
        await Promise.all(asked.map((candidate) => limit(() => this.#ask(path, candidate))));
      }
  }

  /** Under its former key the files have it no more; it bears the new one soon, and more of it was changed. */
  #isMoved(forward: Rewriting<Turned>, path: string, old: Candidate): boolean {
    const { world, isOwn } = this.#options;
    const rewritten = forward.body(path, old.body);
    if (!rewritten?.key || !hasNow(rewritten.because)) return false;
    if (isOwn(old.id)) return true;
    const found = idOfKey(world, path, rewritten.key);
    const now = found === undefined ? undefined : world.stores.records.stored(found);
    return now !== undefined && !isAsAccepted(old, now, rewritten);
  }

  async #ask(path: string, { id, serverId, etag }: Candidate): Promise<void> {
    if (serverId === null || etag === null) return;
    const { client } = this.#options;
    const item = `${path}/${encodeURIComponent(serverId)}`;
    const answer = await client.get(item, ifNoneMatch(client.server.product, etag));
    if (answer.kind !== "answer") return;
    const isOurs =
      answer.status === 304 ||
      (answer.status === 200 && answer.etag !== undefined && isSameVersion(answer.etag, etag));
    if (isOurs) this.#ours.add(id);
  }
}

/** It refers to the new key, and that is not all that was changed of it: it will be sent. */
function isChangedBesides(backward: Rewriting<Turned>, path: string, candidate: Candidate): boolean {
  if (candidate.state !== "changed" || candidate.accepted === null) return false;
  const before = backward.body(path, candidate.body);
  if (!before || !hasNow(before.because)) return false;
  const text = printLike(candidate.body, before.body);
  return text === undefined || !digestOf(text).equals(candidate.accepted);
}

const hasNow = (because: ReadonlySet<Turned> | undefined): boolean =>
  because !== undefined && [...because].some(({ isNow }) => isNow);
