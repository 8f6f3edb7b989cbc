import { describe, expect, test } from "vitest";
import type { Input } from "../../shared/contract.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const connection = "P";
const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const students = "/ed-fi/students";
const enrollments = "/ed-fi/studentSchoolAssociations";
const coded = (id: string, schoolId: number, code: string, more: object = {}) =>
  enrollment(id, schoolId, { entryGradeLevelDescriptor: code, ...more });

type Filter = Omit<Input<"records.find">, "connection">;

/** Asks on until the search is at its end. */
async function find({ client }: Bench, filter: Filter): Promise<RecordLine[]> {
  const lines: RecordLine[] = [];
  for (let after: string | undefined; ; ) {
    const found = await client.call("records.find", { connection, ...filter, ...(after && { after }) });
    lines.push(...found.lines);
    if (found.next === undefined) return lines;
    expect(found.searched).toBeLessThan(found.of);
    after = found.next;
  }
}
const names = (lines: readonly RecordLine[]) => lines.map(({ resource, label }) => `${resource} ${label}`);

/** Two schools; a student who is enrolled, one whose code is not mapped, one whose own line is no record. */
async function someDistrict(): Promise<Bench> {
  const bench = await setUp();
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1), school(2)],
    "students.jsonl": [
      student("700004822"),
      student("700014823"),
      // No record: a name is a text.
      student("700099999", { firstName: { first: "Practice" } }),
      // As some systems write what is beyond ASCII, and what they take for dangerous.
      '{"studentUniqueId":"\\u00c4X\\u00257!","firstName":"Practice","lastSurname":"Pupil","birthDate":"2012-03-04"}',
    ],
    "studentSchoolAssociations.jsonl": [
      coded("700004822", 1, "09"),
      coded("700014823", 2, "??", { entryDate: "2026-09-01" }),
      coded("700099999", 2, ninth),
    ],
  });
  await bench.client.call("descriptors.map", {
    connection,
    mappings: [{ type: "/ed-fi/gradeLevelDescriptors", code: "09", uri: ninth }],
  });
  await bench.push();
  // From here on there is no server to be asked.
  await bench.practice.close();
  return bench;
}

