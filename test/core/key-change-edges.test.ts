import { expect, test } from "vitest";
import { connect } from "../practice/api-client.ts";
import { keptRecords } from "./chosen.ts";
import { setUpFront } from "./front.ts";
import { type Bench, setUp, write } from "./harness.ts";
import { keyedDistrict, sourceIds } from "./key-change-district.ts";
import { causesOf, statesOf } from "./small-district.ts";

const requestsSince = ({ practice }: Bench, lines: number) =>
  practice
    .log()
    .slice(lines)
    .map(({ method, path }) => `${method} ${/\/ed-fi\/(\w+)/.exec(path)?.[1]}`);
const writesIn = (requests: readonly string[]) => requests.filter((request) => !request.startsWith("GET"));
const identify = ({ client, source }: Bench, connection = "P") =>
  client.call("sources.identify", { connection, folder: source, sourceIds });
const namesOn = ({ practice }: Bench, path: string, member: string) =>
  practice.items(path).map(({ body }) => (body as Record<string, unknown>)[member]);
const idsOn = ({ practice }: Bench, path: string) => practice.items(path).map(({ id }) => id);

/** A server that has the whole district, read with what tells its records apart. */
async function sentDistrict(): Promise<Bench> {
  const bench = await setUp({ educationOrganizationIds: [255901] });
  await identify(bench);
  write(bench.source, keyedDistrict());
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  return bench;
}

test("a key is not changed of what somebody else changed meanwhile, where that is to be kept", async () => {
  const bench = await sentDistrict();
  const { client, practice } = bench;
  const { settings } = await client.call("connections.show", { connection: "P" });
  await client.call("connections.update", {
    connection: "P",
    settings: { ...settings, keepOthersChanges: true },
  });
  const api = await connect(practice);
  const item = practice
    .items("/ed-fi/classPeriods")
    .find(({ body }) => JSON.stringify(body).includes("Period 1"));
  const theirs = { ...(item?.body as object), officialAttendancePeriod: true };
  expect((await api.send("PUT", `/ed-fi/classPeriods/${item?.id}`, theirs)).status).toBe(204);

  write(bench.source, keyedDistrict({ period: "Homeroom" }));
  expect(await bench.push()).toMatchObject({ failed: 1, sent: { keyChanged: 0 } });
  expect(namesOn(bench, "/ed-fi/classPeriods", "classPeriodName")).toContain("Period 1");
  const causes = await client.call("causes.list", { connection: "P" });
  expect(causes.map(({ kind }) => kind)).toContain("changed-elsewhere");
});

test("what refers to a renamed session follows later, more than once, back again, and with other content", async () => {
  const bench = await sentDistrict();
  const [sessions, sections] = [idsOn(bench, "/ed-fi/sessions"), idsOn(bench, "/ed-fi/sections")];
  // Twice, while the files of what refers to it are not looked at.
  for (const session of ["Autumn 2026", "Fall term"]) {
    write(bench.source, keyedDistrict({ session }));
    const only = await bench.push({ resources: ["sessions"] });
    expect(only).toMatchObject({ requests: 1, sent: { keyChanged: 1 } });
  }
  let lines = bench.practice.log().length;
  expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0, left: 0 });
  expect(requestsSince(bench, lines)).toContain("GET sections");
  expect(await statesOf(bench, "/ed-fi/sections")).toEqual({ sent: 2 });

  const back = keyedDistrict();
  const [section = {}, ...others] = back["sections.jsonl"] ?? [];
  write(bench.source, { ...back, "sections.jsonl": [{ ...section, sectionName: "Algebra" }, ...others] });
  lines = bench.practice.log().length;
  expect(await bench.push()).toMatchObject({
    exitStatus: 0,
    sent: { created: 0, updated: 1, keyChanged: 1 },
  });
  expect(writesIn(requestsSince(bench, lines))).toEqual(["PUT sessions", "POST sections"]);
  expect(namesOn(bench, "/ed-fi/sections", "sectionName")).toContain("Algebra");
  expect([idsOn(bench, "/ed-fi/sessions"), idsOn(bench, "/ed-fi/sections")]).toEqual([sessions, sections]);
  const record = keptRecords(bench.home).find(({ resource }) => resource === "/ed-fi/sessions")?.id;
  expect(await bench.client.call("records.show", { connection: "P", id: String(record) })).toMatchObject({
    formerKey: "schoolId 1, schoolYear 2027, sessionName Fall term",
  });
  expect(await bench.push()).toMatchObject({ planned: 0 });
});

