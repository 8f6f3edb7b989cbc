import { describe, expect, test } from "vitest";
import { idsOfRun, type KeptRecord, keptRecords } from "./chosen.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";
import { causesOf, district, statesOf } from "./small-district.ts";

const idsWhere = (bench: Bench, wanted: (record: KeptRecord) => boolean): number[] =>
  keptRecords(bench.home)
    .filter(wanted)
    .map(({ id }) => id);
const named = (ids: readonly number[]) => ids.map(String);
const ofStudent =
  (...people: readonly string[]) =>
  ({ resource, body }: KeptRecord) =>
    resource === "/ed-fi/students" && people.includes(String(body.studentUniqueId));
const preview = (bench: Bench, request: object) =>
  bench.client.call("push.preview", { connection: "P", ...request });

/** Sends, and expects of the preview and of the server's log that it was exactly these. */
async function expectSent(bench: Bench, request: Record<string, unknown>, ids: readonly number[]) {
  expect((await preview(bench, request)).planned).toBe(ids.length);
  const before = bench.practice.log().filter(({ method }) => method === "POST").length;
  const result = await bench.push(request);
  expect(idsOfRun(bench.home, result.run)).toEqual(ids);
  expect(bench.practice.log().filter(({ method }) => method === "POST")).toHaveLength(before + ids.length);
  return result;
}

