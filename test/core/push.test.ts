import { describe, expect, test } from "vitest";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";

const district = (ids: readonly string[]) => ({
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2)],
  "students.jsonl": ids.map((id) => student(id)),
  "studentSchoolAssociations.jsonl": ids.map((id) => enrollment(id, 1)),
});
const contactsOf = (id: string) => ({
  "contacts.jsonl": [{ contactUniqueId: `c${id}`, firstName: "Practice", lastSurname: "Parent" }],
  "studentContactAssociations.jsonl": [
    { contactReference: { contactUniqueId: `c${id}` }, studentReference: { studentUniqueId: id } },
  ],
});
const causesOf = (bench: Awaited<ReturnType<typeof setUp>>) =>
  bench.client.call("causes.list", { connection: "P" });
const statesOf = async (bench: Awaited<ReturnType<typeof setUp>>, resource: string) => {
  const [status] = await bench.client.call("status.show", { connection: "P" });
  const counts: Partial<Record<string, number>> =
    status?.resources.find((one) => one.resource === resource)?.counts ?? {};
  return Object.fromEntries(Object.entries(counts).filter(([, n = 0]) => n > 0));
};

describe("a push", () => {
  test("sends everything in dependency order with one token, and nothing the second time", async () => {
    const bench = await setUp();
    write(bench.source, { ...district(["1", "2", "3"]), ...contactsOf("1") });
    const first = await bench.push();
    expect(first).toMatchObject({
      state: "done",
      exitStatus: 0,
      planned: 11,
      requests: 11,
      tokens: 1,
      causes: [],
    });
    expect(first.sent).toMatchObject({ created: 11, updated: 0, unchanged: 0 });
    const order = bench.practice.log().map(({ path }) => path.split("/").at(-1));
    expect(order.indexOf("localEducationAgencies")).toBeLessThan(order.indexOf("schools"));
    expect(order.lastIndexOf("students")).toBeLessThan(order.indexOf("studentSchoolAssociations"));
    expect(order.lastIndexOf("studentSchoolAssociations")).toBeLessThan(
      order.indexOf("studentContactAssociations"),
    );
    expect(await bench.push()).toMatchObject({
      exitStatus: 0,
      planned: 0,
      requests: 0,
      tokens: 0,
      sent: { unchanged: 11 },
    });
  });

  test("sends only what changed", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    await bench.push();
    write(bench.source, {
      "students.jsonl": [student("1"), student("2", { firstName: "Renamed" }), student("3"), student("4")],
    });
    expect(await bench.push()).toMatchObject({ requests: 2, sent: { created: 1, updated: 1, unchanged: 8 } });
    const bodies = bench.practice.items("/ed-fi/students").map(({ body }) => body);
    expect(bodies).toContainEqual(expect.objectContaining({ studentUniqueId: "2", firstName: "Renamed" }));
  });

  test("holds the children of a refused parent, through all generations, under the parent's cause, and releases them by itself", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(100) }), school(2)],
      ...contactsOf("1"),
    });
    const refused = await bench.push();
    expect(refused).toMatchObject({ failed: 1, blocked: 3, waiting: 0, exitStatus: 1, sent: { created: 5 } });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "validation", records: 1, held: 3, releases: 4, resources: ["/ed-fi/schools"] },
    ]);
    const [cause] = await causesOf(bench);
    const page = (after?: string) =>
      bench.client.call("causes.records", {
        connection: "P",
        cause: cause?.id ?? "",
        limit: 2,
        ...(after && { after }),
      });
    const first = await page();
    expect(first.map(({ state }) => state)).toEqual(["failed", "blocked"]);
    expect((await page(first[1]?.id)).map(({ state }) => state)).toEqual(["blocked", "blocked"]);
    // Nothing is sent again just because time passed.
    expect(await bench.push()).toMatchObject({ requests: 0, failed: 1, blocked: 3 });
    write(bench.source, { "schools.jsonl": [school(1), school(2)] });
    expect(await bench.push()).toMatchObject({
      requests: 4,
      failed: 0,
      blocked: 0,
      exitStatus: 0,
      causes: [],
    });
  });

  test("holds what refers to a record that is in none of the files, one cause for each missing one", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "studentSchoolAssociations.jsonl": [enrollment("1", 7), enrollment("2", 7), enrollment("9", 1)],
    });
    const result = await bench.push();
    expect(result).toMatchObject({ failed: 0, blocked: 3, requests: 5 });
    const causes = await causesOf(bench);
    expect(causes).toMatchObject([
      {
        kind: "missing-parent",
        records: 0,
        held: 2,
        title: "School schoolId 7 that other records refer to is not in your files",
      },
      {
        kind: "missing-parent",
        records: 0,
        held: 1,
        title: "A Student that other records refer to is not in your files",
      },
    ]);
    write(bench.source, {
      "schools.jsonl": [school(1), school(2), school(7)],
      "students.jsonl": ["1", "2", "9"].map((id) => student(id)),
    });
    expect(await bench.push()).toMatchObject({ requests: 5, blocked: 0, exitStatus: 0, causes: [] });
  });

  test("leaves it to the server to know a parent that this connection does not send", async () => {
    const bench = await setUp();
    write(bench.source, { "studentSchoolAssociations.jsonl": [enrollment("1", 1)] });
    const result = await bench.push();
    expect(result).toMatchObject({ requests: 1, failed: 1, blocked: 0 });
    expect(await causesOf(bench)).toMatchObject([{ kind: "missing-parent", records: 1 }]);
  });

  test("holds the children of a rejected line under that line's cause", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1"]),
      "students.jsonl": [student("1", { birthDate: { year: 2012 } })],
    });
    expect(await bench.push()).toMatchObject({ rejected: 1, blocked: 1, requests: 3 });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "rejected-line", records: 1, held: 1, releases: 2 },
    ]);
  });

  test("a person who is on the server already waits for the association, goes again after it, and counts once", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2"]));
    await bench.push();
    // Another district's key deletes nothing of ours: the same server, seen with a new data folder.
    const other = await bench.restart();
    await other.client.call("connections.add", { name: "Again", settings: { url: bench.practice.url } });
    await other.client.call("sources.add", { connection: "Again", folder: bench.source });
    const run = await other.client.call("push.start", { connection: "Again" });
    const result = await other.client.call("runs.result", { run: run.id });
    expect(result).toMatchObject({ exitStatus: 0, waiting: 0, failed: 0, sent: { created: 0, updated: 7 } });
  });

  test("without the association the person stays waiting and is not asked for again; no error is shown to mend twice", async () => {
    const bench = await setUp();
    const seeds = { ...district(["1"]) };
    write(bench.source, seeds);
    await bench.push();
    const second = await setUp({ server: "ods-7.3" });
    // The student is on the server, put there by another system, and enrolled nowhere that this key reaches.
    await post(second.practice, "/ed-fi/students", student("1"));
    write(second.source, {
      "localEducationAgencies.jsonl": [agency],
      "students.jsonl": [student("1", { firstName: "Other" })],
    });
    expect(await second.push()).toMatchObject({ failed: 0, waiting: 1, exitStatus: 1, requests: 2 });
    expect(await statesOf(second, "/ed-fi/students")).toEqual({ waiting: 1 });
    expect(await second.push()).toMatchObject({ requests: 0, waiting: 1 });
    write(second.source, {
      "schools.jsonl": [school(1)],
      "studentSchoolAssociations.jsonl": [enrollment("1", 1)],
    });
    expect(await second.push()).toMatchObject({
      waiting: 0,
      failed: 0,
      exitStatus: 0,
      sent: { created: 2, updated: 1 },
    });
  });

  test("sends parents before children within one resource, however the file has them", async () => {
    const bench = await setUp();
    const department = (id: number, parent?: number) => ({
      organizationDepartmentId: id,
      nameOfInstitution: `Department ${id}`,
      categories: [
        {
          educationOrganizationCategoryDescriptor:
            "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#Organization Department",
        },
      ],
      ...(parent && { parentEducationOrganizationReference: { educationOrganizationId: parent } }),
    });
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "organizationDepartments.jsonl": [department(4, 3), department(3, 2), department(2, 255901)],
    });
    expect(await bench.push()).toMatchObject({ failed: 0, blocked: 0, exitStatus: 0, requests: 4 });
  });

  test("takes only the resources asked for, and no more records than the limit", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    expect(await bench.push({ resources: ["schools", "localEducationAgencies"] })).toMatchObject({
      requests: 3,
      exitStatus: 0,
      left: 0,
    });
    expect(await bench.push({ limit: 2 })).toMatchObject({ requests: 2, left: 4, exitStatus: 0 });
    expect(await bench.push()).toMatchObject({ requests: 4, left: 0, exitStatus: 0 });
    expect(await bench.push({ force: true, resources: ["students"] })).toMatchObject({
      requests: 3,
      sent: { updated: 3 },
    });
    await expect(bench.push({ resources: ["pupils"] })).resolves.toMatchObject({
      state: "stopped",
      exitStatus: 2,
      reason: expect.stringContaining('no resource "pupils"'),
    });
  });

  test("of two folders that state the same record, the one added first is taken", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1", { firstName: "First" })] });
    write(bench.folder, { "second/students.jsonl": [student("1", { firstName: "Second" }), student("2")] });
    await bench.client.call("sources.add", { connection: "P", folder: `${bench.folder}/second` });
    expect(await bench.push()).toMatchObject({ requests: 2, failed: 1 });
    expect(bench.practice.items("/ed-fi/students").map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ firstName: "First" }),
    );
    expect(await causesOf(bench)).toMatchObject([{ kind: "identity", records: 1 }]);
  });

  test("a preview says what would be sent, and sends nothing", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3"]));
    const preview = await bench.client.call("push.preview", { connection: "P" });
    expect(preview).toMatchObject({ planned: 9, unchanged: 0 });
    const order = preview.resources.map(({ resource }) => resource);
    expect(order).toHaveLength(4);
    expect(order.indexOf("/ed-fi/localEducationAgencies")).toBeLessThan(order.indexOf("/ed-fi/schools"));
    expect(order.at(-1)).toBe("/ed-fi/studentSchoolAssociations");
    expect(bench.practice.log().filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("one push of a connection at a time", async () => {
    const bench = await setUp({ latency: 20 });
    write(bench.source, district(["1", "2", "3"]));
    const run = await bench.client.call("push.start", { connection: "P" });
    await expect(bench.client.call("push.start", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(bench.client.call("connections.remove", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await bench.client.call("runs.result", { run: run.id })).toMatchObject({ state: "done" });
  });

  test("a cancelled push keeps what it knows, and the next one goes on from there", async () => {
    const bench = await setUp({ latency: 5 });
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    write(bench.source, district(ids));
    const run = await bench.client.call("push.start", { connection: "P", concurrency: 4 });
    const seen = new Promise<void>((resolve) => {
      const stop = bench.client.listen((event) => {
        if (event.name !== "run.progress" || event.data.accepted < 20) return;
        stop();
        resolve();
      });
    });
    await seen;
    await bench.client.call("push.cancel", { run: run.id });
    const cancelled = await bench.client.call("runs.result", { run: run.id });
    expect(cancelled).toMatchObject({ state: "cancelled", exitStatus: 130, failed: 0, unknown: 0 });
    const rest = await bench.push();
    expect(rest).toMatchObject({ exitStatus: 0, requests: 603 - cancelled.requests });
  });
});

async function post(
  { url, key, secret }: { url: string; key: string; secret: string },
  path: string,
  body: object,
) {
  const found = (await (await fetch(url)).json()) as { urls: { oauth: string; dataManagementApi: string } };
  const token = (await (
    await fetch(found.urls.oauth, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    })
  ).json()) as { access_token: string };
  const answer = await fetch(`${found.urls.dataManagementApi.replace(/\/$/, "")}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
}
