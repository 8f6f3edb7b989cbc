import fc from "fast-check";
import { expect, it } from "vitest";
import { apply, applySnapshot, empty, isStale, runningOf, type State } from "../../renderer/state.ts";
import type { AppEvent, Emitted } from "../../shared/contract.ts";
import { RunState } from "../../shared/domain/run.ts";
import { endedRun, progressAt, startedRun } from "../hosts/fake-world.ts";

const connections = ["one", "two", "__proto__"];
const runId = fc.constantFrom("run-1", "run-2", "constructor");

const emitted: fc.Arbitrary<Emitted> = fc.oneof(
  fc.tuple(runId, fc.constantFrom(...connections), fc.constantFrom(...RunState.options)).map(
    ([id, connection, state]): Emitted => ({
      name: "run.changed",
      data: { ...endedRun(startedRun(connection, 1), state, 1), id },
    }),
  ),
  fc.tuple(runId, fc.constantFrom(...connections), fc.nat(1000)).map(
    ([id, connection, done]): Emitted => ({
      name: "run.progress",
      data: progressAt({ ...startedRun(connection, 1), id }, done),
    }),
  ),
  fc.tuple(fc.constantFrom(...connections), fc.nat()).map(
    ([connection, linesRead]): Emitted => ({
      name: "scan.progress",
      data: { connection, files: 1, linesRead },
    }),
  ),
  fc.constant<Emitted>({ name: "data.changed", data: { tables: ["runs"] } }),
);
const told = fc
  .array(emitted, { maxLength: 30 })
  .map((all) => all.map((each, index) => ({ ...each, seq: index + 1 }) as AppEvent));

/** What a person sees of a state. */
function screen({ runs, scans }: State) {
  const shown = [...runs].map(([id, { run, progress }]) => [id, run, progress] as const);
  return {
    runs: shown.toSorted(([left], [right]) => left.localeCompare(right)),
    scans: Object.fromEntries([...scans].map(([id, { linesRead }]) => [`connection ${id}`, linesRead])),
  };
}

it("shows of every run the last thing that the core said", () => {
  fc.assert(
    fc.property(told, (events) => {
      const { runs } = events.reduce(apply, empty);
      for (const [id, heard] of runs) {
        const last = (name: string) =>
          events.findLast(
            (event) =>
              event.name === name &&
              ("id" in event.data ? event.data.id : "run" in event.data && event.data.run) === id,
          );
        expect(heard.run).toEqual(last("run.changed")?.data);
        expect(heard.progress).toEqual(last("run.progress")?.data);
      }
    }),
  );
});

it("shows the same in whatever order the same events arrive, and however often", () => {
  const shuffled = told.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events], {
        minLength: 2 * events.length,
        maxLength: 2 * events.length,
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([events, anyhow]) => {
      const [inOrder, mixed] = [events.reduce(apply, empty), anyhow.reduce(apply, empty)];
      expect(screen(mixed).scans).toEqual(screen(inOrder).scans);
      expect(screen(mixed).runs).toEqual(screen(inOrder).runs);
      expect(mixed.seq).toBe(inOrder.seq);
    }),
  );
});

it("asks again whenever a number was jumped over, and not when none was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (first, step) => {
      const at = (seq: number): AppEvent => ({
        seq,
        name: "scan.progress",
        data: { connection: "one", files: 1, linesRead: 1 },
      });
      const heard = apply(empty, at(first));
      const fresh = applySnapshot(heard, { statuses: [], causes: new Map(), progress: [] }, heard.seq);
      expect(isStale(fresh)).toBe(false);
      expect(isStale(apply(fresh, at(first + step)))).toBe(step > 1);
    }),
  );
});

it("a snapshot takes back nothing that was heard after it was asked for, and forgets what was over before", () => {
  fc.assert(
    fc.property(told, fc.nat(30), (events, askedAt) => {
      const heard = events.reduce(apply, empty);
      const after = applySnapshot(heard, { statuses: [], causes: new Map(), progress: [] }, askedAt);
      for (const [id, { runSeq, progressSeq }] of heard.runs) {
        expect(after.runs.has(id)).toBe(Math.max(runSeq, progressSeq) > askedAt);
      }
    }),
  );
});

it("a connection is sending only while the core has not said that its run ended", () => {
  fc.assert(
    fc.property(told, (events) => {
      const state = events.reduce(apply, empty);
      for (const connection of connections) {
        const running = runningOf(state, connection);
        if (running) expect(state.runs.get(running.run)?.run?.state ?? "running").toBe("running");
      }
    }),
  );
});
