import { describe, expect, test } from "vitest";
import type { PracticeOptions } from "../../electron/practice/practice.ts";
import { everything } from "../../shared/domain/profile.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

const grades = "/ed-fi/gradeLevelDescriptors";
const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const files = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1)],
  "students.jsonl": [student("s1", { _ext: { sample: { ridesBicycle: true } } }), student("s2")],
  "studentSchoolAssociations.jsonl": [
    enrollment("s1", 1, { entryGradeLevelDescriptor: "09" }),
    enrollment("s2", 99),
  ],
};

/** "Last year" was cloned from "P", has sent, and is closed. */
async function setUpClosed(options: PracticeOptions = {}) {
  const bench = await setUp(options, { credentials: "keychain" });
  const { client, practice } = bench;
  write(bench.source, files);
  await client.call("sources.scan", { connection: "P" });
  const credentials = { key: practice.key, secret: practice.secret };
  const copy = { connection: "P", name: "Last year", sources: true, credentials };
  const { connection } = await client.call("connections.clone", copy);
  const last = { connection: "Last year" };
  await bench.push(last);
  return { bench, last, credentials, settings: connection.settings };
}

/** All that can be looked at of a connection. */
async function lookAt({ client }: Bench, last: { connection: string }) {
  const causes = await client.call("causes.list", last);
  const [cause] = causes;
  const records = cause ? await client.call("causes.records", { ...last, cause: cause.id }) : [];
  const [record] = records;
  const [status] = await client.call("status.show", last);
  return {
    resources: status?.resources,
    causes,
    records,
    record: record && (await client.call("records.show", { ...last, id: record.id })),
    profile: await client.call("profile.show", last),
    types: await client.call("descriptors.types", last),
    codes: await client.call("descriptors.codes", last),
    values: await client.call("descriptors.values", { ...last, type: grades }),
    mappings: await client.call("descriptors.export", last),
    permissions: await client.call("permissions.show", last),
    differences: await client.call("connections.differences", last),
    sources: await client.call("sources.list", last),
    runs: await client.call("runs.list", last),
    template: { ...(await client.call("connections.export", last)), exportedAt: "" },
  };
}

describe("a closed connection", () => {
  test("can be looked at as it was, and its server hears nothing of it", async () => {
    const { bench, last } = await setUpClosed();
    const before = await lookAt(bench, last);
    expect(before.causes.length).toBeGreaterThan(0);
    expect(await bench.client.call("causes.list", {})).toHaveLength(before.causes.length);
    expect(before.record).toBeDefined();
    await bench.client.call("connections.close", last);
    const heard = () => ({ ...bench.practice.counts(), tokens: bench.practice.tokens() });
    const then = heard();
    expect(await lookAt(bench, last)).toEqual(before);
    // Among all connections' causes it needs nobody any more.
    expect(await bench.client.call("causes.list", {})).toEqual([]);
    expect(await bench.client.call("causes.summary", {})).toMatchObject({ open: 0 });
    const audit = await bench.client.call("audit.list", last);
    expect(audit[0]).toMatchObject({ what: "closed the connection" });
    expect(heard()).toEqual(then);
  });

  test("refuses in one sentence what would reach its server or change what it tells and sends", async () => {
    const { bench, last, credentials, settings } = await setUpClosed();
    const { client, practice } = bench;
    await client.call("connections.close", last);
    const then = { ...practice.counts(), tokens: practice.tokens() };
    const mapping = { type: grades, code: "09", uri: ninth };
    const csv = `type,code,uri\n${grades},09,${ninth}\n`;
    const changed = { ...settings, concurrency: 2 };
    const answers = await Promise.allSettled([
      client.call("push.start", last),
      client.call("push.preview", last),
      client.call("connections.test", last),
      client.call("connections.probe", { ...last, test: "1", settings }),
      client.call("connections.rotate", { ...last, credentials }),
      client.call("connections.update", { ...last, settings: changed }),
      client.call("connections.update", { ...last, credentials: { passphrase: "a passphrase" } }),
      client.call("connections.differences", { ...last, refresh: true }),
      client.call("permissions.show", { ...last, refresh: true }),
      client.call("descriptors.pull", last),
      client.call("descriptors.map", { ...last, mappings: [mapping] }),
      client.call("descriptors.import", { ...last, csv }),
      client.call("profile.save", { ...last, profile: everything }),
      client.call("profile.use", { ...last, name: null }),
      client.call("sources.add", { ...last, folder: bench.folder }),
      client.call("sources.remove", { ...last, folder: bench.source }),
      client.call("sources.scan", last),
    ]);
    const reasons = answers.map((answer) => (answer.status === "rejected" ? answer.reason : "it was taken"));
    expect(new Set(reasons.map((reason) => `${reason.code}: ${reason.message}`))).toEqual(
      new Set([
        'conflict: "Last year" is closed: it is kept for reading as it is, and nothing is sent to its server or asked of it. Reopen it first.',
      ]),
    );
    expect({ ...practice.counts(), tokens: practice.tokens() }).toEqual(then);
  });

  test("may get another name, and its profile a name for others to use", async () => {
    const { bench, last } = await setUpClosed();
    await bench.client.call("connections.close", last);
    await bench.client.call("profiles.name", { ...last, name: "District" });
    const renamed = await bench.client.call("connections.update", { ...last, name: "2025" });
    expect(renamed.connection).toMatchObject({ name: "2025", closedAt: expect.any(String) });
  });

  test("tells what it sent when others change a profile that it shares; reopened, it sends the change", async () => {
    const { bench, last, credentials } = await setUpClosed({ extensions: ["sample"] });
    const { client } = bench;
    await client.call("descriptors.map", { ...last, mappings: [{ type: grades, code: "09", uri: ninth }] });
    await client.call("profiles.name", { ...last, name: "District" });
    await client.call("profile.use", { connection: "P", name: "District" });
    await bench.push(last);
    const countsOf = async () =>
      (await client.call("status.show", last))[0]?.resources.find(
        ({ resource }) => resource === "/ed-fi/students",
      )?.counts;
    const sent = await countsOf();
    expect(sent).toMatchObject({ sent: 2, changed: 0 });
    await client.call("connections.close", last);
    await client.call("profile.save", { connection: "P", profile: { ...everything, extensions: [] } });
    expect(await countsOf()).toEqual(sent);
    const again = await bench.restart();
    expect((await again.client.call("status.show", last))[0]?.resources).toContainEqual(
      expect.objectContaining({ resource: "/ed-fi/students", counts: sent }),
    );
    await again.client.call("connections.reopen", last);
    await again.client.call("connections.rotate", { ...last, credentials });
    const { resources = [] } = (await again.client.call("status.show", last))[0] ?? {};
    expect(resources.find(({ resource }) => resource === "/ed-fi/students")?.counts).toMatchObject({
      sent: 1,
      changed: 1,
    });
  });
});
