import type { Dispatcher } from "undici";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Throttle } from "../../electron/core/api/throttle.ts";
import type { Way } from "../../electron/core/api/types.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A way that only counts, and notes what came after its end. */
function counting() {
  const paths: string[] = [];
  let ended = false;
  const way: Way = {
    dispatch: ({ path }) => {
      paths.push(ended ? `late ${path}` : path);
      return true;
    },
    destroy: async () => {
      ended = true;
    },
  };
  return { paths, way };
}

const request = (path: string): Dispatcher.DispatchOptions => ({ path, method: "GET" });

test.each([
  [1, 20_000, 20],
  [10, 10_000, 100],
  [100, 10_000, 1000],
  [2000, 5_000, 10_000],
])("%i requests a second: in %i ms go %i, and no more", (rate, time, expected) => {
  const { paths, way } = counting();
  const throttle = new Throttle(way, rate);
  for (let count = 0; count < expected * 2; count += 1) throttle.dispatch(request(String(count)), {});
  vi.advanceTimersByTime(time);
  // A twentieth of a second may be caught up on at once.
  expect(paths.length).toBeGreaterThanOrEqual(expected * 0.97);
  expect(paths.length).toBeLessThanOrEqual(expected + Math.max(1, rate / 20) + 1);
  expect(paths).toEqual(paths.map((_, index) => String(index)));
});

test("a pause is not saved up", () => {
  const { paths, way } = counting();
  const throttle = new Throttle(way, 10);
  throttle.dispatch(request("first"), {});
  vi.advanceTimersByTime(60_000);
  for (let count = 0; count < 50; count += 1) throttle.dispatch(request("later"), {});
  expect(paths.length).toBe(2);
  vi.advanceTimersByTime(1000);
  expect(paths.length).toBe(12);
});

test("less than one a second is kept too", () => {
  const { paths, way } = counting();
  const throttle = new Throttle(way, 0.1);
  for (let count = 0; count < 3; count += 1) throttle.dispatch(request(String(count)), {});
  vi.advanceTimersByTime(9_000);
  expect(paths).toEqual(["0"]);
  vi.advanceTimersByTime(1_000);
  expect(paths).toEqual(["0", "1"]);
});

test("what waits at the end is handed on, so that it is answered", async () => {
  const { paths, way } = counting();
  const throttle = new Throttle(way, 1);
  for (const path of ["a", "b", "c"]) throttle.dispatch(request(path), {});
  await throttle.destroy();
  expect(paths).toEqual(["a", "late b", "late c"]);
  vi.advanceTimersByTime(10_000);
  expect(paths).toHaveLength(3);
});
