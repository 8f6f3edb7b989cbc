import { describe, expect, test } from "vitest";
import { ServerKind } from "../../shared/domain/connection.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const permissions = ({ client }: Bench, refresh = false) =>
  client.call("permissions.show", { connection: "P", refresh });
const scan = ({ client }: Bench) => client.call("sources.scan", { connection: "P" });
const every = ["Create", "Read", "Update", "Delete"] as const;
const vendor = {
  "/ed-fi/localEducationAgencies": every,
  "/ed-fi/schools": every,
  "/ed-fi/students": every,
  "/ed-fi/studentSchoolAssociations": every,
};
const records = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1)],
  "students.jsonl": [student("a")],
  "studentSchoolAssociations.jsonl": [enrollment("a", 1)],
};

describe.each(ServerKind.options)("what a key is good for, on %s", (server) => {
  test("is kept since the first test, and told with its date", async () => {
    const bench = await setUp({ server, namespacePrefixes: ["uri://ed-fi.org"] });
    const view = await permissions(bench);
    expect(view.now).toMatchObject({ namespacePrefixes: ["uri://ed-fi.org"] });
    expect(Date.parse(view.now?.at ?? "")).toBeGreaterThan(Date.now() - 60_000);
    expect(view).toMatchObject({ changes: [], gaps: [] });
    const lists = server === "ods-7.3" || server === "dms";
    expect(view.now?.resources === undefined).toBe(!lists);
    if (lists) expect(view.advice).toBeUndefined();
    else expect(view.advice).toContain("servers do so from version 7.3 on");
  });
});

describe("gaps of a key", () => {
  test("are resources that are sent and that it may not create or update", async () => {
    const { "/ed-fi/students": _, ...less } = vendor;
    const bench = await setUp({
      claims: { name: "SIS Vendor", resources: { ...less, "/ed-fi/studentSchoolAssociations": ["Create"] } },
    });
    write(bench.source, records);
    await scan(bench);
    const { gaps, now } = await permissions(bench);
    expect(now?.claimSet).toBe("SIS Vendor");
    expect(gaps).toEqual([
      {
        resource: "/ed-fi/studentSchoolAssociations",
        missing: ["Update"],
        records: 1,
        sentence:
          "You send student school associations, but this key may not update them. Ask the state for Update on student school associations.",
      },
      {
        resource: "/ed-fi/students",
        missing: ["Create", "Update"],
        records: 1,
        sentence:
          "You send students, but this key may not create or update them. Ask the state for Create and Update on students.",
      },
    ]);
    const { steps } = await bench.client.call("connections.test", { connection: "P" });
    const step = steps.find((one) => one.step === "permissions");
    expect(step).toMatchObject({ ok: false, details: [expect.stringContaining("/ed-fi/students")] });

    await bench.client.call("profile.save", {
      connection: "P",
      profile: { off: ["/ed-fi/students", "/ed-fi/studentSchoolAssociations"] },
    });
    expect((await permissions(bench)).gaps).toEqual([]);
    const again = await bench.client.call("connections.test", { connection: "P" });
    expect(again.steps.find((one) => one.step === "permissions")?.ok).toBe(true);
  });

  test("are namespaces of descriptors in the files that are none of its own", async () => {
    const bench = await setUp({ namespacePrefixes: ["uri://practice.org"] });
    const value = (namespace: string) => ({ namespace, codeValue: "X", shortDescription: "X" });
    write(bench.source, {
      "gradeLevelDescriptors.jsonl": [
        value("uri://practice.org/GradeLevelDescriptor"),
        value("uri://other.org/GradeLevelDescriptor"),
      ],
    });
    await scan(bench);
    const { gaps } = await permissions(bench);
    expect(gaps).toMatchObject([{ resource: "/ed-fi/gradeLevelDescriptors", missing: [], records: 2 }]);
    expect(gaps[0]?.sentence).toContain("uri://other.org/GradeLevelDescriptor");
    expect(gaps[0]?.sentence).toContain("may write only in uri://practice.org");
  });

  test("are schools in the files that it does not reach; those that are yet to be created under its agency are none", async () => {
    const bench = await setUp({ educationOrganizationIds: [255901] });
    write(bench.source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] });
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
    write(bench.source, { ...records, "schools.jsonl": [school(1), school(2)] });
    write(bench.source, {
      "studentSchoolAssociations.jsonl": [enrollment("a", 1), enrollment("b", 2), enrollment("c", 77)],
    });
    await scan(bench);
    const { gaps, now } = await permissions(bench, true);
    expect(now?.organizations.map(({ id }) => id).toSorted()).toEqual(["1", "255901"]);
    expect(gaps).toMatchObject([{ resource: "/ed-fi/schools", records: 1 }]);
    expect(gaps[0]?.sentence).toContain("a school that this key does not reach: 77.");
  });
});

test("an answer that differs from the one before says in what, and since when", async () => {
  const second = { ...vendor, "/ed-fi/students": ["Create", "Read", "Update"] } as const;
  const rights = {
    claims: { name: "New", resources: second },
    namespacePrefixes: ["uri://a.org", "uri://b.org"],
  };
  const options = {
    claims: { name: "Old", resources: vendor },
    namespacePrefixes: ["uri://a.org"],
    keys: [{ key: "second", secret: "second-secret", ...rights }],
  };
  const bench = await setUp(options, { credentials: "keychain" });
  const first = await permissions(bench);
  expect(first.changes).toEqual([]);
  const credentials = { key: "second", secret: "second-secret" };
  await bench.client.call("connections.rotate", { connection: "P", credentials });
  const changed = await permissions(bench);
  expect(changed.changedSince).toBe(first.now?.at);
  expect(changed.changes).toEqual([
    "The claim set is New; it was Old.",
    "The key may now write in the namespace uri://b.org.",
    "No longer allowed is Delete on students.",
  ]);
  const third = await permissions(bench, true);
  expect(third.now?.at).not.toBe(changed.now?.at);
  expect(third).toMatchObject({ changes: changed.changes, changedSince: changed.changedSince });
});

test("a server that does not tell leaves the last answer, and says so", async () => {
  const bench = await setUp({ oddities: { urls: { oauthTokenIntrospection: null } } });
  const view = await permissions(bench, true);
  expect(view.now).toBeUndefined();
  expect(view.advice).toContain("does not say what a key is good for");
  expect(view.gaps).toEqual([]);
});