test("a server that says 204 and keeps the key is found out, and the record is made anew once that is confirmed (trap 24)", async () => {
  const bench = await setUp({ server: "ods-6.2" });
  let isSilent = true;
  await setUpFront(bench, ({ method }, response) => {
    if (method !== "PUT" || !isSilent) return false;
    response.writeHead(204).end();
    return true;
  });
  await identify(bench, "F");
  write(bench.source, keyedDistrict());
  expect(await bench.push({ connection: "F" })).toMatchObject({ exitStatus: 0 });
  write(bench.source, keyedDistrict({ period: "First period" }));
  expect(await bench.push({ connection: "F" })).toMatchObject({
    blocked: 4,
    sent: { keyChanged: 0, updated: 0 },
  });
  const [cause] = await bench.client.call("causes.list", { connection: "F" });
  expect(cause).toMatchObject({ kind: "key-change", held: 4, records: 0 });
  expect(namesOn(bench, "/ed-fi/classPeriods", "classPeriodName")).toEqual(["Period 1", "Period 2"]);
  isSilent = false;
  expect(await bench.push({ connection: "F", keyChanges: "confirm" })).toMatchObject({
    exitStatus: 0,
    sent: { created: 1, updated: 3, deleted: 1 },
  });
  expect(namesOn(bench, "/ed-fi/classPeriods", "classPeriodName")).toEqual(["Period 2", "First period"]);
});

test("an item that is on the server no more is made anew, and a key that another item has is told", async () => {
  const bench = await sentDistrict();
  const api = await connect(bench.practice);
  const [enrolment] = bench.practice.items("/ed-fi/studentSchoolAssociations");
  await api.send("DELETE", `/ed-fi/studentSchoolAssociations/${enrolment?.id}`);
  await api.post("/ed-fi/classPeriods", { classPeriodName: "Taken", schoolReference: { schoolId: 1 } });
  const lines = bench.practice.log().length;
  write(bench.source, keyedDistrict({ entry: "2026-08-24", period: "Taken" }));
  const result = await bench.push();
  expect(writesIn(requestsSince(bench, lines)).sort()).toEqual([
    "POST studentSchoolAssociations",
    "PUT classPeriods",
    "PUT studentSchoolAssociations",
  ]);
  expect(result).toMatchObject({ failed: 1, sent: { created: 1, keyChanged: 0 } });
  expect((await causesOf(bench)).find(({ records }) => records === 1)).toMatchObject({
    kind: "identity",
    status: 409,
  });
  expect(namesOn(bench, "/ed-fi/classPeriods", "classPeriodName")).toEqual(["Period 1", "Period 2", "Taken"]);
  expect(await statesOf(bench, "/ed-fi/studentSchoolAssociations")).toEqual({ sent: 2 });
});

test("in a complete list the same line under another name is the same record; in any other list one is gone and one is new", async () => {
  const bench = await setUp();
  const plain = (name: string) => ({ classPeriodName: name, schoolReference: { schoolId: 1 } });
  const files = (...names: string[]) => ({ "classPeriods.jsonl": names.map(plain) });
  const { "localEducationAgencies.jsonl": agencies = [], "schools.jsonl": schools = [] } = keyedDistrict();
  write(bench.source, {
    "localEducationAgencies.jsonl": agencies,
    "schools.jsonl": schools,
    ...files("A", "B"),
  });
  await bench.push();
  write(bench.source, files("A2", "B"));
  expect(await bench.push()).toMatchObject({ sent: { created: 1, keyChanged: 0 } });
  await bench.client.call("sources.complete", {
    connection: "P",
    folder: bench.source,
    complete: [{ resources: ["classPeriods"] }],
  });
  write(bench.source, files("A3", "B"));
  const preview = await bench.client.call("push.preview", { connection: "P" });
  expect(preview).toMatchObject({ planned: 1, keyChanged: 1 });
  expect(await bench.client.call("keychanges.list", { connection: "P" })).toMatchObject({
    renames: [{ resource: "/ed-fi/classPeriods", records: 1 }],
    changes: [
      {
        foundBy: "row",
        how: "rename",
        former: { label: "classPeriodName A2, schoolId 1" },
        record: { label: "classPeriodName A3, schoolId 1" },
      },
    ],
  });
  // What has left the list under the former key is not to be deleted: the push takes it along.
  const deletes = await bench.client.call("push.preview", {
    connection: "P",
    deletes: "preview",
    read: false,
  });
  expect(deletes.deletes?.kept).toMatchObject([{ why: "key-changed", records: 1 }]);
  expect(await bench.push()).toMatchObject({ sent: { created: 0, keyChanged: 1 } });
  expect(namesOn(bench, "/ed-fi/classPeriods", "classPeriodName")).toEqual(["A", "B", "A3"]);
  // A line that moved down is no other record, and neither is one that says something else.
  write(bench.source, files("New", "A3", "B"));
  expect(await bench.push()).toMatchObject({ sent: { created: 1, keyChanged: 0 } });
});
