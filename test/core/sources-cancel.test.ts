import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type Bench, school, setUp, student, write } from "./harness.ts";

const many = Array.from({ length: 40_000 }, (_, index) => student(String(index)));
const scan = ({ client }: Bench) => client.call("sources.scan", { connection: "P" });

/** Starts a scan; once it is in the middle of the students, `act` is done. */
async function inTheMiddle(bench: Bench, act: () => unknown) {
  const reading = new Promise<void>((resolve) => {
    bench.client.listen((event) => {
      if (event.name === "scan.progress" && event.data.linesRead > 2) resolve();
    });
  });
  const scanning = scan(bench);
  scanning.catch(() => {});
  await reading;
  await act();
  return scanning;
}

async function withManyStudents() {
  const bench = await setUp();
  write(bench.source, { "schools.jsonl": [school(1), school(2)], "students.jsonl": many });
  return bench;
}

describe("a scan that is cancelled", () => {
  test("says so, keeps the files that were read, and is gone on with by the next one", async () => {
    const bench = await withManyStudents();
    const cancel = () => bench.client.call("sources.cancel", { connection: "P" });
    await expect(inTheMiddle(bench, cancel)).rejects.toMatchObject({
      code: "cancelled",
      message: expect.stringContaining("goes on from there"),
    });
    const [source] = await bench.client.call("sources.list", { connection: "P" });
    expect(source?.records).toBeGreaterThanOrEqual(2);
    expect(source?.records).toBeLessThan(40_002);
    let linesRead = 0;
    bench.client.listen((event) => {
      if (event.name === "scan.progress") linesRead = event.data.linesRead;
    });
    expect(await scan(bench)).toMatchObject({ records: 40_002, gone: 0, rejectedTotal: 0 });
    expect(linesRead, "the schools were not read again").toBe(40_000);
    expect(await scan(bench)).toMatchObject({ records: 40_002, new: 0, changed: 0 });
  });

  test("tells the lines that were rejected until then, and none that are no longer there", async () => {
    const bench = await setUp();
    write(bench.source, { "schools.jsonl": ["{"], "students.jsonl": ["[", ...many] });
    await scan(bench);
    write(bench.source, { "schools.jsonl": [school(1), "{"], "students.jsonl": many.toReversed() });
    const cancel = () => bench.client.call("sources.cancel", { connection: "P" });
    await expect(inTheMiddle(bench, cancel)).rejects.toMatchObject({ code: "cancelled" });
    const causes = await bench.client.call("causes.list", { connection: "P" });
    expect(causes).toMatchObject([{ resources: ["/ed-fi/schools"], example: { line: 2 } }]);
  });

  test("is one that runs: else there is nothing to cancel", async () => {
    const bench = await setUp();
    await expect(bench.client.call("sources.cancel", { connection: "P" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("by the end of Steward is saved first", async () => {
    const bench = await withManyStudents();
    await expect(inTheMiddle(bench, bench.core.close)).rejects.toMatchObject({ code: "cancelled" });
    const next = await bench.restart();
    expect(await scan(next)).toMatchObject({ records: 40_002, rejectedTotal: 0 });
  });

  test("by the removal of its connection: nothing of its records is left, and others are read as before", async () => {
    const bench = await withManyStudents();
    const remove = () => bench.client.call("connections.remove", { connection: "P" });
    await expect(inTheMiddle(bench, remove)).rejects.toMatchObject({ code: "cancelled" });
    await bench.core.close();
    const db = new Database(join(bench.home, "steward.db"), { readonly: true });
    const left = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(["records", "collections", "record_sets"].map(left)).toEqual([0, 0, 0]);
    db.close();
  });

  test("by nothing that is refused: a connection that sends stays, and is told so while its push still reads", async () => {
    const bench = await withManyStudents();
    const reading = new Promise<void>((resolve) => {
      bench.client.listen((event) => event.name === "run.progress" && event.data.linesRead > 2 && resolve());
    });
    const { id } = await bench.client.call("push.start", { connection: "P" });
    await reading;
    await expect(bench.client.call("connections.remove", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
    });
    const [source] = await bench.client.call("sources.list", { connection: "P" });
    expect(source?.records, "the reading goes on").toBeLessThan(40_002);
    await bench.client.call("push.cancel", { run: id });
  });
});
