import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Concurrency, observe, startConcurrency } from "../../electron/core/sync/concurrency.ts";

/** As many answers as one look at the limit takes. */
function afterWindow(state: Concurrency, overloads: number, latency = 20): Concurrency {
  const size = Math.max(50, state.limit);
  return Array.from({ length: size }).reduce<Concurrency>(
    (known, _, index) => observe(known, latency, index < overloads),
    state,
  );
}

describe("requests at a time", () => {
  test("stay at what the connection allows while the server keeps up", () => {
    expect(afterWindow(startConcurrency(32), 0).limit).toBe(32);
  });

  test("are halved once for a burst of refusals, however many they are", () => {
    expect(afterWindow(startConcurrency(32), 50).limit).toBe(16);
    expect(afterWindow(startConcurrency(32), 6).limit).toBe(16);
  });

  test("are left alone by a fault here and there", () => {
    expect(afterWindow(startConcurrency(32), 5).limit).toBe(32);
  });

  test("come back one by one", () => {
    const pressed = afterWindow(startConcurrency(32), 50);
    expect(afterWindow(pressed, 0).limit).toBe(17);
    expect(afterWindow(afterWindow(pressed, 0), 0).limit).toBe(18);
  });

  test("never are none, nor more than the connection allows", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1024 }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 60_000, noNaN: true }), fc.boolean()), {
          maxLength: 3000,
        }),
        (most, answers) => {
          let state = startConcurrency(most);
          for (const [latency, overload] of answers) {
            state = observe(state, latency, overload);
            expect(state.limit).toBeGreaterThanOrEqual(1);
            expect(state.limit).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});
