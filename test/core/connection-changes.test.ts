import { describe, expect, test, vi } from "vitest";
import { type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import type { AppEvent } from "../../shared/contract.ts";
import { agency, atEnd, type Bench, school, setUp, write } from "./harness.ts";
import { entries, keychain } from "./memory-keychain.ts";

const setUpKept = (options: PracticeOptions = {}) => setUp(options, { credentials: "keychain" });
const settingsOf = async ({ client }: Bench) =>
  (await client.call("connections.show", { connection: "P" })).settings;
const audit = ({ client }: Bench) => client.call("audit.list", { connection: "P" });
const schools = { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] };

/** Tables that pages are told to ask for again, from now on. */
function tablesTold({ client }: Bench): Set<string> {
  const told = new Set<string>();
  const take = (event: AppEvent) => {
    if (event.name === "data.changed") for (const table of event.data.tables) told.add(table);
  };
  atEnd(client.listen(take));
  return told;
}

describe("an update", () => {
  test("of limits is stored at once, with old and new in the audit, and asks nothing of the server", async () => {
    const bench = await setUpKept();
    const settings = await settingsOf(bench);
    const told = tablesTold(bench);
    await bench.practice.close();
    const updated = await bench.client.call("connections.update", {
      connection: "P",
      name: "State",
      settings: { ...settings, concurrency: 8, requestsPerSecond: 50 },
    });
    expect(updated).toMatchObject({
      steps: [],
      connection: { name: "State", settings: { concurrency: 8, requestsPerSecond: 50 } },
    });
    const [entry] = await bench.client.call("audit.list", { connection: "State" });
    expect(entry).toMatchObject({ what: "changed the connection", connection: "State" });
    expect(entry?.changes).toEqual([
      { field: "name", from: "P", to: "State" },
      { field: "concurrency", from: "32", to: "8" },
      { field: "requestsPerSecond", to: "50" },
    ]);
    expect([...told]).toEqual(expect.arrayContaining(["connections", "audit"]));
  });

  test("that changes nothing notes nothing", async () => {
    const bench = await setUpKept();
    const before = await audit(bench);
    await bench.client.call("connections.update", {
      connection: "P",
      name: "P",
      settings: await settingsOf(bench),
    });
    expect(await audit(bench)).toEqual(before);
  });

  test("of the address is refused, with the steps and nothing changed, when the server cannot be used there", async () => {
    const bench = await setUpKept();
    const settings = await settingsOf(bench);
    const before = await audit(bench);
    const wrong = { connection: "P", settings: { ...settings, url: `${settings.url}/nowhere` } };
    await expect(bench.client.call("connections.update", wrong)).rejects.toMatchObject({
      code: "unusable",
      message: expect.stringContaining("The settings stay as they were."),
      details: { steps: expect.arrayContaining([expect.objectContaining({ step: "discovery", ok: false })]) },
    });
    expect(await settingsOf(bench)).toEqual(settings);
    expect(await audit(bench)).toEqual(before);
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0 });
  });

  test("to a server that does not know the key is refused; the old token stays good", async () => {
    const bench = await setUpKept();
    const settings = await settingsOf(bench);
    const other = await startPractice({ seed: 3 });
    atEnd(other.close);
    const wrong = { connection: "P", settings: { ...settings, url: other.url } };
    await expect(bench.client.call("connections.update", wrong)).rejects.toMatchObject({ code: "unusable" });
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, tokens: 0 });
  });

  test("to another server reads its descriptors anew, and says what stays noted as sent", async () => {
    const pair = { key: "the-same-key", secret: "the-same-secret" };
    const bench = await setUpKept(pair);
    write(bench.source, schools);
    await bench.push();
    const other = await startPractice({ seed: 3, ...pair });
    atEnd(other.close);
    const uri = other.descriptors.add("gradeLevel", { codeValue: "Only here" });
    const settings = { ...(await settingsOf(bench)), url: other.url };
    const { steps } = await bench.client.call("connections.update", { connection: "P", settings });
    expect(steps.find(({ step }) => step === "address")?.advice).toContain("clone the connection instead");
    const search = { connection: "P", type: "gradeLevel", search: "Only here" };
    const values = await bench.client.call("descriptors.values", search);
    expect(values.map((value) => value.uri)).toContain(uri);
  });

  test("takes no name that another connection has", async () => {
    const bench = await setUpKept();
    await bench.client.call("connections.clone", { connection: "P", name: "Q" });
    await expect(
      bench.client.call("connections.update", { connection: "P", name: "q" }),
    ).rejects.toMatchObject({ code: "conflict" });
    const renamed = await bench.client.call("connections.update", { connection: "P", name: "p" });
    expect(renamed.connection.name).toBe("p");
  });
});

