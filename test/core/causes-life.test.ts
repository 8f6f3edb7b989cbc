import { expect, test } from "vitest";
import type { AppEvent } from "../../shared/contract.ts";
import { agency, atEnd, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";
import { causesOf } from "./small-district.ts";

const ids = ["a", "b", "c"];
const all = ["Create", "Read", "Update", "Delete"] as const;
/** A school whose name is too long, and the enrolments that wait for it. */
const refused = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(80) })],
  "students.jsonl": ids.map((id) => student(id)),
  "studentSchoolAssociations.jsonl": ids.map((id) => enrollment(id, 1)),
};
const mended = { "schools.jsonl": [school(1)] };
const scan = ({ client }: Bench) => client.call("sources.scan", { connection: "P" });
const summary = ({ client }: Bench) => client.call("causes.summary", { connection: "P" });
const show = ({ client }: Bench, cause: string) => client.call("causes.show", { connection: "P", cause });

function openings(bench: Bench): string[] {
  const told: string[] = [];
  const hear = (event: AppEvent) => event.name === "cause.opened" && told.push(event.data.cause.title);
  atEnd(bench.core.listen(hear));
  return told;
}

test("a mended parent and all that waits for it are ready under their cause, go with the next push, and clear it with its history", async () => {
  const bench = await setUp();
  const told = openings(bench);
  write(bench.source, refused);
  const first = await bench.push();
  expect(first).toMatchObject({ failed: 1, blocked: 3 });
  const [cause] = await causesOf(bench);
  expect(cause).toMatchObject({ records: 1, held: 3, repaired: 0, releases: 4, ready: 0 });
  expect(told).toEqual([cause?.title]);
  const id = cause?.id ?? "";

  const again = await bench.push();
  expect(again, "nothing is sent again because time passed").toMatchObject({
    requests: 0,
    failed: 1,
    blocked: 3,
  });

  write(bench.source, mended);
  await scan(bench);
  expect(await causesOf(bench)).toMatchObject([
    { id, records: 0, held: 3, repaired: 1, releases: 4, ready: 4 },
  ]);
  expect(await summary(bench)).toMatchObject({ open: 1, cleared: 0, releases: 4, ready: 4 });
  const listed = await bench.client.call("causes.records", { connection: "P", cause: id });
  expect(listed.map(({ state }) => state)).toEqual(["changed", "blocked", "blocked", "blocked"]);
  for (const offset of [0, 1, 3])
    expect(
      await bench.client.call("causes.records", { connection: "P", cause: id, offset, limit: 2 }),
    ).toEqual(listed.slice(offset, offset + 2));

  const sent = await bench.push();
  expect(sent).toMatchObject({ exitStatus: 0, causes: [] });
  expect(await causesOf(bench)).toEqual([]);
  expect(await summary(bench)).toMatchObject({ open: 0, cleared: 1, releases: 0, ready: 0 });
  const cleared = await show(bench, id);
  expect(cleared).toMatchObject({ releases: 0, clearedAt: expect.any(String) });
  expect(cleared.history).toMatchObject([
    { run: sent.run, before: 4, after: 0, accepted: 4, withdrawn: 0 },
    { why: "source", before: 4, after: 4, mended: 1 },
    { run: first.run, before: 0, after: 4, joined: 4 },
  ]);
  expect(cleared.trend).toHaveLength(30);
  expect(await bench.client.call("causes.list", { connection: "P", cleared: true })).toMatchObject([{ id }]);
  expect(told).toHaveLength(1);
});

test("a cause that comes back is the same one, opened again and told again", async () => {
  const bench = await setUp();
  const told = openings(bench);
  write(bench.source, refused);
  await bench.push();
  write(bench.source, mended);
  await bench.push();
  write(bench.source, { "schools.jsonl": [school(1, { nameOfInstitution: "y".repeat(80) })] });
  await bench.push();
  const [cause, ...others] = await causesOf(bench);
  expect(others).toEqual([]);
  expect(cause).not.toHaveProperty("clearedAt");
  const { history } = await show(bench, cause?.id ?? "");
  expect(history.map(({ before, after }) => [before, after])).toEqual([
    [0, 1],
    [4, 0],
    [4, 4],
    [0, 4],
  ]);
  expect(told).toHaveLength(2);
});

