import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

/** A second folder whose records and lines have faults of every kind, beside one that is sound. */
async function setUpBoth() {
  const bench = await setUp();
  const other = join(bench.folder, "other");
  mkdirSync(other);
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "students.jsonl": [student("s1")],
    "studentSchoolAssociations.jsonl": [enrollment("s1", 1), enrollment("s1", 2)],
  });
  write(other, {
    "schools.jsonl": [school(2, { nameOfInstitution: "x".repeat(100) }), "no JSON", school(3)],
    "studentSchoolAssociations.jsonl": [enrollment("nobody", 1)],
    "unheardOf.jsonl": [{}],
  });
  await bench.client.call("sources.add", { connection: "P", folder: other });
  return { bench, other };
}

const causesOf = (bench: Bench) => bench.client.call("causes.list", { connection: "P", limit: 100 });
const sums = async (bench: Bench) =>
  (await causesOf(bench)).map(({ kind, records, held }) => ({ kind, records, held }));
const remove = (bench: Bench, folder: string) =>
  bench.client.call("sources.remove", { connection: "P", folder });

describe("when a source is removed", () => {
  test("its causes go with it, and those of other sources keep what is theirs", async () => {
    const { bench, other } = await setUpBoth();
    await bench.push();
    expect((await sums(bench)).map(({ kind }) => kind).sort()).toEqual([
      "missing-parent",
      "rejected-line",
      "rejected-line",
      "validation",
    ]);
    await remove(bench, other);
    // School 2 failed: the enrolment of the other folder waits for it until the next push.
    expect(await sums(bench)).toEqual([{ kind: "validation", records: 0, held: 1 }]);
    const [status] = await bench.client.call("status.show", { connection: "P" });
    expect(status?.causes).toBe(1);
    await bench.push();
    expect(await sums(bench)).toEqual([{ kind: "missing-parent", records: 0, held: 1 }]);
  });

  test("no cause is left when it was the only one", async () => {
    const { bench, other } = await setUpBoth();
    await remove(bench, bench.source);
    await bench.push();
    expect(await sums(bench)).not.toEqual([]);
    await remove(bench, other);
    expect(await sums(bench)).toEqual([]);
  });

  test("what was sent stays known, and the rest goes with the next push should it come back", async () => {
    const { bench, other } = await setUpBoth();
    await bench.push();
    await remove(bench, other);
    await bench.client.call("sources.add", { connection: "P", folder: other });
    // School 3 is on the server; school 2 and the enrolment of nobody are tried again.
    const result = await bench.push();
    expect(result).toMatchObject({ failed: 1, rejected: 2, requests: 1, sent: { created: 0, updated: 0 } });
    expect((await sums(bench)).map(({ kind }) => kind).sort()).toEqual([
      "missing-parent",
      "rejected-line",
      "rejected-line",
      "validation",
    ]);
  });

  test("a record that failed after a change is sent again should its folder come back", async () => {
    const { bench, other } = await setUpBoth();
    write(other, { "schools.jsonl": [school(3)], "unheardOf.jsonl": [] });
    await bench.push();
    write(other, { "schools.jsonl": [school(3, { nameOfInstitution: "x".repeat(100) })] });
    await bench.push();
    expect(await sums(bench)).toContainEqual({ kind: "validation", records: 1, held: 0 });
    await remove(bench, other);
    await bench.client.call("sources.add", { connection: "P", folder: other });
    await bench.client.call("sources.scan", { connection: "P" });
    const [status] = await bench.client.call("status.show", { connection: "P" });
    const schools = status?.resources.find(({ resource }) => resource === "/ed-fi/schools");
    expect(schools?.counts).toMatchObject({ sent: 1, changed: 1, failed: 0 });
    expect(await bench.push()).toMatchObject({ failed: 1 });
  });

  test("another connection that sends from it keeps its causes", async () => {
    const { bench, other } = await setUpBoth();
    await bench.client.call("connections.add", { name: "Q", settings: { url: bench.practice.url } });
    await bench.client.call("sources.add", { connection: "Q", folder: other });
    await bench.push({ connection: "Q" });
    await bench.push();
    const before = await bench.client.call("causes.list", { connection: "Q", limit: 100 });
    expect(before.length).toBeGreaterThan(1);
    await remove(bench, other);
    expect(await bench.client.call("causes.list", { connection: "Q", limit: 100 })).toEqual(before);
  });

  test("it stays while a push sends from it", async () => {
    const { bench, other } = await setUpBoth();
    const run = await bench.client.call("push.start", { connection: "P" });
    await expect(remove(bench, other)).rejects.toMatchObject({ code: "conflict" });
    await bench.client.call("runs.result", { run: run.id });
    await remove(bench, other);
  });
});

test("causes clear when all of their records are gone from the files", async () => {
  const { bench, other } = await setUpBoth();
  await bench.push();
  for (const name of ["schools", "studentSchoolAssociations", "unheardOf"])
    rmSync(join(other, `${name}.jsonl`));
  await bench.client.call("sources.scan", { connection: "P" });
  expect(await sums(bench)).toEqual([{ kind: "validation", records: 0, held: 1 }]);
});
