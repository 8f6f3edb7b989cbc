import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { deleted, type Entry, renamed } from "../../electron/core/ledger/entries.ts";
import { recordId } from "../../electron/core/sources/records-store.ts";
import type { Candidate } from "../../electron/core/sync/candidates-store.ts";
import { OutcomeWriter, type Result, type WriterStores } from "../../electron/core/sync/outcome-writer.ts";
import type { RecordNow } from "../../electron/core/sync/state-rows.ts";

const db = new Database(":memory:");
afterAll(() => db.close());

const digest = (letter: string) => Buffer.from(letter.repeat(16));
const candidate = (position: number, changes: Partial<Candidate> = {}) =>
  ({
    id: recordId(7, position),
    key: digest("k"),
    hash: digest("h"),
    state: "new",
    accepted: null,
    cause: null,
    former: null,
    ...changes,
  }) as Candidate;
const accepted = (created: boolean) => ({ serverId: "s", etag: null, created });

/** What the ledger is told of results; `now`: the records as they are, once their source changed them meanwhile. */
function toldOf(results: readonly Result[], now?: RecordNow | "removed"): (Entry & { resource: string })[] {
  const { told, writer } = writerFor(now);
  for (const result of results) writer.add(result);
  writer.end();
  return told;
}

/** A writer whose stores keep nothing but what the ledger is told. */
function writerFor(now?: RecordNow | "removed") {
  const told: (Entry & { resource: string })[] = [];
  const stores = {
    db,
    states: {
      watch: () => () => {},
      isTouched: () => now !== undefined,
      now: () => (now === "removed" ? undefined : now),
      put: () => {},
      endFlight: () => {},
    },
    causes: { add: () => {}, ensure: () => 1 },
    answers: { add: () => {} },
    reshapes: { version: () => 0 },
    sets: { collection: () => ({ resource: "/ed-fi/students" }) },
    ledger: {
      note: (_: number, resource: string, __: number, entries: readonly Entry[]) => {
        told.push(...entries.map((entry) => ({ ...entry, resource })));
      },
    },
  } as unknown as WriterStores;
  return { told, writer: new OutcomeWriter(stores, 1, 1) };
}

describe("an outcome", () => {
  test("is never one of thousands that wait in memory (defect 10)", () => {
    const { told, writer } = writerFor();
    for (let added = 1; added <= 2000; added++) {
      writer.add({ candidate: candidate(added), event: "accept", accepted: accepted(true) });
      expect(added - told.length).toBeLessThan(500);
    }
    writer.end();
    expect(told).toHaveLength(2000);
  });

  test("tells the ledger what the server took: what was new to it, and what it had", () => {
    const results: Result[] = [
      { candidate: candidate(0), event: "accept", accepted: accepted(true) },
      { candidate: candidate(1), event: "accept", accepted: accepted(false), content: digest("c") },
    ];
    expect(toldOf(results)).toEqual([
      { resource: "/ed-fi/students", kind: "created", key: digest("k"), content: digest("h") },
      { resource: "/ed-fi/students", kind: "updated", key: digest("k"), content: digest("c") },
    ]);
  });

  test("of what was refused, is held, or got no answer tells it nothing", () => {
    const events = ["refuse", "hold", "wait", "lose"] as const;
    expect(toldOf(events.map((event, at) => ({ candidate: candidate(at), event })))).toEqual([]);
  });

  test("tells it deletes and changes of keys in their own words", () => {
    const told = [deleted(digest("k")), ...renamed(digest("k"), digest("n"), digest("h"))];
    expect(
      toldOf([{ candidate: candidate(0), event: "accept", ledger: told }]).map(({ kind }) => kind),
    ).toEqual(["deleted", "left", "renamed"]);
  });

  test.each([
    ["changed", { state: "changed", cause: null, former: null, accepted: null, hash: digest("x"), gone: 0 }],
    ["gone", { state: "new", cause: null, former: null, accepted: null, hash: digest("h"), gone: 1 }],
    ["removed", "removed"],
  ] as const)("of a record that was %s while it was on its way tells what the server has", (_, now) => {
    const result: Result = { candidate: candidate(0), event: "accept", accepted: accepted(true) };
    expect(toldOf([result], now)).toMatchObject([{ kind: "created", content: digest("h") }]);
  });
});
