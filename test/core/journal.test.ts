import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterEach, expect, test, vi } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { Journal, type JournalParts } from "../../electron/core/journal/journal.ts";
import { createClient } from "../../shared/client.ts";
import { canaries, found, inAllWordings, studentsOfNobody } from "./canaries.ts";
import { eavesdrop } from "./eavesdropper.ts";
import { agency, atEnd, enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";

/** Switched off, names of the model and lines of the journal pass what they are given: the search below must then find it. */
const redactor = vi.hoisted(() => ({ isOn: true }));
afterEach(() => {
  redactor.isOn = true;
});
vi.mock("../../electron/core/causes/model-names.ts", async (original) => {
  const real = await original<typeof import("../../electron/core/causes/model-names.ts")>();
  const asGiven = (name: string) => name;
  const all = { path: asGiven, member: asGiven, entity: asGiven, resource: asGiven };
  const namesOf: typeof real.namesOf = (...given) => (redactor.isOn ? real.namesOf(...given) : all);
  return { ...real, namesOf };
});
vi.mock("../../electron/core/journal/lines.ts", async (original) => {
  const real = await original<typeof import("../../electron/core/journal/lines.ts")>();
  const causeLine: typeof real.causeLine = (connection, cause) => {
    const line = real.causeLine(connection, cause);
    return redactor.isOn ? line : { ...line, title: cause.title };
  };
  const causeChangeLine: typeof real.causeChangeLine = (connection, row) => {
    const line = real.causeChangeLine(connection, row);
    return redactor.isOn || line.kind !== "cause-change" ? line : { ...line, title: row.title };
  };
  return { ...real, causeLine, causeChangeLine };
});

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
  const { lines: journal } = await client.call("journal.list", {});
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
  const { causes, journal: reviewed } = await client.call("journal.review", { content });
  for (const { id: known, releases } of open)
    expect(causes.find((cause) => cause.id === known)).toMatchObject({
      records: expect.any(Number),
      held: releases - (open.find((cause) => cause.id === known)?.records ?? 0),
    });
  expect(causes.map(({ title }) => title)).toContain("students: firstName is too long or too short");
  // Each of them opened in that push, and is told in the same words.
  for (const { id, title, records, held } of causes.filter(({ cause }) => cause !== "rejected-line"))
    expect(reviewed).toContainEqual(
      expect.objectContaining({
        kind: "cause-change",
        what: "opened",
        cause: id,
        title,
        records: records + held,
        run: result.run,
      }),
    );
});

/** What leaves the machine after 40 persons were refused in all wordings: 200 names, ids, birth dates and addresses in bodies, keys and texts. */
async function toldOfRefusals() {
  const { client, practice, source, core } = await setUp();
  const server = await eavesdrop(practice.url, inAllWordings);
  atEnd(server.close);
  write(source, { "students.jsonl": studentsOfNobody });
  const events: unknown[] = [];
  atEnd(core.listen((event) => void events.push(event)));
  await client.call("connections.add", { name: "Q", settings: { url: server.url } });
  await client.call("sources.add", { connection: "Q", folder: source });
  const run = await client.call("push.start", { connection: "Q" });
  const { failed, waiting, sent } = await client.call("runs.result", { run: run.id });
  // One is accepted, with a person's name in its address.
  expect(failed + waiting + sent.created).toBe(studentsOfNobody.length);
  expect(sent.created).toBe(1);
  const { content } = await client.call("journal.export", {});
  const bundle = gunzipSync(Buffer.from(content, "base64")).toString("utf8");
  const journal = JSON.stringify(await client.call("journal.list", {}));
  const causes = await client.call("causes.list", { connection: "Q" });
  expect(causes.length).toBeGreaterThan(15);
  return { bundle, journal, causes: JSON.stringify(causes), heard: JSON.stringify(events) };
}

test("of 200 planted names, ids, dates and addresses none is told, in whatever words a server repeats them", async () => {
  expect(new Set(canaries).size).toBe(200);
  for (const [where, text] of Object.entries(await toldOfRefusals()))
    expect(found(text, canaries), where).toEqual([]);
});

test("the same search finds them when nothing is held back", async () => {
  redactor.isOn = false;
  const { bundle, journal, causes } = await toldOfRefusals();
  expect(found(bundle, canaries).length).toBeGreaterThan(5);
  expect(found(journal, canaries).length).toBeGreaterThan(5);
  expect(found(causes, canaries).length).toBeGreaterThan(5);
});

test("records are named by hashes that stay in one data folder and differ in the next", async () => {
  const hashesOf = async () => {
    const { client } = await pushed();
    const { lines } = await client.call("journal.list", {});
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
  expect(review.entries).toEqual(here.entries);
  // What the page of causes shows besides: what is ready, how it came, what it means, and how all stands.
  const [most] = await client.call("causes.list", { connection: "P", limit: 1 });
  const detail = await client.call("causes.show", { connection: "P", cause: most?.id ?? "" });
  expect(review.causes.find(({ id }) => id === detail.id)).toMatchObject({
    resources: detail.resources,
    ready: detail.ready,
    history: detail.history,
    trend: detail.trend,
  });
  expect(review.entries).toContainEqual({
    kind: "entry",
    ...(await client.call("dictionary.explain", { topic: detail.topic })),
  });
  const [status] = await client.call("status.show", {});
  expect(review.manifest.connections[0]).toMatchObject({
    practice: true,
    resources: status?.resources,
    lastRun: { state: "done", created: status?.lastRun?.result?.sent.created },
  });
});

test("a review file of the first version opens, and its causes are explained", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const [first = "", ...others] = gunzipSync(Buffer.from(content, "base64")).toString("utf8").split("\n");
  const { lines, connections, ...manifest } = JSON.parse(first);
  const { entry: _, ...counts } = lines;
  const older = [
    { ...manifest, version: 1, lines: counts, connections: connections.flatMap(asOlder) },
    ...others.flatMap((line) => (line === "" ? [] : asOlder(JSON.parse(line)))),
  ];
  const text = older.map((line) => `${JSON.stringify(line)}\n`).join("");
  const review = await client.call("journal.review", { content: gzipSync(text).toString("base64") });
  expect(review.causes.length).toBe(counts.cause);
  expect(review.causes[0]).not.toHaveProperty("ready");
  expect(new Set(review.entries.map(({ topic }) => topic))).toEqual(
    new Set(review.causes.map(({ topic }) => topic)),
  );
});
/** Without what version 2 added. */
function asOlder(line: Record<string, unknown>): Record<string, unknown>[] {
  if (line.kind === "entry") return [];
  const added = ["resources", "repaired", "ready", "about", "openedAt", "clearedAt", "history", "trend"];
  const more = ["practice", "closedAt", "schoolYear", "key", "lastRun"];
  return [Object.fromEntries(Object.entries(line).filter(([name]) => ![...added, ...more].includes(name)))];
}

