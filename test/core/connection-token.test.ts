import { describe, expect, test, vi } from "vitest";
import type { PracticeOptions } from "../../electron/practice/practice.ts";
import { agency, type Bench, school, setUp, write } from "./harness.ts";
import { entries, keychain } from "./memory-keychain.ts";

const setUpKept = (options: PracticeOptions = {}) => setUp(options, { credentials: "keychain" });
const schools = { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1), school(2)] };
const idOf = async ({ client }: Bench) => (await client.call("connections.show", { connection: "P" })).id;
const keptToken = async (bench: Bench) =>
  JSON.parse(entries.get(`Steward/${await idOf(bench)} token`) ?? "null");

describe("a connection's token", () => {
  test("is asked for once, for the first test, every push and whoever opens the data folder next (trap 7, defect 6)", async () => {
    const bench = await setUpKept();
    await bench.client.call("connections.test", { connection: "P" });
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 3, tokens: 0 });
    const next = await bench.restart();
    write(bench.source, { "schools.jsonl": [school(1), school(3)] });
    expect(await next.push()).toMatchObject({ requests: 1, tokens: 0 });
    await next.client.call("connections.test", { connection: "P" });
    expect(bench.practice.tokens()).toEqual({ asked: 1, refused: 0 });
  });

  test("stays in the process where key and secret come from the environment", async () => {
    const bench = await setUp();
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, tokens: 0 });
    const next = await bench.restart();
    write(bench.source, { "schools.jsonl": [school(3)] });
    expect(await next.push({ force: true })).toMatchObject({ tokens: 1 });
    expect(entries.size).toBe(0);
  });

  test("is one for each connection, even with the same key and address", async () => {
    const bench = await setUpKept();
    const { key, secret, url } = bench.practice;
    await bench.client.call("connections.add", {
      name: "Q",
      settings: { url },
      credentials: { key, secret },
    });
    await Promise.all(["P", "Q"].map((connection) => bench.client.call("connections.test", { connection })));
    expect(bench.practice.tokens().asked).toBe(2);
    await bench.core.close();
    const kept = [...entries].filter(([account]) => account.endsWith(" token"));
    expect(new Set(kept.map(([, entry]) => JSON.parse(entry).value)).size).toBe(2);
  });

  test("that the server has withdrawn is noticed by the step test, and another one asked for", async () => {
    const bench = await setUpKept();
    bench.practice.disableKey(bench.practice.key);
    bench.practice.enableKey(bench.practice.key);
    const { steps } = await bench.client.call("connections.test", { connection: "P" });
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(bench.practice.tokens()).toEqual({ asked: 2, refused: 0 });
  });

  test("that the keychain does not take costs no push", async () => {
    const bench = await setUpKept();
    const fails = (service: string, account: string) => {
      if (account.endsWith(" token")) throw new Error("the keychain is out of order");
      return `${service}/${account}`;
    };
    const get = vi
      .spyOn(keychain, "getPassword")
      .mockImplementation(async (...at) => entries.get(fails(...at)) ?? null);
    const set = vi
      .spyOn(keychain, "setPassword")
      .mockImplementation(async (...at) => void fails(at[0], at[1]));
    const next = await bench.restart();
    write(bench.source, schools);
    expect(await next.push()).toMatchObject({ exitStatus: 0, requests: 3, tokens: 1 });
    await next.core.close();
    expect(set).toHaveBeenCalled();
    get.mockRestore();
    set.mockRestore();
  });

  test("goes with its connection", async () => {
    const bench = await setUpKept();
    await bench.push();
    expect(await keptToken(bench)).toMatchObject({
      key: (await bench.client.call("connections.list", {}))[0]?.key?.ending,
    });
    await bench.client.call("connections.remove", { connection: "P" });
    expect([...entries.keys()]).toEqual([]);
  });
});
