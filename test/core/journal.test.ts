import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterEach, expect, test, vi } from "vitest";
import { Journal, type JournalParts } from "../../electron/core/journal/journal.ts";
import { canaries, found, inAllWordings, studentsOfNobody } from "./canaries.ts";
import { eavesdrop } from "./eavesdropper.ts";
import { atEnd, setUp, write } from "./harness.ts";
import { planted, pushed } from "./planted-journal.ts";

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
