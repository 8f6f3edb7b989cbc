import pLimit from "p-limit";
import type { ApiClient, HttpAnswer } from "../../api/types.ts";
import { parseLossless } from "../../model/canonical.ts";
import { compareBodies } from "../../model/compare-bodies.ts";
import type { Candidate } from "../candidates-store.ts";
import type { Shaping } from "../shaping.ts";

export interface FollowedTagsOptions {
  readonly client: Pick<ApiClient, "get">;
  readonly shaping: Pick<Shaping, "shape">;
  /** False: what others changed is overwritten, and nobody has to be asked. */
  readonly isOn: boolean;
  /** Nobody else had changed it until just before the keys. */
  readonly isOurs: (record: number) => boolean;
}

/** A record whose item followed. */
export interface FollowedItem {
  readonly path: string;
  /** With the body that the item has now, unless somebody else changed it. */
  readonly candidate: Candidate;
  /** That body is what this connection gave, but for the keys. */
  readonly isAccepted: boolean;
}

const atATime = 8;

/**
 * ETags of items that a server changed by itself: with the keys of what they refer to it may have given them other ones
 * (protocol section 5.5). The new one is taken over where nobody else has changed the item; else the former one stays, so
 * that what is sent of it next is refused rather than written over somebody else's work.
 */
export class FollowedTags {
  readonly #options: FollowedTagsOptions;
  readonly #limit = pLimit(atATime);

  constructor(options: FollowedTagsOptions) {
    this.#options = options;
  }

  of(followed: FollowedItem): Promise<string | null> {
    const { etag, serverId } = followed.candidate;
    if (!this.#options.isOn || serverId === null) return Promise.resolve(etag);
    return this.#limit(() => this.#ask(followed, serverId));
  }

  async #ask(followed: FollowedItem, serverId: string): Promise<string | null> {
    const { path, candidate } = followed;
    const answer = await this.#options.client.get(`${path}/${encodeURIComponent(serverId)}`);
    if (answer.kind !== "answer" || answer.status !== 200 || answer.etag === undefined) return candidate.etag;
    return this.#isUntouched(followed, answer) ? answer.etag : candidate.etag;
  }

  #isUntouched({ path, candidate, isAccepted }: FollowedItem, { body }: HttpAnswer): boolean {
    if (this.#options.isOurs(candidate.id)) return true;
    const ours = isAccepted ? this.#options.shaping.shape(path, candidate) : undefined;
    return ours !== undefined && ours.kind !== "hold" && isSame(ours.body, body);
  }
}

function isSame(ours: string, theirs: string): boolean {
  try {
    return compareBodies(parseLossless(ours) as object, parseLossless(theirs) as object).length === 0;
  } catch {
    // What is no JSON is not what we gave.
    return false;
  }
}
