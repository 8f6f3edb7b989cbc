import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import type { PracticeOptions } from "../../electron/practice/practice.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import type { PushResult } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { agency, type Bench, school, setUp, write } from "./harness.ts";
import { entries, keychain } from "./memory-keychain.ts";

/** The acceptance test's own size, for a run by hand: STEWARD_FULL_SIZE=1. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const newPair = { key: "another-key-4321", secret: "another-secret" };

const setUpKept = (options: PracticeOptions = {}) => setUp(options, { credentials: "keychain" });
const schools = { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1), school(2)] };
const idOf = async ({ client }: Bench) => (await client.call("connections.show", { connection: "P" })).id;
const keptPair = async (bench: Bench) => JSON.parse(entries.get(`Steward/${await idOf(bench)}`) ?? "null");
const keptToken = async (bench: Bench) =>
  JSON.parse(entries.get(`Steward/${await idOf(bench)} token`) ?? "null");
const rotate = ({ client }: Bench, credentials: { key: string; secret: string }) =>
  client.call("connections.rotate", { connection: "P", credentials });
const refusalOf = async (promise: Promise<unknown>): Promise<AppError> => {
  const reason = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(reason instanceof AppError)) throw new Error("it was not refused");
  return reason;
};

async function expectUntouched(bench: Bench, pair: { key: string }) {
  expect(await keptPair(bench)).toEqual(pair);
  const { key } = await bench.client.call("connections.show", { connection: "P" });
  expect(key?.ending).toBe(pair.key.slice(-4));
  write(bench.source, schools);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 3, tokens: 0 });
}

describe("key rotation", () => {
  test("tests the new pair, switches, notes the endings and sends with the new key", async () => {
    const bench = await setUpKept({ keys: [newPair] });
    const { connection, steps } = await rotate(bench, newPair);
    expect(steps.every(({ ok }) => ok)).toBe(true);
    expect(connection.key).toMatchObject({ ending: "4321", due: false });
    expect(await keptPair(bench)).toEqual(newPair);
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, tokens: 0 });
    expect(bench.practice.tokens(newPair.key)).toEqual({ asked: 1, refused: 0 });
    expect(await keptToken(bench)).toMatchObject({ key: "4321", since: connection.key?.since });
    const noted = await bench.client.call("audit.list", { connection: "P" });
    const entry = noted.find(({ what }) => what === "rotated the key");
    const former = bench.practice.key.slice(-4);
    expect(entry).toMatchObject({
      changes: [{ field: "key ending", from: former, to: "4321" }],
    });
    expect(JSON.stringify(entry)).not.toContain(newPair.secret);
  });

  test("changes nothing when the server does not take the new pair, and its steps say why", async () => {
    const bench = await setUpKept();
    const before = await keptPair(bench);
    const refusal = await refusalOf(rotate(bench, { ...newPair, key: bench.practice.key }));
    expect(refusal).toMatchObject({ code: "unauthorized" });
    expect(refusal.message).toContain("The old key stays as it was.");
    const { steps } = refusal.details as { steps: { step: string; ok: boolean }[] };
    expect(steps.at(-1)).toMatchObject({ step: "token", ok: false, status: 401 });
    expect(await keptPair(bench)).toEqual(before);
    expect(await bench.client.call("audit.list", { connection: "P" })).not.toContainEqual(
      expect.objectContaining({ what: "rotated the key" }),
    );
    write(bench.source, schools);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 3, tokens: 0 });
  });

  test("keeps passphrase and proxy credentials, and says none of them", async () => {
    const bench = await setUpKept({ keys: [newPair] });
    const own = { passphrase: "own-passphrase", proxyUser: "own-user", proxyPassword: "own-password" };
    const { key, secret } = bench.practice;
    const said = await bench.client.call("connections.rotate", {
      connection: "P",
      credentials: { key, secret, ...own },
    });
    const then = await rotate(bench, newPair);
    expect(await keptPair(bench)).toEqual({ ...newPair, ...own });
    expect(JSON.stringify([said, then])).not.toMatch(/own-|another-/);
  });

  test("leaves the old pair in place when the keychain does not take the new one", async () => {
    const bench = await setUpKept({ keys: [newPair] });
    const before = await keptPair(bench);
    const set = vi.spyOn(keychain, "setPassword").mockRejectedValue(new Error("the keychain is locked"));
    expect(await refusalOf(rotate(bench, newPair))).toMatchObject({ code: "unauthorized" });
    set.mockRestore();
    await expectUntouched(bench, before);
  });

  test("puts the old pair back when the database does not take the change", async () => {
    const bench = await setUpKept({ keys: [newPair] });
    const before = await keptPair(bench);
    await bench.core.close();
    const db = new Database(join(bench.home, "steward.db"));
    db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.what = 'rotated the key' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    db.close();
    const next = await bench.restart();
    await expect(rotate(next, newPair)).rejects.toThrow();
    await expectUntouched(next, before);
  });

  test("leaves nothing behind of a connection that was removed meanwhile", async () => {
    const bench = await setUpKept({ keys: [newPair] });
    const uid = await idOf(bench);
    const set = vi
      .spyOn(keychain, "setPassword")
      .mockImplementationOnce(async (service, account, password) => {
        await bench.client.call("connections.remove", { connection: "P" });
        entries.set(`${service}/${account}`, password);
      });
    expect(await refusalOf(rotate(bench, newPair))).toMatchObject({ code: "not-found" });
    expect(set).toHaveBeenCalledWith("Steward", uid, expect.any(String));
    set.mockRestore();
    expect([...entries.keys()]).toEqual([]);
  });

  test("takes a running push along: it ends with the new key", async () => {
    const bench = await setUpKept({ keys: [newPair], latency: 5 });
    const { records } = await generateDistrict(bench.source, { students: 22, seed: 1 });
    const run = await bench.client.call("push.start", { connection: "P", concurrency: 8 });
    await sentSome(bench, records / 4);
    await rotate(bench, newPair);
    bench.practice.disableKey(bench.practice.key);
    const result = await bench.client.call("runs.result", { run: run.id });
    expect(result).toMatchObject({ exitStatus: 0, failed: 0, left: 0, sent: { created: records } });
    expect(bench.practice.tokens()).toEqual({ asked: 1, refused: 0 });
    expect(bench.practice.tokens(newPair.key)).toEqual({ asked: 1, refused: 0 });
  });

  test("is refused where key and secret come from the environment", async () => {
    const bench = await setUp({ keys: [newPair] });
    const refusal = await refusalOf(rotate(bench, newPair));
    expect(refusal).toMatchObject({ code: "conflict", message: expect.stringContaining("STEWARD_KEY") });
    expect(bench.practice.tokens(newPair.key).asked).toBe(0);
  });
});

const accepted = ({ practice }: Bench) => practice.counts().byStatus[201] ?? 0;
const sentSome = (bench: Bench, some: number) =>
  expect.poll(() => accepted(bench), { interval: 2, timeout: 60_000 }).toBeGreaterThan(some);

/** Pushes a district, and lets the host do something to the key when half of it is sent. */
async function pushInterrupted(bench: Bench, students: number, interrupt: () => void) {
  const { records } = await generateDistrict(bench.source, { students, seed: 1 });
  const run = await bench.client.call("push.start", { connection: "P", concurrency: 32 });
  await sentSome(bench, records / 2);
  interrupt();
  return { records, result: await bench.client.call("runs.result", { run: run.id }) };
}

