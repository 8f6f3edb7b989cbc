import { expect, test } from "vitest";
import { connect } from "../practice/api-client.ts";
import { type Bench, setUp, write } from "./harness.ts";
import { keyedDistrict, sourceIds } from "./key-change-district.ts";

type Line = Record<string, unknown>;

/** Another content of what refers to the session and to the period, beside their names. */
function withMore(files: Record<string, readonly object[]>): Record<string, readonly object[]> {
  const all = (name: string, more: object) => (files[name] ?? []).map((line) => ({ ...line, ...more }));
  return {
    ...files,
    "bellSchedules.jsonl": all("bellSchedules.jsonl", { alternateDayName: "Blue" }),
    "sections.jsonl": all("sections.jsonl", { sequenceOfCourse: 2 }),
  };
}

/** What the server has of a resource: the value of `member`, by that of `name`. */
const valuesOn = ({ practice }: Bench, path: string, name: string, member: string) =>
  Object.fromEntries(
    practice.items(path).map(({ body }) => [(body as Line)[name] as string, (body as Line)[member]]),
  );

/** A connection that keeps what others change, with the whole district; and somebody who raises a section's credits. */
async function twoHands(server: "ods-7.3" | "dms") {
  const bench = await setUp({ server, educationOrganizationIds: [255901] });
  const { client, source, practice } = bench;
  await client.call("sources.identify", { connection: "P", folder: source, sourceIds });
  const { settings } = await client.call("connections.show", { connection: "P" });
  await client.call("connections.update", {
    connection: "P",
    settings: { ...settings, keepOthersChanges: true },
  });
  write(source, keyedDistrict());
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  const api = await connect(practice);
  const raiseCredits = async (section: string) => {
    const item = practice
      .items("/ed-fi/sections")
      .find(({ body }) => (body as Line).sectionIdentifier === section);
    const body = { ...(item?.body as object), id: item?.id, availableCredits: 1.5 };
    expect((await api.send("PUT", `/ed-fi/sections/${item?.id}`, body)).status).toBe(204);
  };
  return { bench, raiseCredits };
}

test.each(["ods-7.3", "dms"] as const)(
  "what follows a renamed session of %s is not taken for somebody else's change, and somebody else's is",
  async (server) => {
    const { bench, raiseCredits } = await twoHands(server);
    const before = bench.practice.log().length;
    await raiseCredits("B");
    write(bench.source, withMore(keyedDistrict({ session: "Autumn 2026", period: "Homeroom" })));
    const result = await bench.push();
    expect(result).toMatchObject({ failed: 1, sent: { created: 0, keyChanged: 2, updated: 2 } });
    expect(valuesOn(bench, "/ed-fi/sections", "sectionIdentifier", "sequenceOfCourse")).toEqual({
      A: 2,
      B: undefined,
    });
    expect(valuesOn(bench, "/ed-fi/sections", "sectionIdentifier", "availableCredits")).toEqual({
      A: undefined,
      B: 1.5,
    });
    expect(valuesOn(bench, "/ed-fi/bellSchedules", "bellScheduleName", "alternateDayName")).toEqual({
      Regular: "Blue",
    });
    const causes = await bench.client.call("causes.list", { connection: "P" });
    expect(causes).toMatchObject([{ kind: "changed-elsewhere", resources: ["/ed-fi/sections"], records: 1 }]);
    // Before anything of the period or the session is sent, and only what is sent itself is asked about.
    const requests = bench.practice
      .log()
      .slice(before + 1)
      .map(({ method, path }) => `${method} ${/\/ed-fi\/(\w+)/.exec(path)?.[1]}`);
    const first = requests.findIndex((request) => request.startsWith("PUT"));
    expect(requests.slice(0, first).sort()).toEqual(["GET bellSchedules", "GET sections", "GET sections"]);
  },
);

test.each(["ods-7.3", "dms"] as const)(
  "what only followed a renamed session of %s is written over later where nobody else has touched it, and nowhere else",
  async (server) => {
    const { bench, raiseCredits } = await twoHands(server);
    const renamed = keyedDistrict({ session: "Autumn 2026", period: "Homeroom" });
    await raiseCredits("B");
    write(bench.source, renamed);
    expect(await bench.push()).toMatchObject({
      exitStatus: 0,
      sent: { created: 0, keyChanged: 2, updated: 0 },
    });
    const before = bench.practice.log().length;
    write(bench.source, withMore(renamed));
    // The offering of the course holds nothing but keys.
    expect(await bench.push()).toMatchObject({ failed: 1, sent: { created: 0, updated: 2 } });
    expect(valuesOn(bench, "/ed-fi/sections", "sectionIdentifier", "sequenceOfCourse")).toEqual({
      A: 2,
      B: undefined,
    });
    expect(valuesOn(bench, "/ed-fi/bellSchedules", "bellScheduleName", "alternateDayName")).toEqual({
      Regular: "Blue",
    });
    const sent = bench.practice.log().slice(before);
    expect(sent.map(({ method, status }) => `${method} ${status}`).sort()).toEqual([
      "POST 200",
      "POST 200",
      "POST 412",
    ]);
    const causes = await bench.client.call("causes.list", { connection: "P" });
    expect(causes).toMatchObject([{ kind: "changed-elsewhere", resources: ["/ed-fi/sections"], records: 1 }]);
  },
);

test("what somebody else changes after it followed a rename is not written over either", async () => {
  const { bench, raiseCredits } = await twoHands("ods-7.3");
  const renamed = keyedDistrict({ session: "Autumn 2026" });
  write(bench.source, renamed);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { keyChanged: 1 } });
  await raiseCredits("A");
  write(bench.source, withMore(renamed));
  expect(await bench.push()).toMatchObject({ failed: 1, sent: { updated: 2 } });
  expect(valuesOn(bench, "/ed-fi/sections", "sectionIdentifier", "availableCredits")).toEqual({
    A: 1.5,
    B: undefined,
  });
});

test("a record that followed a renamed one says under which key it was sent before", async () => {
  const { bench } = await twoHands("ods-7.3");
  write(bench.source, keyedDistrict({ session: "Autumn 2026" }));
  await bench.push();
  const found = async (resource: string) => {
    const { lines } = await bench.client.call("records.find", { connection: "P", resource });
    const id = lines[0]?.id ?? "";
    return bench.client.call("records.show", { connection: "P", id });
  };
  const section = await found("/ed-fi/sections");
  expect(section.label).toContain("Autumn 2026");
  expect(section.formerKey).toBe(section.label.replace("Autumn 2026", "Fall 2026"));
  expect((await found("/ed-fi/sessions")).formerKey).toContain("Fall 2026");
  expect(await found("/ed-fi/schools")).not.toHaveProperty("formerKey");
});

test("without a rename nobody is asked anything before it is sent", async () => {
  const { bench } = await twoHands("ods-7.3");
  const before = bench.practice.log().length;
  write(bench.source, withMore(keyedDistrict()));
  expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { updated: 3 } });
  expect(
    bench.practice
      .log()
      .slice(before)
      .map(({ method }) => method),
  ).toEqual(["POST", "POST", "POST"]);
});
