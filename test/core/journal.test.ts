import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { createClient } from "../../shared/client.ts";
import { agency, atEnd, enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";

/** Of nobody: each is found nowhere else. Placed wherever a file, a code, a key or a server's text could carry it. */
const planted = [
  "Zyxwalda",
  "Quomberthwaite",
  "7719448203",
  "1907-03-09",
  "9 Vexlorn Crescent",
  "zw.quomb@vexlorn.example",
  "QUOMBER-77",
] as const;
const [first, last, id, birth, street, mail, code] = planted;

const folder = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2, { gradeLevels: [{ gradeLevelDescriptor: code }] })],
  [`${last}.jsonl`]: [student(id)],
  "students.jsonl": [
    student(id, { firstName: first, lastSurname: last, birthDate: birth }),
    student(`${id}1`, { birthDate: `${birth} ${last}` }),
    student(`${id}2`, { birthSexDescriptor: mail }),
    student(`${id}3`, { firstName: `${street} `.repeat(20) }),
    `{"${last}":`,
  ],
  "studentSchoolAssociations.jsonl": [
    enrollment(id, 1),
    enrollment(`${id}9`, 1),
    enrollment(id, 1, { entryGradeLevelDescriptor: last }),
    enrollment(id, 2),
  ],
};

async function pushed() {
  const bench = await setUp();
  write(bench.source, folder);
  const { client } = bench;
  await client.call("descriptors.map", {
    connection: "P",
    mappings: [{ type: "sex", code, uri: "uri://ed-fi.org/SexDescriptor#Female" }],
  });
  await client.call("profiles.name", { connection: "P", name: `${first} ${last}` });
  const result = await bench.push();
  expect(result.failed).toBeGreaterThan(0);
  return { ...bench, result };
}

test("the journal and a review file tell what happened, and nothing of a student", async () => {
  const { client, result } = await pushed();
  const journal = await client.call("journal.list", {});
  const { content, manifest } = await client.call("journal.export", {});
  const text = gunzipSync(Buffer.from(content, "base64")).toString("utf8");
  for (const value of planted) {
    expect(JSON.stringify(journal)).not.toContain(value);
    expect(text.toLowerCase()).not.toContain(value.toLowerCase());
  }
  expect(journal.filter(({ kind }) => kind === "run")).toMatchObject([
    { state: "done", created: result.sent.created, failed: result.failed, requests: result.requests },
  ]);
  const refusals = journal.filter(({ kind }) => kind === "refusal");
  expect(refusals.length).toBeGreaterThanOrEqual(result.failed);
  expect(refusals[0]).toMatchObject({ resource: expect.stringMatching(/^\/ed-fi\//), status: 400 });
  expect(journal.filter(({ kind }) => kind === "setting").length).toBeGreaterThan(2);
  const open = await client.call("causes.list", { connection: "P" });
  expect(manifest).toMatchObject({
    connections: [{ name: "P", causes: open.length, server: { product: "ods" } }],
    lines: { cause: open.length, refusal: refusals.length },
  });
  // What can be told of causes is told: the member that is wrong, and how many records wait.
  const { causes } = await client.call("journal.review", { content });
  for (const { id: known, releases } of open)
    expect(causes.find((cause) => cause.id === known)).toMatchObject({
      records: expect.any(Number),
      held: releases - (open.find((cause) => cause.id === known)?.records ?? 0),
    });
  expect(causes.map(({ title }) => title)).toContain("students: firstName is too long or too short");
});

test("records are named by hashes that stay in one data folder and differ in the next", async () => {
  const hashesOf = async () => {
    const { client } = await pushed();
    const lines = await client.call("journal.list", {});
    return lines.flatMap((line) => (line.kind === "refusal" && line.record ? [line.record] : [])).sort();
  };
  const [one, other] = [await hashesOf(), await hashesOf()];
  expect(one.length).toBeGreaterThan(0);
  expect(other.length).toBe(one.length);
  expect(one.filter((hash) => other.includes(hash))).toEqual([]);
});

test("a review file opens on another machine, without connection and network, as it was", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const here = await client.call("journal.preview", {});
  const core = createCore({
    home: ownFolder(),
    credentials: "environment",
    environment: {},
    reportBug: fail,
  });
  atEnd(core.close);
  const review = await createClient(core).call("journal.review", { content });
  expect(review.causes).toEqual(here.causes);
  expect(review.journal).toEqual(here.journal);
});
const fail = (error: unknown) => {
  throw error;
};

test.each([
  ["that is no archive", Buffer.from("a text"), /no review file, or it was cut off/],
  ["that was cut off", undefined, /no review file, or it was cut off/],
])("a file %s is refused with a sentence", async (_, bytes, sentence) => {
  const { client } = await setUp();
  const { content } = await client.call("journal.export", {});
  const cut = Buffer.from(content, "base64").subarray(0, -20);
  const given = (bytes ?? cut).toString("base64");
  await expect(client.call("journal.review", { content: given })).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringMatching(sentence),
  });
});

test("what is purged is forgotten, and what was accepted stays known", async () => {
  const { client, push } = await pushed();
  const before = new Date(Date.now() + 1000).toISOString();
  const causes = await client.call("causes.list", { connection: "P" });
  const purged = await client.call("journal.purge", { before });
  expect(purged.runs).toBe(1);
  expect(purged.answers).toBeGreaterThan(0);
  const left = await client.call("journal.list", {});
  expect(left.every(({ kind }) => kind === "setting")).toBe(true);
  expect(await client.call("causes.list", { connection: "P" })).toEqual(causes);
  expect((await push()).sent).toMatchObject({ created: 0, updated: 0 });
});
