import { describe, expect, test } from "vitest";
import { Circuit } from "../../electron/core/sync/circuit.ts";
import { Lanes } from "../../electron/core/sync/lanes.ts";
import { type Share, SharedLimits } from "../../electron/core/sync/shared-limit.ts";

const host = "https://api.example.org";

/** A run with so many jobs, which end one by one when they are told to. */
function startRun(share: Share, jobs: number, under: { way: number; most: number; done: string[] }) {
  const ending = new AbortController();
  const name = `run ${share.limit}-${jobs}-${under.done.length}`;
  let done = 0;
  const circuit = new Circuit({ patience: 1000, onChange: () => {}, wait: async () => {} });
  const lanes = new Lanes<number>({
    share,
    circuit,
    signal: ending.signal,
    stop: (reason) => ending.abort(reason),
    attempt: async () => {
      under.way += 1;
      under.most = Math.max(under.most, under.way);
      await new Promise(setImmediate);
      under.way -= 1;
      done += 1;
      under.done.push(name);
    },
  });
  for (let job = 0; job < jobs; job++) lanes.add(job);
  return { name, circuit, done: () => done };
}

const newCount = () => ({ way: 0, most: 0, done: [] as string[] });

async function turns(count: number) {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

describe("what a server takes", () => {
  test("is one limit for all who send to it, the largest of theirs, and each keeps its own", async () => {
    const limits = new SharedLimits();
    const under = newCount();
    const small = limits.join(host, { most: 3 });
    const large = limits.join(host, { most: 8 });
    expect([small.limit, large.limit]).toEqual([3, 3]);
    for (let answer = 0; answer < 400; answer++) {
      await large.open(async () => large.note(5, false, large.cuts));
    }
    startRun(small, 100, under);
    startRun(large, 100, under);
    await turns(300);
    expect(under.done).toHaveLength(200);
    expect(under.most).toBeLessThanOrEqual(8);
  });

  test("is of no concern to those who send to another one", () => {
    const limits = new SharedLimits();
    const one = limits.join(host, { most: 16 });
    const other = limits.join("https://other.example.org", { most: 16 });
    for (let refusal = 0; refusal < 10; refusal++) one.note(1, true, one.cuts);
    expect(one.limit).toBeLessThan(16);
    expect(other.limit).toBe(16);
  });

  test.each([1, 2, 5])("goes round where many wait for %i at a time: none starves", async (most) => {
    const limits = new SharedLimits();
    const under = newCount();
    const [first, ...later] = Array.from({ length: 4 }, () => limits.join(host, { most }));
    const runs = [startRun(first as Share, 1000, under)];
    await turns(20);
    for (const share of later) runs.push(startRun(share, 1000, under));
    const before = runs[0]?.done() ?? 0;
    await turns(400);
    const shares = runs.map((run, index) => run.done() - (index === 0 ? before : 0));
    expect(under.most).toBe(most);
    expect(Math.min(...shares)).toBeGreaterThan(20);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(Math.max(...shares) / 4);
  });

  test("is not kept from one connection by another whose own server is down behind it", async () => {
    const limits = new SharedLimits();
    const under = newCount();
    const stuck = limits.join(host, { most: 4 });
    const well = limits.join(host, { most: 4 });
    const down = startRun(stuck, 0, under);
    down.circuit.open();
    const late = startRun(well, 100, under);
    await turns(100);
    expect(late.done()).toBe(100);
  });

  test("is judged by answers to requests that began since it was last decreased", () => {
    const share = new SharedLimits().join(host, { most: 16 });
    const { cuts } = share;
    for (let refusal = 0; refusal < 16; refusal++) share.note(1, true, cuts);
    expect(share.limit).toBe(8);
    for (let refusal = 0; refusal < 16; refusal++) share.note(1, true, share.cuts);
    expect(share.limit).toBeLessThan(8);
  });

  test("is begun anew when nobody was left who sent to it, with what was best", () => {
    const limits = new SharedLimits();
    const share = limits.join(host, { most: 16 });
    for (let refusal = 0; refusal < 100; refusal++) share.note(1, true, share.cuts);
    share.leave();
    expect(limits.join(host, { most: 16, best: 12 }).limit).toBe(12);
  });
});
