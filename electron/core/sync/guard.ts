import { ifMatch } from "../api/entity-tags.ts";
import type { ApiClient, HttpAnswer } from "../api/types.ts";
import { parseLossless } from "../model/canonical.ts";
import { compareBodies } from "../model/compare-bodies.ts";
import type { Candidate } from "./candidates-store.ts";
import type { Sender, Sent } from "./sender.ts";
import type { Write } from "./write.ts";

/** What this connection had accepted of the item. */
export type Known = Pick<Candidate, "accepted" | "etag" | "serverId" | "state">;

export interface GuardOptions {
  readonly sender: Pick<Sender, "send">;
  readonly client: Pick<ApiClient, "get">;
  /** False: what others changed is overwritten. */
  readonly isOn: boolean;
  readonly stop: (reason: unknown) => void;
}

/**
 * Sends what the server is to refuse where somebody changed the item since this connection last wrote it. A record that was
 * never accepted goes as always: there is nothing of ours to compare with, and some servers refuse to create under a
 * condition (protocol section 5.5).
 */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  send(write: Write, known: Known, done: (sent: Sent) => void) {
    const { sender, isOn, stop } = this.#options;
    const tag = isOn && known.accepted !== null ? known.etag : null;
    if (tag === null) return sender.send(write, done);
    sender.send({ ...write, headers: { ...write.headers, ...ifMatch(tag) } }, (sent) => {
      if (!mayBeOurs(sent, known)) return done(sent);
      this.#lookAgain(write, known, sent).then(done, (error) => {
        stop(error);
        done(sent);
      });
    });
  }

  /** The server has what we wanted it to have: then it was us, and the answer to that was lost. */
  async #lookAgain(write: Write, { serverId }: Known, sent: Sent & { kind: "refused" }): Promise<Sent> {
    if (write.method === "DELETE" || serverId === null) return sent;
    const answer = await this.#options.client.get(`${write.path}/${encodeURIComponent(serverId)}`);
    if (answer.kind !== "answer" || answer.status !== 200 || !isSame(write.body, answer)) return sent;
    const { attempts } = sent;
    return { kind: "accepted", created: false, answer: { ...answer, id: serverId, body: "" }, attempts };
  }
}

/** Whether an earlier try may have been what changed the item. */
function mayBeOurs(sent: Sent, { state, accepted }: Known): sent is Sent & { kind: "refused" } {
  if (sent.kind !== "refused" || sent.answer.status !== 412) return false;
  return sent.attempts > 1 || state === "unknown" || accepted?.length === 0;
}

function isSame(ours: string, { body }: HttpAnswer): boolean {
  try {
    return compareBodies(parseLossless(ours) as object, parseLossless(body) as object).length === 0;
  } catch {
    // What is no JSON is not what we sent.
    return false;
  }
}
