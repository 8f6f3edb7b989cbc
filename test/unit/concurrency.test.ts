import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adjust,
  answersToLook,
  bestOf,
  type Concurrency,
  isTooMuch,
  startConcurrency,
} from "../../electron/core/sync/concurrency.ts";

/** A server, as far as it matters here: what it says when so many requests are under way. */
interface Server {
  /** Milliseconds. */
  readonly latency: (atATime: number) => number;
  /** Of all requests, from 0 to 1. */
  readonly refused: (atATime: number) => number;
}

const well: Server = { latency: () => 20, refused: () => 0 };
const upTo = (capacity: number, latency = 20): Server => ({
  latency: () => latency,
  refused: (atATime) => Math.max(0, (atATime - capacity) / atATime),
});

/** So many looks at a server that is kept busy. Refusals come first, and evenly, as a resting place gives them. */
function looks(state: Concurrency, server: Server, count: number) {
  let known = state;
  let refused = 0;
  const limits: number[] = [];
  for (let look = 0; look < count; look++) {
    const next = oneLook(known, server);
    known = next.state;
    refused += next.overloads;
    limits.push(known.limit);
  }
  return { state: known, limits, refused };
}

function oneLook(state: Concurrency, { latency, refused }: Server) {
  const size = answersToLook(state);
  let overloads = 0;
  for (let answers = 1; answers <= size; answers++) {
    const isRefused = Math.floor(answers * refused(state.limit)) > overloads;
    if (isRefused) overloads += 1;
    if (answers === size || (isRefused && isTooMuch(state, overloads))) {
      const latencySum = (answers - overloads) * latency(state.limit);
      return { state: adjust(state, { answers, overloads, latencySum, filled: answers }), overloads };
    }
  }
  return { state, overloads };
}

describe("requests at a time", () => {
  test("double at a server that nothing is known of, up to what the connection allows", () => {
    expect(looks(startConcurrency(100), well, 4).limits).toEqual([32, 64, 100, 100]);
    expect(startConcurrency(8).limit).toBe(8);
  });

  test("start at what was best before, and never above what the connection allows", () => {
    expect(startConcurrency(32, 12).limit).toBe(12);
    expect(startConcurrency(8, 12).limit).toBe(8);
    expect(looks(startConcurrency(32, 12), well, 3).limits).toEqual([13, 14, 15]);
  });

  test.each([1, 2, 3, 5, 12, 16, 17, 20, 31, 100])("settle at a capacity of %i", (capacity) => {
    const { state, limits, refused } = looks(startConcurrency(128), upTo(capacity), 400);
    const late = limits.slice(100);
    expect(late.filter((limit) => limit > capacity).length).toBeLessThan(late.length / 20);
    expect(late.reduce((sum, limit) => sum + Math.min(limit, capacity), 0)).toBeGreaterThan(
      late.length * capacity * 0.94,
    );
    expect(bestOf(state)).toBeGreaterThanOrEqual(Math.floor(capacity * 0.94));
    expect(bestOf(state)).toBeLessThanOrEqual(capacity + 1);
    expect(refused).toBeLessThan(400 * 20 * 0.01);
  });

  test("find a capacity that has grown", () => {
    const settled = looks(startConcurrency(64), upTo(16), 300).state;
    expect(looks(settled, upTo(40), 120).state.limit).toBeGreaterThanOrEqual(36);
  });

  test("go down quickly where a capacity has shrunk", () => {
    const settled = looks(startConcurrency(64), upTo(60), 200).state;
    expect(looks(settled, upTo(4), 6).state.limit).toBeLessThanOrEqual(4);
  });

  test.each([0.01, 0.03, 0.05, 0.08])(
    "are not pressed down for long by chance: %d of all requests",
    (share) => {
      const { limits } = looks(startConcurrency(32), { ...well, refused: () => share }, 200);
      expect(Math.min(...limits)).toBeGreaterThanOrEqual(12);
      expect(limits.slice(50).reduce((sum, limit) => sum + limit, 0)).toBeGreaterThan(150 * 26);
    },
  );

  test("are kept where a server is slow for its own reasons, be it at once or little by little", () => {
    const settled = looks(startConcurrency(16), well, 20).state;
    const suddenly = looks(settled, { ...well, latency: () => 200 }, 20).limits;
    expect(suddenly.filter((limit) => limit < 16).length).toBeLessThanOrEqual(2);
    let state = settled;
    let below = 0;
    for (let latency = 20; latency < 400; latency *= 1.03) {
      state = looks(state, { ...well, latency: () => latency }, 1).state;
      if (state.limit < 16) below += 1;
    }
    expect(below).toBeLessThan(15);
  });

  test("go down where it is they who make a server slow, and stay near what it can do", () => {
    const queue: Server = { ...well, latency: (atATime) => 30 * Math.max(1, atATime / 10) };
    const { limits } = looks(startConcurrency(128), queue, 300);
    const late = limits.slice(150);
    expect(Math.max(...late)).toBeLessThanOrEqual(40);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(10);
  });

  test("are not raised while they are not used", () => {
    const state = startConcurrency(64, 8);
    const look = { answers: 24, overloads: 0, latencySum: 480, filled: 3 };
    expect(adjust(state, look).limit).toBe(8);
    expect(adjust(state, { ...look, filled: 24 }).limit).toBe(9);
  });

  test("are remembered only when enough was seen", () => {
    expect(bestOf(looks(startConcurrency(8), well, 5).state)).toBeUndefined();
    expect(bestOf(looks(startConcurrency(8), well, 6).state)).toBe(8);
  });

  test("never are none, nor more than the connection allows, whatever a server says", () => {
    const look = fc
      .record({
        answers: fc.integer({ min: 1, max: 4000 }),
        overloads: fc.nat(4000),
        latency: fc.double({ min: 0, max: 60_000, noNaN: true }),
        filled: fc.nat(4000),
      })
      .map(({ answers, overloads, latency, filled }) => {
        const refused = Math.min(answers, overloads);
        return { answers, overloads: refused, latencySum: latency * (answers - refused), filled };
      });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1024 }),
        fc.option(fc.integer({ min: 1, max: 1024 }), { nil: undefined }),
        fc.array(look, { maxLength: 300 }),
        (most, best, all) => {
          let state = startConcurrency(most, best);
          for (const one of all) {
            state = adjust(state, one);
            expect(Number.isInteger(state.limit)).toBe(true);
            expect(state.limit).toBeGreaterThanOrEqual(1);
            expect(state.limit).toBeLessThanOrEqual(most);
            expect(state.noise).toBeLessThanOrEqual(0.1);
            expect(bestOf(state) ?? 1).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: process.env.STEWARD_FULL_SIZE === "1" ? 10_000 : 200 },
    );
  });
});
