import { describe, expect, test } from "vitest";
import type { CheckProgress } from "../../shared/domain/check.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const connection = "P";
const check = ({ client }: Bench, resources?: string[]) =>
  client.call("check.run", { connection, ...(resources && { resources }) });
const last = async ({ client }: Bench) => (await client.call("check.last", { connection })).last;
const causes = ({ client }: Bench, more: object = { found: true }) =>
  client.call("causes.list", { connection, ...more });
const summary = ({ client }: Bench) => client.call("causes.summary", { connection, found: true });

const long = { lastSurname: "x".repeat(76) };
const ninth = "uri://district.example/GradeLevelDescriptor#9";
/** Three things to mend: a surname, a code, and a school that is in no file, for which two wait. */
const faulty = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1)],
  "students.jsonl": [student("a"), student("b"), student("c", long)],
  "studentSchoolAssociations.jsonl": [
    enrollment("a", 1, { entryGradeLevelDescriptor: ninth }),
    enrollment("a", 2),
    enrollment("b", 2),
  ],
};

describe("what a check found", () => {
  test("is kept over a restart beside the causes, marked, and counted among none of what was refused", async () => {
    const first = await setUp();
    write(first.source, faulty);
    await first.client.call("descriptors.pull", { connection });
    expect(await last(first)).toBeUndefined();
    const { checked, problems } = await check(first);
    const bench = await first.restart();
    expect(await last(bench)).toMatchObject({
      checked,
      problems: 3,
      refused: 1,
      held: 3,
      left: 3,
      outdated: [],
    });
    expect(await causes(bench)).toEqual(problems);
    expect(await causes(bench, { only: "found" })).toEqual(problems);
    expect(await causes(bench, {})).toEqual([]);
    expect(await causes(bench, { found: true, kind: "validation" })).toHaveLength(1);
    expect(await causes(bench, { found: true, offset: 1, limit: 1 })).toEqual(problems.slice(1, 2));
    expect(await summary(bench)).toMatchObject({
      open: 0,
      found: 3,
      releases: 0,
      kinds: expect.arrayContaining([{ kind: "validation", causes: 1 }]),
    });
    const [status] = await bench.client.call("status.show", { connection });
    expect(status?.causes).toBe(0);
    const unmapped = problems.find(({ kind }) => kind === "descriptor")?.id ?? "";
    expect(await bench.client.call("causes.show", { connection, cause: unmapped })).toMatchObject({
      code: ninth,
      found: "before sending",
      example: { file: "studentSchoolAssociations.jsonl", line: 1 },
      who: "mapping",
      history: [],
    });
    const missing = problems.find(({ kind }) => kind === "missing-parent")?.id ?? "";
    const records = await bench.client.call("causes.records", { connection, cause: missing });
    expect(records.map(({ source, state }) => [source?.line, state])).toEqual([
      [2, "new"],
      [3, "new"],
    ]);
    const page = { connection, cause: missing, after: records[0]?.id, limit: 5 };
    expect(await bench.client.call("causes.records", page)).toEqual(records.slice(1));
  });

  test("is out of date once a mapping or the files change, and gone once mended and checked again", async () => {
    const bench = await setUp();
    write(bench.source, faulty);
    await bench.client.call("descriptors.pull", { connection });
    const { problems } = await check(bench);
    const type = problems.find(({ kind }) => kind === "descriptor")?.about ?? "";
    const uri = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
    await bench.client.call("descriptors.map", { connection, mappings: [{ type, code: ninth, uri }] });
    expect((await last(bench))?.outdated).toEqual(["mapping"]);
    write(bench.source, { "schools.jsonl": [school(1), school(2)] });
    await bench.client.call("sources.scan", { connection });
    expect((await last(bench))?.outdated).toEqual(["files", "mapping"]);
    expect(await causes(bench)).toHaveLength(3);
    expect((await check(bench)).problems).toMatchObject([{ kind: "validation" }]);
    expect(await last(bench)).toMatchObject({ problems: 1, outdated: [] });
    expect(await causes(bench)).toMatchObject([{ kind: "validation", firstSeen: problems[0]?.firstSeen }]);
    await expect(
      bench.client.call("causes.show", { connection, cause: problems[0]?.id ?? "" }),
    ).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("foreseen no longer") });
  });

  test("goes with what is sent: a part of it stays while only others were, and what the server refuses stands once", async () => {
    const bench = await setUp();
    write(bench.source, faulty);
    await bench.client.call("descriptors.pull", { connection });
    await check(bench);
    await bench.push({ resources: ["localEducationAgencies", "schools"] });
    expect(await last(bench)).toMatchObject({ left: 3, outdated: ["push"] });
    await bench.push({ resources: ["students"] });
    expect(await last(bench)).toMatchObject({ problems: 3, left: 2 });
    expect(await summary(bench)).toMatchObject({ open: 1, found: 2, releases: 1 });
    expect((await causes(bench)).map(({ kind, found }) => [kind, found])).toEqual([
      ["missing-parent", "before sending"],
      ["validation", undefined],
      ["descriptor", "before sending"],
    ]);
    await bench.push();
    expect(await last(bench)).toMatchObject({ left: 0 });
    expect((await causes(bench)).every(({ found }) => found === undefined)).toBe(true);
  });

  test("of an open cause is told with it, apart from its own numbers", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("a", long)] });
    await bench.push();
    write(bench.source, { "students.jsonl": [student("a", long), student("b", long), student("c", long)] });
    await check(bench);
    const [only] = await causes(bench, { only: "found" });
    expect(only).toMatchObject({ records: 1, releases: 1, alsoFound: { records: 2, held: 0 } });
    expect(only?.found).toBeUndefined();
    expect(await causes(bench)).toHaveLength(1);
    expect(await summary(bench)).toMatchObject({ open: 1, found: 1, releases: 1 });
  });
});

