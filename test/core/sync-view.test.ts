import { describe, expect, test } from "vitest";
import { type Bench, setUp, student, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { accepted, start } from "./submitting.ts";

const show = async ({ client }: Bench) => (await client.call("sync.show", { connection: "P" })).lines;
const lineOf = async (bench: Bench, resource: string) =>
  (await show(bench)).find((line) => line.resource === `/ed-fi/${resource}`);

describe("the resources of a connection", () => {
  test("stand by stages, with what the last push did and what holds them", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "students.jsonl": [student("1"), student("2", { birthDate: "never" })],
    });
    const status = async () => (await bench.client.call("status.show", {}))[0];
    expect(await status()).toMatchObject({ firstSync: true });
    await bench.push();
    const days = await bench.client.call("activity.show", {});
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ accepted: 5, refused: 1, waiting: 2 });
    expect(days.at(-2)).toMatchObject({ accepted: 0, refused: 0, waiting: 0 });
    // Who has everything sent wants no stages.
    expect(await status()).not.toHaveProperty("firstSync");
    const lines = await show(bench);
    expect(lines.map(({ resource, stage }) => `${stage} ${resource}`)).toEqual([
      "foundation /ed-fi/localEducationAgencies",
      "foundation /ed-fi/schools",
      "people /ed-fi/students",
      "enrolment /ed-fi/studentSchoolAssociations",
    ]);
    const [cause] = await bench.client.call("causes.list", { connection: "P" });
    const named = { id: cause?.id, title: cause?.title };
    expect(await lineOf(bench, "students")).toMatchObject({
      counts: { sent: 1, failed: 1 },
      causes: 1,
      cause: named,
      run: { planned: 2, done: 2, accepted: 1, refused: 1 },
    });
    const enrolments = await lineOf(bench, "studentSchoolAssociations");
    expect(enrolments).toMatchObject({
      counts: { sent: 1, blocked: 1 },
      causes: 1,
      blockedBy: named,
      date: "entryDate",
      run: { planned: 2, accepted: 1, refused: 0 },
    });
    expect(await lineOf(bench, "students")).not.toHaveProperty("blockedBy");
    expect(await lineOf(bench, "schools")).toMatchObject({ causes: 0 });
    expect(await lineOf(bench, "schools")).not.toHaveProperty("date");
  });

  test("are told while they are sent, and say why the profile does not send one", async () => {
    const bench = await setUp({ latency: 5 });
    write(bench.source, district(Array.from({ length: 60 }, (_, index) => String(index))));
    await bench.client.call("profile.save", {
      connection: "P",
      profile: { extensions: "all", off: ["/ed-fi/studentSchoolAssociations"], owners: {} },
    });
    const seen = accepted(bench, 20);
    const { id } = await start(bench, { concurrency: 1 });
    await seen;
    const students = await lineOf(bench, "students");
    expect(students?.run).toMatchObject({ planned: 60 });
    expect(students?.run?.accepted).toBeGreaterThan(0);
    expect(students?.run?.accepted).toBeLessThan(60);
    expect(await lineOf(bench, "studentSchoolAssociations")).toMatchObject({ unsent: "off" });
    await bench.client.call("push.cancel", { run: id });
    const { resources } = await bench.client.call("runs.result", { run: id });
    const shown = await bench.client.call("runs.show", { run: id });
    expect(shown).toMatchObject({ id, state: "cancelled" });
    expect(shown.result?.resources).toEqual(resources);
    expect((await lineOf(bench, "students"))?.run?.accepted).toBe(
      resources?.find(({ resource }) => resource === "/ed-fi/students")?.accepted,
    );
  });

  test("wait for each other as a push takes it: people before their associations, what is not sent with its reason", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1"]),
      "gradeLevelDescriptors.jsonl": [
        {
          codeValue: "Ours",
          namespace: "uri://district.example/GradeLevelDescriptor",
          shortDescription: "Ours",
        },
      ],
    });
    await bench.client.call("sources.scan", { connection: "P" });
    await bench.client.call("profile.save", {
      connection: "P",
      profile: { extensions: "all", off: ["/ed-fi/grades"], owners: {} },
    });
    const { resources } = await bench.client.call("sync.graph", { connection: "P" });
    const of = (name: string) => resources.find(({ resource }) => resource === `/ed-fi/${name}`);
    expect(of("students")).toEqual({
      resource: "/ed-fi/students",
      stage: "people",
      kind: "resource",
      after: expect.not.arrayContaining(["/ed-fi/studentSchoolAssociations"]),
    });
    expect(of("studentSchoolAssociations")?.after).toEqual(
      expect.arrayContaining(["/ed-fi/students", "/ed-fi/schools", "/ed-fi/gradeLevelDescriptors"]),
    );
    expect(of("studentSectionAssociations")?.after).toContain("/ed-fi/studentSchoolAssociations");
    expect(of("grades")?.unsent).toBe("off");
    // Of the descriptors those that the files hold; each resource stands behind all that it waits for.
    expect(resources.filter(({ kind }) => kind === "descriptor").map(({ resource }) => resource)).toEqual([
      "/ed-fi/gradeLevelDescriptors",
    ]);
    const seen = new Set<string>();
    for (const { resource, after } of resources) {
      expect(after.filter((former) => !seen.has(former))).toEqual([]);
      seen.add(resource);
    }
  });
});
