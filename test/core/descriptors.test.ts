import { expect, test } from "vitest";
import { openDatabase } from "../../electron/core/db/open.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import type { AppEvent } from "../../shared/contract.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const connection = "P";
const grades = "/ed-fi/gradeLevelDescriptors";
const sexes = "/ed-fi/sexDescriptors";
const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const tenth = "uri://ed-fi.org/GradeLevelDescriptor#Tenth grade";

/** A district that writes "09" and "10"; nine enrollments and three schools use "09". */
async function district(bench: Bench) {
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [1, 2, 3].map((id) => school(id, { gradeLevels: [{ gradeLevelDescriptor: "09" }] })),
    "students.jsonl": Array.from({ length: 12 }, (_, index) => student(`s${index}`)),
    "studentSchoolAssociations.jsonl": Array.from({ length: 12 }, (_, index) =>
      enrollment(`s${index}`, 1, { entryGradeLevelDescriptor: index < 9 ? "09" : "10" }),
    ),
  });
  await bench.client.call("sources.scan", { connection });
  await bench.client.call("descriptors.pull", { connection });
}

const codesOf = (bench: Bench, more: object = {}) =>
  bench.client.call("descriptors.codes", { connection, type: grades, ...more });
const map = (bench: Bench, mappings: { type: string; code: string; uri: string | null }[]) =>
  bench.client.call("descriptors.map", { connection, mappings });

function listened(bench: Bench): string[][] {
  const heard: string[][] = [];
  bench.core.listen((event: AppEvent) => {
    if (event.name === "data.changed") heard.push(event.data.tables);
  });
  return heard;
}

test("codes of the sources are told with their uses and a suggestion, most held records first", async () => {
  const bench = await setUp();
  await district(bench);
  const [first] = await bench.client.call("descriptors.types", { connection });
  expect(first).toMatchObject({ type: grades, readable: true, codes: 2, unmapped: 2, unmappedUses: 15 });
  expect(await codesOf(bench)).toEqual([
    {
      type: grades,
      code: "09",
      state: "unmapped",
      uses: 12,
      resources: [
        { resource: "/ed-fi/studentSchoolAssociations", uses: 9 },
        { resource: "/ed-fi/schools", uses: 3 },
      ],
      suggestion: { uri: ninth, reason: "same number", sure: true },
    },
    {
      type: grades,
      code: "10",
      state: "unmapped",
      uses: 3,
      resources: [{ resource: "/ed-fi/studentSchoolAssociations", uses: 3 }],
      suggestion: { uri: tenth, reason: "same number", sure: true },
    },
  ]);
});

test("values that the key may not read are not checked: nothing is called unmapped", async () => {
  const all = ["Create", "Read", "Update"] as const;
  const bench = await setUp({ claims: { resources: { "*": all, [grades]: ["Create"] } } });
  await district(bench);
  expect((await codesOf(bench)).map(({ state }) => state)).toEqual(["unchecked", "unchecked"]);
  const types = await bench.client.call("descriptors.types", { connection });
  expect(types.find(({ type }) => type === grades)).toMatchObject({
    readable: false,
    codes: 2,
    unmapped: 0,
  });
});

test("a mapping marks exactly the records that use it, and says how many they are", async () => {
  const bench = await setUp();
  await district(bench);
  const heard = listened(bench);
  expect(await map(bench, [{ type: grades, code: "09", uri: ninth }])).toEqual({
    changed: 1,
    records: 12,
    refused: [],
    warnings: [],
  });
  expect(heard.flat()).toContain("descriptors");
  expect(await codesOf(bench, { unmapped: true })).toMatchObject([{ code: "10" }]);
  expect(await codesOf(bench)).toMatchObject([
    { code: "09", state: "mapped", target: ninth },
    { code: "10" },
  ]);

  heard.length = 0;
  expect(await map(bench, [{ type: grades, code: "09", uri: ninth }])).toMatchObject({
    changed: 0,
    records: 0,
  });
  expect(heard).toEqual([]);
  expect(await map(bench, [{ type: grades, code: "09", uri: null }])).toMatchObject({
    changed: 1,
    records: 12,
  });
  expect(await codesOf(bench, { unmapped: true })).toHaveLength(2);
});

