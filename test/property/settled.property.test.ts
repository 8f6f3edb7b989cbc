import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Look, moment, pause, settle, type Watched } from "../../electron/core/watch/settled.ts";

const look: fc.Arbitrary<Look> = fc.constantFrom(undefined, "a 1", "a 2", "a 2\nb 1");
const looks = fc.array(fc.record({ look, after: fc.integer({ min: 1, max: 5000 }) }), { maxLength: 60 });

/** Looks one after the other; what has settled is read at once. */
function watch(given: readonly { readonly look: Look; readonly after: number }[]) {
  let watched: Watched = {};
  let now = 0;
  return given.map(({ look: seen, after }) => {
    now += after;
    const { watched: next, isSettled } = settle(watched, seen, now);
    watched = isSettled && seen !== undefined ? { read: seen } : next;
    return { look: seen, now, isSettled };
  });
}

describe("folders that are watched", () => {
  test("are read exactly when they look otherwise than when they were read, and have looked so for a moment", () => {
    fc.assert(
      fc.property(looks, (given) => {
        let read: Look;
        const seen = watch(given);
        for (const [index, { look: now, now: at, isSettled }] of seen.entries()) {
          const former = seen.slice(0, index + 1).findLastIndex(({ look: other }) => other !== now);
          const sinceRead = seen.slice(0, index).findLastIndex((one) => one.isSettled);
          const since = seen[Math.max(former, sinceRead) + 1]?.now ?? at;
          const isNew = now !== undefined && now !== read;
          expect(isSettled).toBe(isNew && at - since >= moment);
          if (isSettled) read = now;
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test("that vanish for a while and come back as they were are not read again", () => {
    const seen = watch([
      { look: "a 1", after: 1 },
      { look: "a 1", after: moment },
      { look: undefined, after: moment },
      { look: undefined, after: 10 * moment },
      { look: "a 1", after: moment },
      { look: "a 1", after: moment },
    ]);
    expect(seen.map(({ isSettled }) => isSettled)).toEqual([false, true, false, false, false, false]);
  });

  test("while a file grows are left alone, however long it takes", () => {
    const growing = Array.from({ length: 100 }, (_, size) => ({ look: `a ${size}`, after: moment - 1 }));
    const end = { look: "a 99", after: moment };
    expect(watch([...growing, end]).map(({ isSettled }) => isSettled)).toEqual([
      ...growing.map(() => false),
      true,
    ]);
  });

  test("are read within five seconds of a change, also where no system tells that something has moved", () => {
    const change = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(change, fc.integer({ min: 0, max: 20 }), (changed, took) => {
        let watched: Watched = { read: "before" };
        for (let now = 0; ; ) {
          now += took;
          const { watched: next, isSettled } = settle(watched, now >= changed ? "after" : "before", now);
          if (isSettled) {
            expect(now - changed).toBeLessThanOrEqual(5000);
            return;
          }
          watched = next;
          now += pause(watched, took);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test.each([
    ["a small folder on a fast drive", 3, 2000],
    ["a thousand files on a slow drive", 150, 15_000],
    ["a drive that hardly answers", 20_000, 30_000],
  ])("take a hundredth of the time at most: %s", (_, took, wait) => {
    expect(pause({ read: "a 1" }, took)).toBe(wait);
  });
});
