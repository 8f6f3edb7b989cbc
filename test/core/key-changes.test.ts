import { expect, test } from "vitest";
import { canonicalText } from "../../electron/core/model/canonical.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { type Bench, setUp, write } from "./harness.ts";
import { type firstNames, keyedDistrict, sourceIds } from "./key-change-district.ts";

/** A server of this kind that has the whole district. */
async function sentDistrict(server: ServerKind): Promise<Bench> {
  const bench = await setUp({ server, educationOrganizationIds: [255901] });
  await bench.client.call("sources.identify", { connection: "P", folder: bench.source, sourceIds });
  write(bench.source, keyedDistrict());
  expect(await bench.push()).toMatchObject({ exitStatus: 0, left: 0, sent: { keyChanged: 0 } });
  return bench;
}

/** The server has the records of these files and no others, each with the content of its line. */
function expectServerHas({ practice }: Bench, files: Readonly<Record<string, readonly object[]>>) {
  for (const [name, lines] of Object.entries(files)) {
    const has = practice.items(`/ed-fi/${name.replace(".jsonl", "")}`).map(({ body }) => withoutIds(body));
    expect(has.sort(), name).toEqual(lines.map(withoutIds).sort());
  }
}
const withoutIds = (body: object) => canonicalText({ ...body, sourceKey: undefined, id: undefined });

/** Data requests since the log had so many lines: methods and resources, the server's ids left out. */
const requestsSince = ({ practice }: Bench, lines: number) =>
  practice
    .log()
    .slice(lines)
    .map(({ method, path }) => `${method} ${/\/ed-fi\/(\w+)/.exec(path)?.[1]}`);

const idOf = ({ practice }: Bench, path: string) => practice.items(path)[0]?.id;

/** What a push of the files with these names asked of the server, and that it left nothing undone. */
async function rename(bench: Bench, names: Partial<typeof firstNames>): Promise<readonly string[]> {
  const lines = bench.practice.log().length;
  write(bench.source, keyedDistrict(names));
  const result = await bench.push();
  expect(result).toMatchObject({ exitStatus: 0, left: 0, blocked: 0, requests: 1 });
  expect(result.sent).toMatchObject({ created: 0, updated: 0, keyChanged: 1 });
  expectServerHas(bench, keyedDistrict(names));
  return requestsSince(bench, lines);
}

const renamed = ["classPeriods", "sessions", "sections", "studentSchoolAssociations"] as const;
const idsIn = (bench: Bench) => renamed.map((name) => idOf(bench, `/ed-fi/${name}`));
const period = "First period";
const session = "Autumn 2026";
const entry = "2026-08-24";

/** Each keeps its item, and of what refers to it nothing is sent: one look for each resource shows that it followed. */
async function changeUpdatableKeys(bench: Bench) {
  const ids = idsIn(bench);
  expect(await rename(bench, { period })).toEqual([
    "PUT classPeriods",
    "GET classPeriods",
    "GET bellSchedules",
    "GET sections",
  ]);
  const [first, second, third, fourth, ...last] = await rename(bench, { period, session });
  expect([first, second, third, fourth]).toEqual([
    "PUT sessions",
    "GET sessions",
    "GET courseOfferings",
    "GET sections",
  ]);
  expect(last.sort()).toEqual(["GET studentSectionAssociations", "GET studentSectionAttendanceEvents"]);
  expect(await rename(bench, { period, session, entry })).toEqual([
    "PUT studentSchoolAssociations",
    "GET studentSchoolAssociations",
  ]);
  expect(idsIn(bench)).toEqual(ids);
}

const listed = ({ client }: Bench) => client.call("keychanges.list", { connection: "P" });