test("a type may be named as people name it, and the server's spelling of a value is kept", async () => {
  const bench = await setUp();
  await district(bench);
  for (const type of [
    "gradeLevelDescriptors",
    "GradeLevelDescriptor",
    "gradelevel",
    "ed-fi/gradeLevelDescriptors",
  ]) {
    await map(bench, [{ type, code: "09", uri: null }]);
    expect(await map(bench, [{ type, code: "09", uri: ninth.toUpperCase() }])).toMatchObject({
      changed: 1,
      warnings: [],
    });
    expect(await codesOf(bench, { type })).toMatchObject([{ code: "09", target: ninth }, {}]);
  }
});

test("a type that the server has not is refused, and nothing of the request is saved", async () => {
  const bench = await setUp();
  await district(bench);
  const wrong = { type: "/ed-fi/hatSizeDescriptors", code: "L", uri: "uri://x/HatSizeDescriptor#L" };
  await expect(map(bench, [{ type: grades, code: "09", uri: ninth }, wrong])).rejects.toMatchObject({
    code: "invalid-input",
  });
  await expect(map(bench, [{ type: grades, code: "09", uri: "Ninth grade" }])).rejects.toMatchObject({
    code: "invalid-input",
  });
  expect(await bench.client.call("descriptors.export", { connection })).toMatchObject({ lines: 0 });
});

test("a mapping to what is no value of the server is saved with a warning, and shown as lost", async () => {
  const bench = await setUp();
  await district(bench);
  const result = await map(bench, [
    { type: grades, code: "09", uri: "uri://ed-fi.org/GradeLevelDescriptor#Nope" },
  ]);
  expect(result).toMatchObject({ changed: 1, records: 12 });
  expect(result.warnings).toEqual([expect.stringContaining("GradeLevelDescriptor#Nope is no value of")]);
  expect(await codesOf(bench)).toMatchObject([
    { code: "09", state: "mapped", lost: true, suggestion: {} },
    {},
  ]);
});

test("a lost mapping wants a person as an unmapped code does: counted, listed, suggested for, written to be filled in", async () => {
  const bench = await setUp();
  await district(bench);
  const nope = "uri://ed-fi.org/GradeLevelDescriptor#Nope";
  await map(bench, [
    { type: grades, code: "09", uri: nope },
    { type: grades, code: "10", uri: tenth },
  ]);
  const typeLines = () => bench.client.call("descriptors.types", { connection });
  expect((await typeLines())[0]).toMatchObject({ type: grades, codes: 2, unmapped: 0, lost: 1 });
  const wanting = { unmapped: true, suggested: true };
  expect(await codesOf(bench, wanting)).toMatchObject([
    { code: "09", lost: true, target: nope, suggestion: { uri: ninth, sure: true } },
  ]);
  const { csv, lines } = await bench.client.call("descriptors.export", { connection, unmapped: true });
  expect(lines).toBe(1);
  expect(csv).toContain(`${grades},09,${nope}`);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  expect(await codesOf(bench, { unmapped: true })).toEqual([]);
  expect((await typeLines()).some(({ lost }) => lost !== undefined)).toBe(false);
});

for (const server of ServerKind.options) {
  test(`records of a lost mapping are sent, and the refusal by ${server} names the type to map`, async () => {
    const bench = await setUp({ server });
    await district(bench);
    await map(bench, [
      { type: grades, code: "09", uri: "uri://ed-fi.org/GradeLevelDescriptor#Nope" },
      { type: grades, code: "10", uri: tenth },
    ]);
    expect(await bench.push({ resources: ["localEducationAgencies", "schools"] })).toMatchObject({
      failed: 3,
    });
    expect(await bench.client.call("causes.list", { connection })).toMatchObject([
      { kind: "descriptor", who: "mapping", records: 3, about: grades },
    ]);
  });
}

test("what was mapped is sent, what is not is held and not sent to fail", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  const result = await bench.push();
  expect(result).toMatchObject({ failed: 0, blocked: 3 });
  const sent = bench.practice.items("/ed-fi/studentSchoolAssociations").map(({ body }) => body);
  expect(sent).toHaveLength(9);
  expect(
    new Set(sent.map((body) => (body as { entryGradeLevelDescriptor?: string }).entryGradeLevelDescriptor)),
  ).toEqual(new Set([ninth]));
  await map(bench, [{ type: grades, code: "10", uri: tenth }]);
  expect(await bench.push()).toMatchObject({ failed: 0, blocked: 0, sent: { created: 3 } });
});