test("a record that is refused again stays under its cause, and one that left the files is withdrawn from it", async () => {
  const bench = await setUp();
  write(bench.source, refused);
  await bench.push();
  write(bench.source, { "schools.jsonl": [school(1, { nameOfInstitution: "z".repeat(90) })] });
  await bench.push();
  const [cause] = await causesOf(bench);
  expect(cause).toMatchObject({ records: 1, held: 3, repaired: 0, ready: 0 });

  write(bench.source, { "studentSchoolAssociations.jsonl": [], "schools.jsonl": [] });
  await bench.push();
  expect(await causesOf(bench)).toEqual([]);
  const { history } = await show(bench, cause?.id ?? "");
  expect(history[0]).toMatchObject({ after: 0, accepted: 0 });
});

test("a parent that turns up in the files makes ready what waited for it, before anything is sent", async () => {
  const bench = await setUp();
  write(bench.source, { ...refused, "schools.jsonl": [school(2)] });
  await bench.push();
  const [cause] = await causesOf(bench);
  expect(cause).toMatchObject({ kind: "missing-parent", releases: 3, ready: 0 });
  write(bench.source, { "schools.jsonl": [school(2), school(1)] });
  await scan(bench);
  expect(await causesOf(bench)).toMatchObject([{ releases: 3, ready: 3 }]);
  write(bench.source, { "schools.jsonl": [school(2)] });
  await scan(bench);
  expect(await causesOf(bench), "it is gone again").toMatchObject([{ releases: 3, ready: 0 }]);
});

test("what a code held is ready once it is mapped, and what waits behind it, too", async () => {
  const bench = await setUp();
  const coded = { gradeLevels: [{ gradeLevelDescriptor: "NINE" }] };
  write(bench.source, { ...refused, "schools.jsonl": [school(1, coded)] });
  await bench.push();
  expect(await causesOf(bench)).toMatchObject([
    { topic: "descriptor.unmapped", records: 0, held: 4, ready: 0 },
  ]);
  await bench.client.call("descriptors.map", {
    connection: "P",
    mappings: [{ type: "gradeLevel", code: "NINE", uri: "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade" }],
  });
  expect(await causesOf(bench)).toMatchObject([{ held: 3, repaired: 1, releases: 4, ready: 4 }]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, causes: [] });
});

test("a resource that is switched on makes ready what waited for its records", async () => {
  const bench = await setUp();
  write(bench.source, { ...refused, ...mended });
  const save = (off: string[]) => bench.client.call("profile.save", { connection: "P", profile: { off } });
  await save(["/ed-fi/schools"]);
  await bench.push();
  expect(await causesOf(bench)).toMatchObject([{ topic: "waiting.switched-off", held: 3, ready: 0 }]);
  await save([]);
  expect(await causesOf(bench)).toMatchObject([{ held: 3, ready: 3 }]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, causes: [] });
});

test("records that the key may write now are ready as soon as the server says so", async () => {
  const less = { "/ed-fi/localEducationAgencies": all, "/ed-fi/schools": all, "/ed-fi/students": all };
  const more = { ...less, "/ed-fi/studentSchoolAssociations": all };
  const second = { key: "second", secret: "second-secret" };
  const claims = { name: "Vendor", resources: less };
  const keys = [{ ...second, claims: { name: "Vendor", resources: more } }];
  const bench = await setUp({ claims, keys }, { credentials: "keychain" });
  write(bench.source, { ...refused, ...mended });
  await bench.push();
  await bench.client.call("permissions.show", { connection: "P", refresh: true });
  expect(await causesOf(bench), "nothing was granted").toMatchObject([
    { kind: "permission", records: 3, ready: 0 },
  ]);
  await bench.client.call("connections.rotate", { connection: "P", credentials: second });
  expect(await causesOf(bench)).toMatchObject([{ records: 0, repaired: 3, ready: 3 }]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, causes: [] });
});
