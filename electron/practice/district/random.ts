/**
 * A small seeded generator of numbers: whole-number arithmetic only, so that every OS gives the same ones. Each student
 * starts a sequence of their own, so that one student's records do not depend on another's.
 */
export class Random {
  #state: number;

  constructor(...seeds: readonly number[]) {
    this.#state = mixed(seeds);
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  between(lowest: number, highest: number): number {
    return lowest + this.below(highest - lowest + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.below(values.length)] ?? values[0];
  }

  /** `count` different numbers below `limit`, spread over it. */
  spread(count: number, limit: number): number[] {
    const step = coprimeStep(limit, this.below(limit));
    const start = this.below(limit);
    return Array.from({ length: Math.min(count, limit) }, (_, index) => (start + index * step) % limit);
  }
}

function mixed(seeds: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const seed of seeds) {
    state = Math.imul(state ^ seed ^ Math.floor(seed / 4_294_967_296), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return state;
}

const primes = [17, 23, 29, 37, 41, 53, 59, 61] as const;

/** A step that visits every number below the limit before it comes back. */
function coprimeStep(limit: number, choice: number): number {
  const usable = primes.filter((prime) => limit % prime !== 0);
  return usable[choice % Math.max(1, usable.length)] ?? 1;
}
