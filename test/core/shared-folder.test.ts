import { describe, expect, test } from "vitest";
import { agency, type Bench, school, setUp, student, write } from "./harness.ts";

/** A second connection to the same server, which sends from the same folder. */
async function withSecond(bench: Bench): Promise<(request?: Record<string, unknown>) => Promise<unknown>> {
  await bench.client.call("connections.add", { name: "Q", settings: { url: bench.practice.url } });
  await bench.client.call("sources.add", { connection: "Q", folder: bench.source });
  return (request) => bench.push({ connection: "Q", ...request });
}

const students = (bench: Bench) =>
  bench.practice
    .items("/ed-fi/students")
    .map(({ body }) => body as { studentUniqueId: string; firstName: string })
    .map(({ studentUniqueId, firstName }) => `${studentUniqueId} ${firstName}`)
    .sort();
const countsOf = async (bench: Bench, resource: string) => {
  const [status] = await bench.client.call("status.show", { connection: "P" });
  const found = status?.resources.find((one) => one.resource === resource);
  return Object.fromEntries(Object.entries(found?.counts ?? {}).filter(([, n]) => n > 0));
};

/** Pushes P; once its records are on their way, writes the files anew and reads them for Q. */
async function changeMeanwhile(bench: Bench, files: Parameters<typeof write>[1]) {
  const answered = () => Object.values(bench.practice.counts().byStatus).reduce((sum, n) => sum + n, 0);
  const before = { requests: bench.practice.counts().dataRequests, answered: answered() };
  const run = await bench.client.call("push.start", { connection: "P" });
  await expect
    .poll(() => bench.practice.counts().dataRequests, { interval: 5 })
    .toBeGreaterThan(before.requests);
  write(bench.source, files);
  await bench.client.call("sources.scan", { connection: "Q" });
  expect(answered(), "the answers are still to come").toBe(before.answered);
  return bench.client.call("runs.result", { run: run.id });
}

describe("two connections that send from one folder", () => {
  test("each sends everything, and a later change goes to both", async () => {
    const bench = await setUp();
    const pushSecond = await withSecond(bench);
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
    });
    expect(await bench.push()).toMatchObject({ sent: { created: 3 }, exitStatus: 0 });
    expect(await pushSecond()).toMatchObject({ sent: { updated: 3 }, exitStatus: 0 });
    write(bench.source, { "schools.jsonl": [school(1), school(2, { nameOfInstitution: "Renamed" })] });
    expect(await bench.push()).toMatchObject({ requests: 1, exitStatus: 0 });
    expect(await pushSecond()).toMatchObject({ requests: 1, exitStatus: 0 });
  });

  test("what changes while it is on its way goes again with the next push", async () => {
    const bench = await setUp();
    await withSecond(bench);
    bench.practice.setLatency(700);
    write(bench.source, { "students.jsonl": [student("1"), student("2")] });
    const result = await changeMeanwhile(bench, {
      "students.jsonl": [student("1"), student("2", { firstName: "Later" })],
    });
    expect(result).toMatchObject({ sent: { created: 2 }, left: 1, exitStatus: 1 });
    expect(await countsOf(bench, "/ed-fi/students")).toEqual({ sent: 1, changed: 1 });
    // It exists, and nothing gives this key the right to update it: that is the answer to the new content.
    expect(await bench.push()).toMatchObject({ requests: 1, waiting: 1, left: 0 });
  });

  test("what leaves the files while it is on its way is known to be on the server, and gone", async () => {
    const bench = await setUp();
    await withSecond(bench);
    bench.practice.setLatency(700);
    write(bench.source, { "students.jsonl": [student("1"), student("2")] });
    await changeMeanwhile(bench, { "students.jsonl": [student("1")] });
    expect(await countsOf(bench, "/ed-fi/students")).toEqual({ sent: 1, gone: 1 });
    write(bench.source, { "students.jsonl": [student("1"), student("2")] });
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
    expect(await countsOf(bench, "/ed-fi/students")).toEqual({ sent: 2 });
    expect(students(bench)).toEqual(["1 Practice", "2 Practice"]);
  });

  test("what is changed back while its change is on its way goes back to the server too", async () => {
    const bench = await setUp();
    await withSecond(bench);
    bench.practice.setLatency(700);
    const named = (nameOfInstitution: string) => ({
      "localEducationAgencies.jsonl": [{ ...agency, nameOfInstitution }],
    });
    write(bench.source, named("First"));
    await bench.push();
    write(bench.source, named("Second"));
    expect(await changeMeanwhile(bench, named("First"))).toMatchObject({ left: 1 });
    expect(await bench.push()).toMatchObject({ requests: 1, exitStatus: 0 });
    expect(bench.practice.items("/ed-fi/localEducationAgencies")[0]?.body).toMatchObject({
      nameOfInstitution: "First",
    });
  });

  test("what comes back into the files is sent by the connection that never saw it", async () => {
    const bench = await setUp();
    const pushSecond = await withSecond(bench);
    write(bench.source, { "students.jsonl": [student("1"), student("2"), student("3")] });
    await bench.push();
    write(bench.source, { "students.jsonl": [student("1"), student("3")] });
    expect(await pushSecond()).toMatchObject({ planned: 2 });
    write(bench.source, { "students.jsonl": [student("1"), student("2"), student("3")] });
    expect(await pushSecond()).toMatchObject({ planned: 3, left: 0 });
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
  });

  test("a connection that is removed leaves the other one as it was", async () => {
    const bench = await setUp();
    const pushSecond = await withSecond(bench);
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
    });
    await bench.push();
    await pushSecond();
    await bench.client.call("connections.remove", { connection: "P" });
    write(bench.source, { "schools.jsonl": [school(1)] });
    expect(await pushSecond()).toMatchObject({ requests: 0, exitStatus: 0 });
    write(bench.source, { "schools.jsonl": [school(1), school(2)] });
    expect(await pushSecond()).toMatchObject({ requests: 0, exitStatus: 0 });
  });
});