describe("a push of chosen records", () => {
  test("sends one record, and only what the server has not got of it unless it is forced", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    await bench.push();
    const records = named(idsWhere(bench, ofStudent("2")));
    expect(await bench.push({ records })).toMatchObject({ planned: 0, requests: 0, sent: { unchanged: 1 } });
    await expectSent(bench, { records, force: true }, idsWhere(bench, ofStudent("2")));
    write(bench.source, {
      "students.jsonl": ["1", "2", "3"].map((id) => student(id, { firstName: "Renamed" })),
    });
    const result = await expectSent(bench, { records }, idsWhere(bench, ofStudent("2")));
    expect(result).toMatchObject({ exitStatus: 0, left: 0, sent: { updated: 1 } });
    expect(await statesOf(bench, "/ed-fi/students")).toEqual({ sent: 1, changed: 2 });
  });

  test("says what would leave the machine: how many of which resource, how many bytes, and what was chosen", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    await bench.push();
    const ids = idsWhere(bench, ofStudent("1", "3"));
    const bytes = keptRecords(bench.home)
      .filter(ofStudent("1", "3"))
      .reduce((sum, { body }) => sum + JSON.stringify(body).length, 0);
    expect(await preview(bench, { records: named(ids), force: true })).toMatchObject({
      planned: 2,
      unchanged: 0,
      resources: [{ resource: "/ed-fi/students", new: 0, changed: 0, again: 2 }],
      selection: ["Named records: 2."],
      bytes,
    });
    expect(await preview(bench, { records: named(ids) })).toMatchObject({
      planned: 0,
      unchanged: 2,
      bytes: 0,
    });
    expect(await preview(bench, {})).not.toHaveProperty("selection");
  });

  test("counts at once what was read last, where the files need not be looked at", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2"]));
    await bench.push();
    write(bench.source, {
      "students.jsonl": ["1", "2", "3"].map((id) => student(id, { firstName: "Renamed" })),
    });
    const schools = { schools: ["1"] };
    expect(await preview(bench, { ...schools, read: false })).toMatchObject({ planned: 0 });
    expect(await preview(bench, schools)).toMatchObject({ planned: 2 });
    expect(await preview(bench, { ...schools, read: false })).toMatchObject({ planned: 2 });
  });

  test("refuses what cannot be chosen, in a sentence", async () => {
    const bench = await setUp();
    write(bench.source, district(["1"]));
    await bench.push();
    const refusals: readonly (readonly [Record<string, unknown>, string])[] = [
      [{ records: ["7"] }, "no record 7"],
      [{ records: ["x"] }, "no record x"],
      [{ causes: ["99"] }, "no cause 99"],
      [{ resources: ["students"], dateFrom: "2026-08-17" }, "students have no date"],
      [{ schools: ["255901"] }, "another organization than a school"],
      [{ resources: ["schools"], records: named(idsWhere(bench, ofStudent("1"))) }, "not to be sent"],
    ];
    for (const [request, sentence] of refusals) {
      await expect(preview(bench, request)).rejects.toThrow(sentence);
      expect((await bench.push(request)).reason).toContain(sentence);
    }
  });

  test("sends the records of a cause, failed and held and mended where they come from, and no others", async () => {
    const bench = await setUp();
    const long = { firstName: "x".repeat(200) };
    write(bench.source, {
      ...district(["1", "2", "3", "4"]),
      "students.jsonl": [
        student("1", long),
        student("2", long),
        student("3"),
        student("4", { birthDate: "soon" }),
      ],
    });
    await bench.push();
    const [cause] = (await causesOf(bench)).filter(({ releases }) => releases === 4);
    const ofCause = idsWhere(
      bench,
      ({ resource, body }) =>
        ofStudent("1", "2")({ resource, body } as KeptRecord) ||
        (resource === "/ed-fi/studentSchoolAssociations" &&
          ["1", "2"].includes((body.studentReference as { studentUniqueId: string }).studentUniqueId)),
    );
    expect(ofCause).toHaveLength(4);
    const causes = [cause?.id ?? ""];
    expect(await preview(bench, { causes })).toMatchObject({ planned: 4 });
    write(bench.source, {
      "students.jsonl": [
        student("1"),
        student("2", long),
        student("3"),
        student("4", { birthDate: "later" }),
      ],
    });
    // The reading of the preview takes the mended one from its cause; it is one of the cause's all the same.
    expect(await preview(bench, { causes })).toMatchObject({ planned: 4 });
    const result = await bench.push({ causes });
    expect(result).toMatchObject({ planned: 4, failed: 1, blocked: 1, left: 0, sent: { created: 2 } });
    expect(idsWhere(bench, ({ run }) => run === Number(result.run))).toEqual(
      expect.arrayContaining(idsWhere(bench, ofStudent("1", "2"))),
    );
    expect(await statesOf(bench, "/ed-fi/students")).toEqual({ sent: 2, failed: 1, changed: 1 });
    expect(await preview(bench, { causes })).toMatchObject({ planned: 2 });
  });

  test("sends what failed since a moment, and nothing that failed before or was held", async () => {
    const bench = await setUp();
    const long = { firstName: "x".repeat(200) };
    write(bench.source, { ...district(["1", "2"]), "students.jsonl": [student("1", long), student("2")] });
    await bench.push();
    const failedSince = new Date().toISOString();
    write(bench.source, { "students.jsonl": [student("1", long), student("2", long)] });
    await bench.push();
    await expectSent(bench, { failedSince }, idsWhere(bench, ofStudent("2")));
    const early = new Date(0).toISOString();
    await expectSent(bench, { failedSince: early }, idsWhere(bench, ofStudent("1", "2")));
    const late = new Date(Date.now() + 60_000).toISOString();
    expect(await preview(bench, { failedSince: late })).toMatchObject({ planned: 0 });
  });

  test("sends the records of a day, and with other words only those of them all", async () => {
    const bench = await setUp();
    const on = (id: string, day: string, at = 1) => enrollment(id, at, { entryDate: day });
    write(bench.source, {
      ...district(["1", "2", "3", "4"]),
      "studentSchoolAssociations.jsonl": [
        on("1", "2026-11-20"),
        on("2", "2026-11-21"),
        on("3", "2026-11-21", 2),
        on("4", "2026-11-22"),
      ],
    });
    await bench.push();
    const entered =
      (...days: readonly string[]) =>
      ({ resource, body }: KeptRecord) =>
        resource === "/ed-fi/studentSchoolAssociations" && days.includes(String(body.entryDate));
    const day = { dateFrom: "2026-11-21", dateTo: "2026-11-21", force: true };
    await expectSent(bench, day, idsWhere(bench, entered("2026-11-21")));
    await expectSent(
      bench,
      { dateFrom: "2026-11-21", force: true },
      idsWhere(bench, entered("2026-11-21", "2026-11-22")),
    );
    await expectSent(bench, { dateTo: "2026-11-20", force: true }, idsWhere(bench, entered("2026-11-20")));
    const [third] = idsWhere(
      bench,
      ({ resource, body }) =>
        entered("2026-11-21")({ resource, body } as KeptRecord) &&
        (body.schoolReference as { schoolId: number }).schoolId === 2,
    );
    await expectSent(bench, { ...day, schools: ["2"] }, [third ?? 0]);
    expect(
      await preview(bench, { ...day, resources: ["students", "studentSchoolAssociations"] }).catch(String),
    ).toContain("students have no date");
    const inWords = await preview(bench, { ...day, resources: ["studentSchoolAssociations"] });
    expect(inWords.selection).toEqual([
      "Records about days on 2026-11-21 (studentSchoolAssociations: entryDate).",
    ]);
  });

  test("finds what changed in the files in a window of time, whatever became of it since", async () => {
    const bench = await setUp();
    const start = new Date(Date.now() - 1000).toISOString();
    write(bench.source, district(["1", "2", "3"]));
    await bench.push();
    const changedSince = new Date(Date.now() + 1).toISOString();
    while (new Date().toISOString() <= changedSince) await new Promise(setImmediate);
    write(bench.source, {
      "students.jsonl": [student("1"), student("2", { firstName: "Renamed" }), student("3"), student("4")],
    });
    await bench.push();
    const students = { resources: ["students"], force: true };
    await expectSent(bench, { ...students, changedSince }, idsWhere(bench, ofStudent("2", "4")));
    await expectSent(
      bench,
      { ...students, changedUntil: changedSince },
      idsWhere(bench, ofStudent("1", "3")),
    );
    await expectSent(
      bench,
      { ...students, changedSince: start },
      idsWhere(bench, ofStudent("1", "2", "3", "4")),
    );
    expect(await preview(bench, { ...students, changedUntil: start })).toMatchObject({ planned: 0 });
  });

  test("takes a limit of a school as a pilot, and says what of the chosen ones is left", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1), school(2)],
      "students.jsonl": ["1", "2", "3"].map((id) => student(id)),
      "studentSchoolAssociations.jsonl": [enrollment("1", 1), enrollment("2", 1), enrollment("3", 2)],
    });
    await bench.push({ resources: ["localEducationAgencies"] });
    expect(await preview(bench, { schools: ["1"] })).toMatchObject({ planned: 5 });
    expect(await bench.push({ schools: ["1"], limit: 2 })).toMatchObject({
      requests: 2,
      left: 3,
      exitStatus: 0,
    });
    expect(await bench.push({ schools: ["1"] })).toMatchObject({ requests: 3, left: 0, exitStatus: 0 });
    expect(await statesOf(bench, "/ed-fi/students")).toEqual({ sent: 2, new: 1 });
  });
});