test("values are searched: codes that begin so first, then words, then descriptions", async () => {
  const bench = await setUp({
    seeds: {
      ...builtInDocuments("ods-7.3").seeds,
      sexDescriptors: [
        { namespace: "uri://x/Sex", codeValue: "Female", shortDescription: "Female" },
        { namespace: "uri://x/Sex", codeValue: "Male", shortDescription: "Male" },
        { namespace: "uri://x/Sex", codeValue: "Not male", shortDescription: "Not male" },
        { namespace: "uri://x/Sex", codeValue: "M", shortDescription: "Males" },
      ],
    },
  });
  await bench.client.call("descriptors.pull", { connection });
  const search = async (text: string) =>
    (await bench.client.call("descriptors.values", { connection, type: "sex", search: text })).map(
      ({ codeValue }) => codeValue,
    );
  expect(await search("male")).toEqual(["Male", "Not male", "Female", "M"]);
  expect(await search("m")).toEqual(["M", "Male", "Not male", "Female"]);
  expect(await search("")).toHaveLength(4);
  expect(await search("uri://x/sex#m")).toEqual(["M", "Male"]);
  expect(await search("zebra")).toEqual([]);
});

test("unmapped codes go out as a file, are filled in and come back", async () => {
  const bench = await setUp();
  await district(bench);
  const { csv, lines } = await bench.client.call("descriptors.export", { connection, unmapped: true });
  expect(lines).toBe(2);
  const filled = csv.replace(`${grades},09,`, `gradeLevelDescriptor;09;${ninth}`).replaceAll(",", ";");
  const report = await bench.client.call("descriptors.import", { connection, csv: `\uFEFF${filled}` });
  expect(report).toEqual({
    changed: 1,
    records: 12,
    refused: [],
    warnings: ["1 line has no URI and changed nothing."],
  });
  const all = await bench.client.call("descriptors.export", { connection });
  expect(all).toEqual({ csv: `type,code,uri\r\n${grades},09,${ninth}\r\n`, lines: 1 });
  expect(await bench.client.call("descriptors.import", { connection, csv: all.csv })).toMatchObject({
    changed: 0,
  });
});

test("wrong lines of a file are refused with line and reason, the rest is taken", async () => {
  const bench = await setUp();
  await district(bench);
  const csv = [
    "type,code,uri",
    `${grades},09,${ninth}`,
    "hatSizeDescriptors,L,uri://x/HatSizeDescriptor#L",
    `${grades},11,Eleventh grade`,
    `${grades},09,${tenth}`,
    `${grades},,${tenth}`,
    `${grades},10,${tenth}`,
    `${grades},10,${tenth}`,
    `${grades},12,uri://ed-fi.org/GradeLevelDescriptor#Nope`,
  ].join("\n");
  const report = await bench.client.call("descriptors.import", { connection, csv });
  expect(report).toMatchObject({ changed: 3, records: 15 });
  expect(report.refused.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  expect(report.refused[0]?.reason).toBe('the server has no descriptor type "hatSizeDescriptors"');
  expect(report.refused[2]?.reason).toBe("line 2 maps this code to another value");
  expect(report.warnings).toEqual([expect.stringContaining("#Nope")]);
});

test("codes are paged, and only those with a suggestion if so wished", async () => {
  const bench = await setUp();
  const codes = ["01", "Zebra 77", "09", "Mystery", "10", "11", "12"];
  write(bench.source, {
    "schools.jsonl": codes.map((code, id) =>
      school(id + 1, { gradeLevels: [{ gradeLevelDescriptor: code }] }),
    ),
  });
  await bench.client.call("sources.scan", { connection });
  await bench.client.call("descriptors.pull", { connection });
  const first = await codesOf(bench, { suggested: true, limit: 3 });
  expect(first.map(({ code }) => code)).toEqual(["01", "09", "10"]);
  const rest = await codesOf(bench, { suggested: true, limit: 3, after: { type: grades, code: "10" } });
  expect(rest.map(({ code }) => code)).toEqual(["11", "12"]);
  const plain = await codesOf(bench, { after: { type: grades, code: "12" } });
  expect(plain.map(({ code }) => code)).toEqual(["Mystery", "Zebra 77"]);
});

test("codes of resources that are not sent need no mapping", async () => {
  const bench = await setUp();
  await district(bench);
  await bench.client.call("profile.save", {
    connection,
    profile: { extensions: "all", off: ["/ed-fi/studentSchoolAssociations"], owners: {} },
  });
  expect(await codesOf(bench)).toMatchObject([{ code: "09", uses: 3 }]);
});

test("a changed mapping stands in the audit with what it was before", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: tenth }]);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  await bench.core.close();
  const { db, close } = openDatabase(bench.home);
  const [last] = db.prepare("SELECT what, changes FROM audit ORDER BY id DESC LIMIT 1").all() as {
    what: string;
    changes: string;
  }[];
  close();
  expect(last?.what).toBe("changed 1 descriptor mapping");
  expect(JSON.parse(last?.changes ?? "")).toEqual([{ field: `${grades} 09`, from: tenth, to: ninth }]);
});

