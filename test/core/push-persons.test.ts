import { describe, expect, test } from "vitest";
import type { RunProgress } from "../../shared/domain/run.ts";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";
import { district, graduationPlanReference, plan, plansLast, statesOf } from "./small-district.ts";

describe("a person who is on the server already", () => {
  test("waits for the association, goes again after it, and counts once (trap 34)", async () => {
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

  test("stays waiting without the association and is not asked for again; no error is shown to mend twice", async () => {
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

  test("is sent within the limit, whoever else has waited for a right at the same time", async () => {
    const bench = await setUp();
    const staff = { staffUniqueId: "s1", firstName: "Practice", lastSurname: "Teacher" };
    const employment = {
      educationOrganizationReference: { educationOrganizationId: 1 },
      staffReference: { staffUniqueId: "s1" },
      employmentStatusDescriptor: "uri://ed-fi.org/EmploymentStatusDescriptor#Contractual",
      hireDate: "2020-08-01",
    };
    await post(bench.practice, "/ed-fi/students", student("1"));
    await post(bench.practice, "/ed-fi/staffs", staff);
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1)],
      "students.jsonl": [student("1")],
      "staffs.jsonl": [staff],
    });
    expect(await bench.push()).toMatchObject({ waiting: 2, failed: 0 });
    write(bench.source, {
      "studentSchoolAssociations.jsonl": [enrollment("1", 1)],
      "staffEducationOrganizationEmploymentAssociations.jsonl": [employment],
    });
    const resources = ["studentSchoolAssociations", "staffEducationOrganizationEmploymentAssociations"];
    expect(await bench.push({ resources })).toMatchObject({ sent: { created: 2 } });
    expect(await bench.push({ limit: 1 })).toMatchObject({ requests: 1, waiting: 1 });
    expect(await bench.push()).toMatchObject({ requests: 1, exitStatus: 0 });
  });

  test("whose association could go only at the end of the push goes in the same push", async () => {
    const bench = await setUp({ dependencies: plansLast() });
    await post(bench.practice, "/ed-fi/students", student("1"));
    write(bench.source, {
      ...district(["1"]),
      "students.jsonl": [student("1", { firstName: "Other" })],
      "graduationPlans.jsonl": [plan],
      "studentSchoolAssociations.jsonl": [enrollment("1", 1, { graduationPlanReference })],
    });
    const told: RunProgress[] = [];
    bench.client.listen(({ name, data }) => name === "run.progress" && told.push(data));
    expect(await bench.push()).toMatchObject({
      waiting: 0,
      blocked: 0,
      failed: 0,
      exitStatus: 0,
      sent: { created: 5, updated: 1 },
    });
    expect(told.at(-1)).toMatchObject({ phase: "ended", planned: 6, done: 6, accepted: 6, waiting: 0 });
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