function expectStopped(result: PushResult, says: RegExp) {
  expect(result).toMatchObject({
    state: "stopped",
    exitStatus: 3,
    failed: 0,
    blocked: 0,
    unknown: 0,
    causes: [],
  });
  expect(result.left).toBeGreaterThan(0);
  expect(result.reason).toMatch(says);
  expect(result.reason).toContain("What was not sent waits for the next push.");
}

describe.each(ServerKind.options)("a key that changes in the middle of a push, on %s", (server) => {
  test("stops the push at once when its secret was rotated; after the rotation here the rest goes", {
    timeout: full ? 600_000 : 60_000,
  }, async () => {
    const bench = await setUpKept({ server, latency: 2 });
    const { key } = bench.practice;
    const next = { key, secret: "the-next-secret" };
    const { records, result } = await pushInterrupted(
      bench,
      full ? 200 : 22,
      () => void bench.practice.rotateSecret(key, next.secret),
    );
    expectStopped(
      result,
      /changed or disabled there, or have expired\. Ask your state or host for the current pair/,
    );
    expect(bench.practice.tokens().refused).toBeLessThanOrEqual(2);
    const refusedDuringRun = bench.practice.tokens().refused;
    expect(await bench.push()).toMatchObject({ state: "stopped", exitStatus: 3, failed: 0, unknown: 0 });
    expect(bench.practice.tokens().refused).toBe(refusedDuringRun + 1);
    await rotate(bench, next);
    const rest = await bench.push();
    expect(rest).toMatchObject({ exitStatus: 0, failed: 0, unknown: 0, left: 0 });
    const figures = {
      server,
      records,
      sentBefore: result.sent.created,
      sentAfter: rest.sent.created,
      tokenRequestsFailed: refusedDuringRun,
      unauthorized: bench.practice.counts().unauthorized,
      recordsFailed: result.failed + rest.failed,
      recordsSentTwice: result.sent.updated + rest.sent.updated,
    };
    if (full) console.log(JSON.stringify(figures));
    expect(figures).toMatchObject({ recordsFailed: 0, recordsSentTwice: 0 });
    expect(result.sent.created + rest.sent.created).toBe(records);
    expect(accepted(bench)).toBe(records);
  });

  test("stops the push at once when it was disabled, without a storm of tokens; enabled again, the rest goes", async () => {
    const bench = await setUpKept({ server, latency: 2 });
    const { key } = bench.practice;
    const { records, result } = await pushInterrupted(bench, 22, () => bench.practice.disableKey(key));
    expectStopped(result, /ask/i);
    const { asked, refused } = bench.practice.tokens();
    expect(refused).toBeLessThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(4);
    bench.practice.enableKey(key);
    const rest = await bench.push();
    expect(rest).toMatchObject({ exitStatus: 0, failed: 0, left: 0, sent: { updated: 0 } });
    expect(result.sent.created + rest.sent.created).toBe(records);
  });
});