describe("a closed connection", () => {
  test("is kept for reading: what was sent shows, nothing is sent or asked of its server, its key is gone", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    write(bench.source, schools);
    await bench.push();
    const closed = await client.call("connections.close", { connection: "P" });
    expect(closed.closedAt).toBeDefined();
    expect(closed.key).toBeUndefined();
    expect([...entries.keys()]).toEqual([]);
    const asked = { ...practice.counts(), tokens: practice.tokens() };
    const refused = [
      client.call("push.start", { connection: "P" }),
      client.call("push.preview", { connection: "P" }),
      client.call("descriptors.pull", { connection: "P" }),
      client.call("connections.test", { connection: "P" }),
      client.call("permissions.show", { connection: "P", refresh: true }),
      client.call("connections.rotate", {
        connection: "P",
        credentials: { key: practice.key, secret: practice.secret },
      }),
      client.call("connections.update", {
        connection: "P",
        settings: { ...closed.settings, concurrency: 2 },
      }),
    ];
    for (const refusal of refused) {
      await expect(refusal).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/"P" is closed.*Reopen it first\./),
      });
    }
    const [status] = await client.call("status.show", { connection: "P" });
    expect(status?.resources.find(({ resource }) => resource === "/ed-fi/schools")?.counts.sent).toBe(1);
    expect(await client.call("runs.list", { connection: "P" })).toHaveLength(1);
    expect(
      (await client.call("descriptors.values", { connection: "P", type: "gradeLevel" })).length,
    ).not.toBe(0);
    expect((await client.call("permissions.show", { connection: "P" })).now).toBeDefined();
    expect({ ...practice.counts(), tokens: practice.tokens() }).toEqual(asked);
  });

  test("can be cloned for the next year, and sends again once it is reopened and has a key", async () => {
    const bench = await setUpKept();
    const { client, practice } = bench;
    await client.call("connections.close", { connection: "P" });
    const copied = await client.call("connections.clone", { connection: "P", name: "Q" });
    expect(copied.connection.closedAt).toBeUndefined();
    const open = await client.call("connections.reopen", { connection: "P" });
    expect(open.closedAt).toBeUndefined();
    await expect(client.call("push.start", { connection: "P" })).rejects.toThrow(/no key and secret yet/);
    const credentials = { key: practice.key, secret: practice.secret };
    await client.call("connections.rotate", { connection: "P", credentials });
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
    const done = (await audit(bench)).map(({ what }) => what);
    expect(done).toEqual([
      "let everything be sent, without further stages of a first sync",
      "rotated the key",
      "reopened the connection",
      "closed the connection",
      "added a source folder",
      "added the connection",
    ]);
  });

  test("stays open when the keychain does not let the key go", async () => {
    const bench = await setUpKept();
    const remove = vi.spyOn(keychain, "deletePassword").mockRejectedValue(new Error("locked"));
    await expect(bench.client.call("connections.close", { connection: "P" })).rejects.toMatchObject({
      code: "unauthorized",
    });
    remove.mockRestore();
    expect((await bench.client.call("connections.show", { connection: "P" })).closedAt).toBeUndefined();
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  });

  test("cannot be one whose key is being changed", async () => {
    const bench = await setUpKept({ latency: 20 });
    const { key, secret } = bench.practice;
    const rotated = bench.client.call("connections.rotate", {
      connection: "P",
      credentials: { key, secret },
    });
    await expect(bench.client.call("connections.close", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is being changed"),
    });
    await rotated;
  });

  test("cannot be one that is sending", async () => {
    const bench = await setUpKept({ latency: 50 });
    write(bench.source, schools);
    const run = await bench.client.call("push.start", { connection: "P" });
    await expect(bench.client.call("connections.close", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is sending"),
    });
    await bench.client.call("runs.result", { run: run.id });
  });
});

test("a removed connection leaves its audit behind, with when and by whom", async () => {
  const bench = await setUpKept();
  await bench.client.call("connections.remove", { connection: "P" });
  const entriesOfAll = await bench.client.call("audit.list", {});
  expect(entriesOfAll.map(({ what, connection }) => [what, connection])).toEqual([
    ["removed the connection", "P"],
    ["added a source folder", "P"],
    ["added the connection", "P"],
  ]);
  expect(JSON.stringify(entriesOfAll)).not.toContain(bench.practice.secret);
});
