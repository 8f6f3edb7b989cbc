import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { agency, enrollment, school, student } from "../core/harness.ts";
import { connect } from "./api-client.ts";

let folder = "";
let practice: Practice;
const start = async () => {
  practice = await startPractice({ keep: join(folder, "server.jsonl"), educationOrganizationIds: [255901] });
  return connect(practice);
};
/** Everything that clients can see of these, but links and times. */
const seen = () =>
  ["localEducationAgencies", "schools", "students", "studentSchoolAssociations", "sessions"].map((name) =>
    practice.items(`/ed-fi/${name}`),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-kept-"));
});
afterEach(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

test("what clients wrote is there again at the next start, with its ids, tags and references", async () => {
  const api = await start();
  await api.post("/ed-fi/localEducationAgencies", agency);
  await api.post("/ed-fi/schools", school(255901001));
  await api.post("/ed-fi/students", student("604821"));
  await api.post("/ed-fi/schools", school(255901002));
  await api.post("/ed-fi/studentSchoolAssociations", enrollment("604821", 255901001));
  await api.post("/ed-fi/students", student("604821", { firstName: "Another" }));
  const [, gone] = practice.items("/ed-fi/schools");
  expect((await api.send("DELETE", `/ed-fi/schools/${gone?.id}`)).status).toBe(204);
  const before = seen();
  const [one] = practice.items("/ed-fi/students");
  const tag = (await api.get(`/ed-fi/students/${one?.id}`)).headers.get("etag");
  await practice.close();

  const again = await start();
  expect(seen()).toEqual(before);
  expect((await again.get(`/ed-fi/students/${one?.id}`)).headers.get("etag")).toBe(tag);
  expect((await again.send("DELETE", `/ed-fi/students/${one?.id}`)).status, "it is referred to").toBe(409);
  expect((await again.post("/ed-fi/studentSchoolAssociations", enrollment("604821", 255901001))).status).toBe(
    200,
  );
});

test("a value that the host has loaded is known by one id once a client has written it, and stays away once deleted", async () => {
  const api = await start();
  const value = (shortDescription: string) => ({
    namespace: "uri://ed-fi.org/GradeLevelDescriptor",
    codeValue: "Ninth grade",
    shortDescription,
  });
  const find = (items: readonly { id: string; body: object }[]) =>
    items.filter(({ body }) => (body as { codeValue: string }).codeValue === "Ninth grade");
  expect((await api.post("/ed-fi/gradeLevelDescriptors", value("9th"))).status).toBe(200);
  const written = find(practice.items("/ed-fi/gradeLevelDescriptors"));
  await practice.close();

  const again = await start();
  const kept = find(practice.items("/ed-fi/gradeLevelDescriptors"));
  expect(kept).toEqual(written);
  expect((await again.send("DELETE", `/ed-fi/gradeLevelDescriptors/${kept[0]?.id}`)).status).toBe(204);
  await practice.close();

  await start();
  expect(find(practice.items("/ed-fi/gradeLevelDescriptors"))).toEqual([]);
});

test("a line that a crash cut off is left out, and what comes after it is kept", async () => {
  const api = await start();
  await api.post("/ed-fi/students", student("604821"));
  await practice.close();
  const file = join(folder, "server.jsonl");
  appendFileSync(file, readFileSync(file, "utf8").trim().slice(0, 60));

  const again = await start();
  await again.post("/ed-fi/students", student("604822"));
  await practice.close();

  await start();
  expect(practice.items("/ed-fi/students")).toHaveLength(2);
});