describe("what is known of records, with the server out of reach", () => {
  const idOf = async (bench: Bench, filter: Filter) => (await find(bench, filter))[0]?.id ?? "";

  test("is found by any part of a natural key, and so is what refers to it, what is sent first coming first", async () => {
    const bench = await someDistrict();
    expect(names(await find(bench, { find: "4822" }))).toEqual([
      `${students} studentUniqueId 700004822`,
      `${enrollments} entryDate 2026-08-17, schoolId 1, studentUniqueId 700004822`,
    ]);
    expect(await find(bench, { find: "0482 09-01" })).toEqual([]);
    expect(names(await find(bench, { find: "1482 09-01" }))).toHaveLength(1);
    // What is in a record and not in its key is not searched: nobody looks for "Practice" to find all of it.
    expect(await find(bench, { find: "Practice", resource: students })).toEqual([]);
    // However its file spells it, and no letter of a search means another one.
    expect(await find(bench, { find: "äx" })).toHaveLength(1);
    expect(await find(bench, { find: "x%7" })).toHaveLength(1);
    expect(await find(bench, { find: "7!" })).toHaveLength(1);
    expect(await find(bench, { find: "70%22" })).toEqual([]);
    expect(await find(bench, { find: "7_0004822" })).toEqual([]);
  });

  test("is narrowed by resource, state, cause, school, days and file, page by page", async () => {
    const bench = await someDistrict();
    expect(names(await find(bench, { resource: enrollments, states: ["blocked"] }))).toHaveLength(2);
    expect(await find(bench, { states: ["sent"], resource: students })).toHaveLength(3);
    const [cause] = (await bench.client.call("causes.list", { connection })).filter(
      ({ kind }) => kind === "descriptor",
    );
    expect(names(await find(bench, { cause: cause?.id ?? "" }))).toEqual([
      `${enrollments} entryDate 2026-09-01, schoolId 2, studentUniqueId 700014823`,
    ]);
    // The school, its students, and what is theirs.
    expect(names(await find(bench, { school: "1" }))).toEqual([
      `${students} studentUniqueId 700004822`,
      "/ed-fi/schools schoolId 1",
      `${enrollments} entryDate 2026-08-17, schoolId 1, studentUniqueId 700004822`,
    ]);
    expect(await find(bench, { school: "2" })).toHaveLength(4);
    expect(names(await find(bench, { school: "002", find: "4823", limit: 1 }))).toHaveLength(2);
    // A district's id is no school's: what refers to it, and not all that is in it.
    expect(await find(bench, { school: String(agency.localEducationAgencyId) })).toHaveLength(3);
    expect(await find(bench, { dateFrom: "2026-09-01", dateTo: "2026-09-30" })).toHaveLength(1);
    expect(await find(bench, { file: "schools.jsonl" })).toHaveLength(2);
    expect(await find(bench, { changedSince: "2020-01-01T00:00:00Z" })).toHaveLength(9);
    expect(await find(bench, { changedSince: "2100-01-01T00:00:00Z" })).toEqual([]);
    const all = await find(bench, {});
    for (const limit of [1, 2, 3, 4]) expect(await find(bench, { limit })).toEqual(all);
    expect(new Set(all.map(({ id }) => id)).size).toBe(9);
  });

  test("is shown with its key, its parents, what is sent in place of its codes, and what was sent when", async () => {
    const bench = await someDistrict();
    const id = await idOf(bench, { resource: enrollments, states: ["sent"] });
    const shown = await bench.client.call("records.show", { connection, id });
    expect(shown).toMatchObject({
      label: "entryDate 2026-08-17, schoolId 1, studentUniqueId 700004822",
      body: { entryGradeLevelDescriptor: "09" },
      shaped: { entryGradeLevelDescriptor: ninth },
      mapped: [{ path: "$.entryGradeLevelDescriptor", code: "09", state: "mapped", target: ninth }],
      parents: [
        { role: "schoolReference", resource: "/ed-fi/schools", label: "schoolId 1", state: "sent" },
        { role: "studentReference", resource: students, label: "studentUniqueId 700004822", state: "sent" },
      ],
      sends: [{ what: "created" }],
    });
    const source = await bench.client.call("records.source", { connection, id });
    expect(source).toMatchObject({ file: "studentSchoolAssociations.jsonl", line: 1, state: "same" });
    expect(JSON.parse(source.text ?? "")).toEqual(shown.body);
  });

  test("tells what stands in the way: a code, a parent in a line that is no record, an accepted example, and what hangs on it", async () => {
    const bench = await someDistrict();
    const id = await idOf(bench, { find: "700099999" });
    const shown = await bench.client.call("records.show", { connection, id });
    expect(shown.parents.find(({ role }) => role === "studentReference")).toMatchObject({
      resource: students,
      label: "studentUniqueId 700099999",
      rejected: { file: "students.jsonl", line: 3 },
    });
    const other = await idOf(bench, { find: "700014823", resource: enrollments });
    expect(await bench.client.call("records.show", { connection, id: other })).toMatchObject({
      mapped: [{ code: "??", state: "unmapped" }],
      shaped: { entryGradeLevelDescriptor: "??" },
      sends: [],
    });
    const example = await bench.client.call("records.example", { connection, id: other });
    expect(example).toMatchObject({ line: { state: "sent" }, body: { entryGradeLevelDescriptor: "09" } });
    const ofItself = await bench.client.call("records.example", { connection, id: example?.line.id ?? "" });
    expect(ofItself).toBeNull();
    // What hangs on it, counted by resource and state.
    const school2 = (await find(bench, { resource: "/ed-fi/schools" }))[1]?.id ?? "";
    const children = await bench.client.call("records.children", { connection, id: school2, limit: 1 });
    expect(children.lines).toHaveLength(1);
    expect(children.counts).toEqual([{ resource: enrollments, state: "blocked", records: 2 }]);
    // What the server has now is asked for, and said to be out of reach; every list answers as ever.
    const accepted = await idOf(bench, { resource: students, states: ["sent"] });
    await expect(
      bench.client.call("records.theirs", { connection, id: accepted, whole: true }),
    ).rejects.toMatchObject({
      code: "offline",
    });
    expect(await bench.client.call("runs.list", { connection })).toHaveLength(1);
    expect(await bench.client.call("submissions.list", { connection })).toHaveLength(1);
    expect((await bench.client.call("journal.list", {})).lines.length).toBeGreaterThan(0);
    const [cause] = await bench.client.call("causes.list", { connection });
    expect(
      await bench.client.call("causes.records", { connection, cause: cause?.id ?? "" }),
    ).not.toHaveLength(0);
  });
});

test("a line that is another one by now, or gone with its file, is not shown as a record's", async () => {
  const bench = await setUp();
  write(bench.source, { "students.jsonl": [student("1"), student("2")] });
  await bench.client.call("sources.scan", { connection });
  const [line] = await find(bench, { find: "2" });
  const source = () => bench.client.call("records.source", { connection, id: line?.id ?? "" });
  expect(await source()).toMatchObject({ line: 2, state: "same" });
  write(bench.source, { "students.jsonl": [student("1"), student("3")] });
  expect(await source()).toEqual({ file: "students.jsonl", line: 2, state: "changed" });
  write(bench.source, { "students.jsonl": [student("1")] });
  expect(await source()).toMatchObject({ state: "missing" });
});