describe("a check", () => {
  const many = Array.from({ length: 6000 }, (_, index) => student(`s${index}`, index === 5 ? long : {}));

  test("tells how far it is, is one at a time, and leaves what was kept when it is cancelled", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("a", long)] });
    await check(bench);
    write(bench.source, { "students.jsonl": many });
    const steps: CheckProgress[] = [];
    let second: Promise<unknown> | undefined;
    bench.client.listen((event) => {
      if (event.name !== "check.progress") return;
      steps.push(event.data);
      if (event.data.phase !== "checking" || second) return;
      second = check(bench).catch(({ code }) => code);
      void bench.client.call("check.last", { connection }).then(({ running }) => {
        expect(running).toMatchObject({ phase: "checking", planned: 6000 });
        return bench.client.call("sources.cancel", { connection });
      });
    });
    await expect(check(bench)).rejects.toMatchObject({ code: "cancelled" });
    expect(await second).toBe("conflict");
    expect(steps.at(-1)).toMatchObject({ phase: "ended", planned: 6000 });
    const kept = await bench.client.call("check.last", { connection });
    expect(kept.running).toBeUndefined();
    expect(kept.last).toMatchObject({ checked: 1, problems: 1, outdated: ["files"] });
    expect((await check(bench)).checked).toBe(6000);
    expect(await last(bench)).toMatchObject({ checked: 6000, refused: 1 });
  });

  test("of some resources says of which", async () => {
    const bench = await setUp();
    write(bench.source, faulty);
    await check(bench, ["localEducationAgencies"]);
    expect(await last(bench)).toMatchObject({
      checked: 1,
      problems: 0,
      resources: ["localEducationAgencies"],
    });
  });
});

test("a preview tells what of its own records would be refused, by the same rules, and keeps nothing of it", async () => {
  const bench = await setUp();
  write(bench.source, faulty);
  await bench.client.call("descriptors.pull", { connection });
  const preview = (more: object) =>
    bench.client.call("push.preview", { connection, check: true, force: false, ...more });
  expect((await preview({})).foreseen).toMatchObject({ refused: 1, held: 3, more: 0 });
  const students = await preview({ resources: ["students"] });
  expect(students).toMatchObject({
    planned: 3,
    foreseen: { refused: 1, held: 0, causes: [{ title: "students: lastSurname is too long or too short" }] },
  });
  expect(await last(bench)).toBeUndefined();
  await bench.push();
  expect((await preview({ resources: ["students"] })).foreseen).toMatchObject({ refused: 0, held: 0 });
  const again = await preview({ resources: ["students"], force: true });
  expect(again).toMatchObject({ planned: 3, foreseen: { refused: 1 } });
  const [refused] = await causes(bench, { kind: "validation" });
  const chosen = await preview({ causes: [refused?.id] });
  expect(chosen).toMatchObject({ planned: 1, foreseen: { refused: 1, held: 0 } });
  expect((await bench.client.call("push.preview", { connection })).foreseen).toBeUndefined();
});