/** Held until it is confirmed; then a new course, the offering moved to it without another id, and no orphan. */
async function changeCourse(bench: Bench) {
  const offering = idOf(bench, "/ed-fi/courseOfferings");
  const after = keyedDistrict({ period, session, entry, course: "MATH-10" });
  write(bench.source, after);
  expect(await bench.push()).toMatchObject({ requests: 0, blocked: 2 });
  expect((await listed(bench)).steps).toEqual([
    { what: "create", resource: "/ed-fi/courses", records: 1 },
    { what: "move", resource: "/ed-fi/courseOfferings", records: 1 },
    { what: "remove", resource: "/ed-fi/courses", records: 1 },
  ]);
  const lines = bench.practice.log().length;
  // Somebody saw another list: nothing is made or removed, and the right number is said.
  expect(await bench.push({ keyChanges: "confirm", confirmKeyChanges: 2 })).toMatchObject({
    requests: 0,
    state: "stopped",
    reason: expect.stringContaining("2 changed keys were confirmed, and there are 1 now."),
  });
  expect(await listed(bench)).toMatchObject({ unconfirmed: 1 });
  const sent = { created: 1, updated: 1, deleted: 1 };
  expect(await bench.push({ keyChanges: "confirm", confirmKeyChanges: 1 })).toMatchObject({
    exitStatus: 0,
    sent,
  });
  expect(requestsSince(bench, lines)).toEqual(["POST courses", "POST courseOfferings", "DELETE courses"]);
  expectServerHas(bench, after);
  expect(idOf(bench, "/ed-fi/courseOfferings")).toBe(offering);
}

/** The same for a person, with all that hangs on one: new rights first, and the old ones last. */
async function changeStudent(bench: Bench) {
  const names = { period, session, entry, course: "MATH-10" };
  const before = keyedDistrict(names);
  const after = keyedDistrict({ ...names, student: "2001" });
  write(bench.source, after);
  expect(await bench.push()).toMatchObject({ requests: 0, blocked: 4, exitStatus: 1 });
  expectServerHas(bench, before);
  const plan = await listed(bench);
  expect(plan).toMatchObject({ recreations: 1, unconfirmed: 1, renames: [] });
  const students = "/ed-fi/students";
  const dependents = ["SchoolAssociations", "SectionAssociations", "SectionAttendanceEvents"].map(
    (name) => `/ed-fi/student${name}`,
  );
  expect(plan.steps).toHaveLength(8);
  expect(plan.steps[0]).toEqual({ what: "create", resource: students, records: 1 });
  for (const what of ["move", "remove"])
    for (const resource of dependents) expect(plan.steps).toContainEqual({ what, resource, records: 1 });
  expect(plan.steps.at(-1)).toEqual({ what: "remove", resource: students, records: 1 });

  const lines = bench.practice.log().length;
  const confirmed = await bench.push({ keyChanges: "confirm" });
  const requests = requestsSince(bench, lines);
  const hanging = ["studentSectionAssociations", "studentSectionAttendanceEvents"];
  expect(requests.slice(0, 2)).toEqual(["POST students", "POST studentSchoolAssociations"]);
  expect(requests.slice(2, 4).sort()).toEqual(hanging.map((name) => `POST ${name}`));
  expect(requests.slice(4, 6).sort()).toEqual(hanging.map((name) => `DELETE ${name}`));
  expect(requests.slice(6)).toEqual(["DELETE studentSchoolAssociations", "DELETE students"]);

  // With the last enrolment the right to the old person ends: the server keeps a bare student, and the steward is told.
  const sent = { created: 4, deleted: 3 };
  expect(confirmed).toMatchObject({ sent, undeleted: 1, exitStatus: 1, failed: 0 });
  expect(confirmed.causes).toMatchObject([{ releases: 1, who: "the host" }]);
  const bare = before["students.jsonl"]?.[0] ?? {};
  expectServerHas(bench, { ...after, "students.jsonl": [...(after["students.jsonl"] ?? []), bare] });
  expect(await listed(bench)).toMatchObject({ recreations: 0, changes: [] });
}

test.each(ServerKind.options)(
  "on %s records under other keys are the same items there, or new ones that leave no orphan (trap 24, trap 31)",
  async (server) => {
    const bench = await sentDistrict(server);
    await changeUpdatableKeys(bench);
    expect(await bench.push()).toMatchObject({ planned: 0, requests: 0 });
    await changeCourse(bench);
    await changeStudent(bench);
    expect(await bench.push()).toMatchObject({ planned: 0, requests: 0 });
  },
);
