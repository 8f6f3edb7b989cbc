import { describe, expect, test } from "vitest";
import { Circuit, waitFor } from "../../electron/core/sync/circuit.ts";

/** A circuit whose clock stands until it is moved; each wait is kept until the test lets it go. */
function setUp(patience = 60_000) {
  let time = 0;
  let set = 0;
  const waits: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const changes: (number | undefined)[] = [];
  const circuit = new Circuit({
    patience,
    now: () => set + time,
    elapsed: () => time,
    onChange: (downSince) => changes.push(downSince),
    wait: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ milliseconds, end: resolve });
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  const open = () => {
    for (let failure = 0; failure < 8; failure++) circuit.failed();
  };
  const move = (milliseconds: number) => {
    time += milliseconds;
  };
  const setClock = (milliseconds: number) => {
    set += milliseconds;
  };
  return { circuit, waits, changes, open, move, setClock };
}

const never = new AbortController().signal;
/** What a promise has come to by now. */
const soon = (promise: Promise<unknown>) =>
  Promise.race([
    promise.catch((error: Error) => error),
    new Promise((resolve) => setImmediate(() => resolve("waits"))),
  ]);

describe("the circuit", () => {
  test("stays closed while some answers are good", async () => {
    const { circuit, changes } = setUp();
    for (let answer = 0; answer < 70; answer++) {
      if (answer % 7 === 0) circuit.succeeded();
      else circuit.failed();
    }
    expect(circuit.isOpen).toBe(false);
    expect(changes).toEqual([]);
    expect(await circuit.pass(never)).toBe("free");
  });

  test("opens at eight failures in a row, tells since when, and tells the end", () => {
    const { circuit, changes, open, move } = setUp();
    move(5);
    open();
    circuit.failed();
    expect(circuit.isOpen).toBe(true);
    circuit.succeeded();
    expect(circuit.isOpen).toBe(false);
    expect(changes).toEqual([5, undefined]);
  });

  test("lets one probe through at a time, with growing pauses, whatever late answers say", async () => {
    const { circuit, waits, open } = setUp();
    open();
    const all = Array.from({ length: 5 }, () => circuit.pass(never));
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([1000]);
    circuit.failed();
    circuit.failed();
    expect(await soon(Promise.race(all))).toBe("waits");
    waits[0]?.end();
    expect(await all[0]).toBe("probe");
    expect(await soon(Promise.race(all.slice(1)))).toBe("waits");
    for (const pause of [2000, 4000, 8000, 10_000]) {
      circuit.failed();
      circuit.probed();
      await soon(new Promise(() => {}));
      expect(waits.at(-1)?.milliseconds).toBe(pause);
      waits.at(-1)?.end();
      await soon(new Promise(() => {}));
    }
    expect(waits).toHaveLength(5);
  });

  test("nobody looks before the time that the server asked for", async () => {
    const { circuit, waits, open, move } = setUp();
    for (let failure = 0; failure < 7; failure++) circuit.failed(30_000);
    circuit.failed();
    move(10_000);
    const first = circuit.pass(never);
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([20_000]);
    circuit.succeeded();
    await first;
    circuit.failed(30_000);
    circuit.succeeded();
    open();
    void circuit.pass(never);
    expect(waits.at(-1)?.milliseconds).toBe(1000);
  });

  test("a good answer lets everyone go on, and the pauses begin anew at the next outage", async () => {
    const { circuit, waits, open } = setUp();
    open();
    const [probe, ...others] = Array.from({ length: 4 }, () => circuit.pass(never));
    waits[0]?.end();
    await probe;
    circuit.succeeded();
    circuit.probed();
    expect(await Promise.all(others)).toEqual(["free", "free", "free"]);
    open();
    void circuit.pass(never);
    expect(waits.at(-1)?.milliseconds).toBe(1000);
  });

  test("a late answer that is good wakes the one who waits for the time of the next probe", async () => {
    const { circuit, waits, open } = setUp();
    open();
    const first = circuit.pass(never);
    const second = circuit.pass(never);
    circuit.succeeded();
    expect(await soon(Promise.all([first, second]))).toEqual(["free", "free"]);
    open();
    const next = circuit.pass(never);
    expect(waits).toHaveLength(2);
    waits[1]?.end();
    expect(await soon(next)).toBe("probe");
  });

  test("gives up when the server was away for longer than its patience, for all who wait", async () => {
    const { circuit, waits, open, move } = setUp(30_000);
    open();
    const [probe, ...others] = Array.from({ length: 3 }, () => circuit.pass(never));
    waits[0]?.end();
    await probe;
    move(30_001);
    circuit.failed();
    circuit.probed();
    for (const other of others) await expect(other).rejects.toMatchObject({ code: "offline" });
  });

  const hour = 60 * 60_000;

  test("does not give up because the machine slept for a night, but still after its patience when it is awake", async () => {
    const { circuit, waits, open, move } = setUp(30 * 60_000);
    open();
    const first = circuit.pass(never);
    move(8 * hour);
    waits[0]?.end();
    expect(await first).toBe("probe");
    circuit.failed();
    circuit.probed();
    const later = circuit.pass(never);
    await soon(later);
    waits.at(-1)?.end();
    expect(await later).toBe("probe");
    for (let minutes = 0; minutes < 30; minutes++) {
      move(60_000);
      circuit.probed();
      const next = circuit.pass(never);
      const said = await soon(next);
      if (said instanceof Error) return expect(said).toMatchObject({ code: "offline" });
      waits.at(-1)?.end();
      await next;
    }
    throw new Error("It has not given up.");
  });

  test.each([
    ["forward", 24 * hour],
    ["back", -24 * hour],
  ])("keeps its patience and its pauses when somebody sets the clock %s", async (_, by) => {
    const { circuit, waits, setClock, move } = setUp(30_000);
    for (let failure = 0; failure < 8; failure++) circuit.failed(20_000);
    setClock(by);
    move(5000);
    const first = circuit.pass(never);
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([15_000]);
    waits[0]?.end();
    expect(await first).toBe("probe");
    move(30_000);
    circuit.failed();
    circuit.probed();
    await expect(circuit.pass(never)).rejects.toMatchObject({ code: "offline" });
  });

  test("nobody waits any longer when the run ends", async () => {
    const { circuit, open } = setUp();
    open();
    const ending = new AbortController();
    const all = Array.from({ length: 3 }, () => circuit.pass(ending.signal));
    const reason = new Error("the end");
    ending.abort(reason);
    circuit.abort(reason);
    expect(await Promise.allSettled(all)).toEqual(all.map(() => ({ status: "rejected", reason })));
    await expect(circuit.pass(ending.signal)).rejects.toBe(reason);
  });
});

describe("waiting", () => {
  test("ends with the signal, at once when it was aborted before", async () => {
    const ending = new AbortController();
    const waiting = waitFor(1_000_000, ending.signal);
    ending.abort(new Error("the end"));
    await expect(waiting).rejects.toThrow("the end");
    await expect(waitFor(1_000_000, ending.signal)).rejects.toThrow("the end");
  });
});