test("a review file with a moment that is none is refused; one that knows fewer states is read", async () => {
  const { client } = await pushed();
  const { content } = await client.call("journal.export", {});
  const text = gunzipSync(Buffer.from(content, "base64")).toString("utf8");
  const read = (changed: string) =>
    client.call("journal.review", { content: gzipSync(changed).toString("base64") });
  await expect(read(text.replace(/"madeAt":"[^"]*"/, '"madeAt":"Monday"'))).rejects.toThrow(
    "damaged in its first line",
  );
  await expect(read(text.replace(/"lastSeen":"[^"]*"/, '"lastSeen":"long ago"'))).rejects.toThrow(
    "damaged in line 2",
  );
  const { manifest } = await read(text.replaceAll(/"delete-pending":\d+,/g, ""));
  expect(manifest.connections[0]?.resources?.[0]?.counts).toMatchObject({ "delete-pending": 0 });
});

test("a file that unpacks to more than any review file holds is refused, and nothing of it is read", async () => {
  const { client } = await setUp();
  const content = gzipSync(Buffer.alloc(129 * 1024 * 1024, "\n")).toString("base64");
  await expect(client.call("journal.review", { content })).rejects.toThrow(
    "This file is larger than any review file.",
  );
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

test("page by page it is the whole journal, though many lines share a millisecond; filters take a part of it", async () => {
  const { client, home } = await pushed();
  const db = new Database(join(home, "steward.db"));
  const one = db.prepare<[], number>("SELECT max(at) FROM answers").pluck().get() ?? 0;
  const at = new Date(one).toISOString();
  db.prepare("UPDATE answers SET at = ?").run(one);
  db.prepare("UPDATE runs SET ended_at = ?").run(at);
  db.prepare("UPDATE audit SET at = ?").run(at);
  db.prepare("UPDATE cause_events SET at = @one, until = @one").run({ one });
  db.close();
  const { lines: all } = await client.call("journal.list", { limit: 1000 });
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(4);
  for (const limit of [1, 2, 3, all.length]) {
    const pages = [];
    for (let after: string | undefined; ; ) {
      const { lines, next } = await client.call("journal.list", { limit, ...(after && { after }) });
      pages.push(...lines);
      after = next;
      if (after === undefined) break;
    }
    expect(pages, `${limit} a page`).toEqual(all);
  }
  const { lines: settings } = await client.call("journal.list", { kind: "setting" });
  expect(settings).toEqual(all.filter(({ kind }) => kind === "setting"));
  const { lines: some } = await client.call("journal.list", { kind: ["run", "cause-change"], limit: 1000 });
  expect(some).toEqual(all.filter(({ kind }) => kind === "run" || kind === "cause-change"));
  expect((await client.call("journal.list", { before: at })).lines).toEqual([]);
  expect((await client.call("journal.list", { since: at, limit: 1000 })).lines).toEqual(all);
});

test("a review file that has no room for the oldest lines says how many are not in it", async () => {
  const line = { connection: 1, run: 1, resource: null, status: 400, key: null };
  const refusals = [3, 2, 1].map((id) => ({ ...line, id, at: id }));
  const journal = new Journal(
    {
      store: {
        runs: () => [],
        settings: () => [],
        causeChanges: () => [],
        refusals: ({ limit }: { limit: number }) => refusals.slice(0, limit),
        count: () => refusals.length,
      },
      connections: () => [],
    } as unknown as JournalParts,
    2,
  );
  const { lines, leftOut } = await journal.newest(undefined);
  expect([leftOut, lines.length]).toEqual([1, 2]);
});

test("what is purged is forgotten, and what was accepted stays known", async () => {
  const { client, push } = await pushed();
  const before = new Date(Date.now() + 1000).toISOString();
  const causes = await client.call("causes.list", { connection: "P" });
  const wouldBe = await client.call("journal.purge", { before, dryRun: true });
  const { lines: still } = await client.call("journal.list", { kind: "run" });
  expect(still).toHaveLength(1);
  const purged = await client.call("journal.purge", { before });
  expect(purged).toEqual(wouldBe);
  expect(purged.runs).toBe(1);
  expect(purged.answers).toBeGreaterThan(0);
  const { lines: left } = await client.call("journal.list", {});
  expect(left.filter(({ kind }) => kind === "run" || kind === "refusal")).toEqual([]);
  expect(left.filter((line) => line.kind === "cause-change").length).toBe(causes.length);
  expect(await client.call("causes.list", { connection: "P" })).toEqual(causes);
  expect((await push()).sent).toMatchObject({ created: 0, updated: 0 });
});
