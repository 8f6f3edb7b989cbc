import type { Answer } from "../api/types.ts";
import type { Model } from "../model/types.ts";
import type { Circuit } from "./circuit.ts";
import { isTrouble } from "./retry.ts";

/** Records of one resource, lost one after the other without a success between: the next ones are tried once each. */
const lostToBelieve = 3;

export interface DefectsOptions {
  readonly circuit: Circuit;
  /** Asks the server something cheap that has nothing to do with this resource. */
  readonly look: (besides: string) => Promise<Answer>;
}

/** An answer that speaks of the whole server, or of one resource: an ODS says 500 to a broken table, and to a lost database. */
export const isFault = (answer: Answer): boolean => answer.kind === "answer" && answer.status === 500;

/** A small question about another resource: one of the descriptors, which every key may read. */
export function questionBesides({ resources }: Pick<Model, "resources">, resource: string): string {
  const others = resources.filter(({ path }) => path !== resource);
  const asked = others.find(({ kind }) => kind === "descriptor") ?? others[0];
  return `${asked?.path ?? resource}?limit=1`;
}

/**
 * Tells the trouble of one resource from that of the whole server: where a 500 could be either, it looks at another
 * resource. A resource that fails alone does not stop the others, and what it costs ends soon.
 */
export class Defects {
  readonly #options: DefectsOptions;
  /** Resources that failed while the server answered for another one. */
  readonly #known = new Set<string>();
  readonly #lost = new Map<string, number>();
  #looking: Promise<boolean> | undefined;

  constructor(options: DefectsOptions) {
    this.#options = options;
  }

  /** The server took a record of this resource. */
  accepted(resource: string) {
    if (this.#known.size === 0) return;
    this.#known.delete(resource);
    this.#lost.delete(resource);
  }

  /** A record of this resource was answered by 500. Rejects when the look itself broke. */
  async failed(resource: string): Promise<void> {
    const { circuit } = this.#options;
    if (this.#known.has(resource) && !circuit.isOpen) return;
    if (circuit.doubted()) await this.#look(resource);
  }

  /** A record got nothing but 500 as often as it may be sent: true when that is the resource's own trouble. */
  async isOwn(resource: string): Promise<boolean> {
    if (!this.#known.has(resource)) {
      // The server has only just come back: that was the last of the outage.
      const wasAway = this.#options.circuit.isOpen;
      if (!(await this.#look(resource)) || wasAway) return false;
    }
    this.#lost.set(resource, (this.#lost.get(resource) ?? 0) + 1);
    return true;
  }

  isHopeless = (resource: string): boolean => (this.#lost.get(resource) ?? 0) >= lostToBelieve;

  async #look(resource: string): Promise<boolean> {
    this.#looking ??= this.#ask(resource).finally(() => {
      this.#looking = undefined;
    });
    const isWell = await this.#looking;
    if (isWell) this.#known.add(resource);
    return isWell;
  }

  /** True when the server is there, whatever it says of the question. */
  async #ask(besides: string): Promise<boolean> {
    const { circuit, look } = this.#options;
    const answer = await look(besides);
    if (answer.kind === "no-answer" && answer.reason === "aborted") return false;
    if (isTrouble(answer)) circuit.open();
    else circuit.succeeded();
    return !isTrouble(answer);
  }
}