test("values that a host takes away or adds are told by the next reading", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  bench.practice.descriptors.remove(ninth);
  bench.practice.descriptors.add("gradeLevel", { codeValue: "Ninth and a half" });
  const heard = listened(bench);
  const report = await bench.client.call("descriptors.pull", { connection, types: ["gradeLevel"] });
  expect(report).toMatchObject({ types: 1, added: 1, gone: 1, unreadable: [], failed: [] });
  expect(heard.flat()).toContain("descriptors");
  expect(await codesOf(bench)).toMatchObject([{ code: "09", state: "mapped", lost: true }, {}]);
});

test("two readings of one connection do not run side by side", async () => {
  const bench = await setUp();
  const first = bench.client.call("descriptors.pull", { connection });
  await expect(bench.client.call("descriptors.pull", { connection })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await first).values).toBeGreaterThan(500);
  await bench.client.call("descriptors.pull", { connection, types: [sexes] });
});

test("a reading ends with the core", async () => {
  const bench = await setUp({ latency: 50 });
  const reading = bench.client.call("descriptors.pull", { connection });
  const told = expect(reading).rejects.toMatchObject({ code: "cancelled" });
  await bench.core.close();
  await told;
});

test("a connection that is removed is not read to the end", async () => {
  const bench = await setUp({ latency: 20 });
  const reading = bench.client.call("descriptors.pull", { connection });
  const told = expect(reading).rejects.toMatchObject({ code: "cancelled" });
  await bench.client.call("connections.remove", { connection });
  await told;
});

for (const server of ["ods-5.3", "ods-6.2", "ods-7.1", "ods-7.3", "dms"] as const) {
  test(`all types and values of ${server} are read by pages`, async () => {
    const bench = await setUp({ server, pageSize: 7 });
    const report = await bench.client.call("descriptors.pull", { connection });
    const held = Object.entries(builtInDocuments(server).seeds)
      .filter(([name]) => name.endsWith("Descriptors"))
      .reduce((sum, [, items]) => sum + items.length, 0);
    expect(report).toMatchObject({ values: held, unreadable: [], failed: [] });
    const types = await bench.client.call("descriptors.types", { connection });
    expect(types.reduce((sum, { values = 0 }) => sum + values, 0)).toBe(held);
  });
}

test("extensions' descriptors are read, mapped and exported like the others", async () => {
  const type = "/sample/clubTypeDescriptors";
  const bench = await setUp({ extensions: ["sample"] });
  await bench.client.call("descriptors.pull", { connection, types: [type] });
  const [value] = await bench.client.call("descriptors.values", { connection, type: "clubType" });
  const uri = value?.uri ?? "";
  expect(uri).toMatch(/#/);
  expect(await map(bench, [{ type: "sample/clubTypeDescriptors", code: "CH", uri }])).toMatchObject({
    changed: 1,
    warnings: [],
  });
  expect((await bench.client.call("descriptors.export", { connection })).csv).toContain(`${type},CH,`);
});

test("three thousand mappings of one file are saved in one go, and the audit counts what it does not list", async () => {
  const bench = await setUp();
  await district(bench);
  const lines = Array.from({ length: 3000 }, (_, index) => `gradeLevel,L${index},${ninth}`);
  const csv = ["type,code,uri", ...lines].join("\n");
  expect(await bench.client.call("descriptors.import", { connection, csv })).toMatchObject({
    changed: 3000,
    records: 0,
    refused: [],
    warnings: [],
  });
  await bench.core.close();
  const { db, close } = openDatabase(bench.home);
  const [last] = db.prepare("SELECT what, changes FROM audit ORDER BY id DESC LIMIT 1").all() as {
    what: string;
    changes: string;
  }[];
  close();
  expect(last?.what).toBe("changed 3000 descriptor mappings");
  expect(JSON.parse(last?.changes ?? "").at(-1)).toEqual({ field: grades, to: "2800 more mappings" });
});
