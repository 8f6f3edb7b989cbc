import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import type { Input } from "../../shared/contract.ts";
import { lockedKey, makeCertificate } from "./api-certificate.ts";
import { agency, atEnd, type Bench, school, setUp, write } from "./harness.ts";
import { entries, keychain } from "./memory-keychain.ts";

const authority = await makeCertificate("Test district authority");
const host = await makeCertificate("127.0.0.1", { issuer: authority });
const steward = await makeCertificate("steward", { issuer: authority });
const pair = { key: "the-same-key", secret: "the-same-secret" };
const passphrase = "open sesame";

/** Connection "P", and a server beside its own that asks for a client certificate whose key is locked. */
async function setUpLocked(): Promise<{ bench: Bench; secure: Practice; settings: Settings }> {
  const bench = await setUp(pair, { credentials: "keychain" });
  const secure = await startPractice({
    seed: 2,
    ...pair,
    tls: { key: host.key, cert: host.cert, ca: authority.cert, requestCert: true },
  });
  atEnd(secure.close);
  const file = (name: string, text: string) => {
    const path = join(bench.folder, name);
    writeFileSync(path, text);
    return path;
  };
  const { settings } = await bench.client.call("connections.show", { connection: "P" });
  return {
    bench,
    secure,
    settings: {
      ...settings,
      url: secure.url,
      caFile: file("authority.pem", authority.cert),
      clientCertFile: file("steward.pem", steward.cert),
      clientKeyFile: file("steward.key", lockedKey(steward, passphrase)),
    },
  };
}

type Settings = NonNullable<Input<"connections.update">["settings"]>;

const entryOf = async ({ client }: Bench) => {
  const { id } = await client.call("connections.show", { connection: "P" });
  return JSON.parse(entries.get(`Steward/${id}`) ?? "null");
};
const audit = ({ client }: Bench) => client.call("audit.list", { connection: "P" });

async function expectUntouched(bench: Bench, work: () => Promise<unknown>, refusal: object) {
  const before = [
    await bench.client.call("connections.show", { connection: "P" }),
    await entryOf(bench),
    await audit(bench),
  ];
  await expect(work()).rejects.toMatchObject(refusal);
  const after = [
    await bench.client.call("connections.show", { connection: "P" }),
    await entryOf(bench),
    await audit(bench),
  ];
  expect(after).toEqual(before);
}

describe("a locked client key", () => {
  test("is entered with its passphrase alone: tried, kept beside key and secret, told without its value", async () => {
    const { bench, secure, settings } = await setUpLocked();
    const { client } = bench;
    const change = { connection: "P", settings };
    const wrong = { ...change, credentials: { passphrase: "a wrong one" } };
    await expectUntouched(bench, () => client.call("connections.update", wrong), {
      code: "unusable",
      message: expect.stringMatching(/passphrase does not open.*The settings stay as they were\./),
    });
    await expectUntouched(bench, () => client.call("connections.update", change), {
      code: "unusable",
      message: expect.stringContaining("locked with a passphrase"),
    });

    const changed = await client.call("connections.update", { ...change, credentials: { passphrase } });
    expect(changed.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(changed.connection.settings).toEqual(settings);
    expect(await entryOf(bench)).toEqual({ ...pair, passphrase });
    const [first, second] = await audit(bench);
    expect(first).toMatchObject({ what: "changed the passphrase", changes: [] });
    expect(second).toMatchObject({ what: "changed the connection" });
    expect(JSON.stringify([changed, await audit(bench)])).not.toContain(passphrase);

    write(bench.source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0 });
    expect(secure.items("/ed-fi/schools")).toHaveLength(1);
  });

  test("may be tried first, with what is kept for the rest", async () => {
    const { bench, settings } = await setUpLocked();
    const asked = { test: "1", settings, connection: "P", credentials: { passphrase } };
    const { steps, server } = await bench.client.call("connections.probe", asked);
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(server?.product).toBe("ods");
    expect(await entryOf(bench)).toEqual(pair);
  });

  test("that gets another passphrase needs no other change; the same again notes nothing", async () => {
    const { bench, settings } = await setUpLocked();
    const { client } = bench;
    await client.call("connections.update", { connection: "P", settings, credentials: { passphrase } });
    writeFileSync(settings.clientKeyFile ?? "", lockedKey(steward, "another one"));
    const change = { connection: "P", credentials: { passphrase: "another one" } };
    await client.call("connections.update", change);
    expect(await entryOf(bench)).toEqual({ ...pair, passphrase: "another one" });
    const noted = await audit(bench);
    expect(noted[0]).toMatchObject({ what: "changed the passphrase" });
    await client.call("connections.update", change);
    expect(await audit(bench)).toEqual(noted);
  });
});

test("a passphrase is forgotten with the client key that it opened, and nobody enters it for that", async () => {
  const { bench, settings } = await setUpLocked();
  const { client, practice } = bench;
  await client.call("connections.update", { connection: "P", settings, credentials: { passphrase } });
  const { clientCertFile: _cert, clientKeyFile: _key, ...without } = settings;
  await expectUntouched(
    bench,
    () => client.call("connections.update", { connection: "P", settings: without }),
    {
      code: "unusable",
    },
  );
  await client.call("connections.update", { connection: "P", settings: { ...without, url: practice.url } });
  expect(await entryOf(bench)).toEqual(pair);
  const [noted] = await audit(bench);
  expect(noted).toMatchObject({ what: "changed the passphrase" });
  expect(await bench.client.call("connections.secrets", { connection: "P" })).toMatchObject({
    passphrase: false,
  });
});

describe("which secrets are kept", () => {
  const keptOf = ({ client }: Bench, connection = "P") => client.call("connections.secrets", { connection });

  test("is told, and never what they are", async () => {
    const { bench, settings } = await setUpLocked();
    const nothing = { source: "keychain", passphrase: false, proxyLogin: false };
    expect(await keptOf(bench)).toEqual(nothing);
    await bench.client.call("connections.update", { connection: "P", settings, credentials: { passphrase } });
    expect(await keptOf(bench)).toEqual({ ...nothing, passphrase: true });
    await bench.client.call("connections.clone", { connection: "P", name: "Keyless" });
    expect(await keptOf(bench, "Keyless")).toEqual(nothing);
    await bench.client.call("connections.close", { connection: "P" });
    expect(await keptOf(bench)).toEqual(nothing);
  });

  test("comes from the environment where it has them", async () => {
    const environment = { STEWARD_KEY: "k", STEWARD_SECRET: "s", STEWARD_PROXY_USER: "u" };
    const bench = await setUp({ key: "k", secret: "s" }, { environment });
    expect(await keptOf(bench)).toEqual({ source: "environment", passphrase: false, proxyLogin: true });
  });

  test("cannot be told where the keychain does not answer", async () => {
    const { bench } = await setUpLocked();
    const get = vi.spyOn(keychain, "getPassword").mockRejectedValue(new Error("the keychain is locked"));
    atEnd(() => get.mockRestore());
    await expect(keptOf(bench)).rejects.toMatchObject({ code: "unauthorized" });
  });
});

describe("nothing is changed", () => {
  const change = { connection: "P", credentials: { passphrase } };

  test("when the keychain does not take the entry", async () => {
    const { bench, settings } = await setUpLocked();
    const set = vi.spyOn(keychain, "setPassword").mockRejectedValue(new Error("the keychain is locked"));
    atEnd(() => set.mockRestore());
    await expectUntouched(bench, () => bench.client.call("connections.update", { ...change, settings }), {
      code: "unauthorized",
    });
  });

  test("when the database does not take the change: the former entry is put back", async () => {
    const { bench, settings } = await setUpLocked();
    await bench.core.close();
    const db = new Database(join(bench.home, "steward.db"));
    db.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
    db.close();
    const next = await bench.restart();
    const set = vi.spyOn(keychain, "setPassword");
    atEnd(() => set.mockRestore());
    await expectUntouched(next, () => next.client.call("connections.update", { ...change, settings }), {
      message: expect.any(String),
    });
    expect(set.mock.calls.filter(([, , entry]) => entry.includes(passphrase))).toHaveLength(1);
  });

  test("while the key is being changed, or another secret", async () => {
    const { bench } = await setUpLocked();
    const { client } = bench;
    const rotating = client.call("connections.rotate", { connection: "P", credentials: pair });
    await expect(client.call("connections.update", change)).rejects.toThrow("is being changed");
    await rotating;
    const first = client.call("connections.update", change);
    await expect(client.call("connections.rotate", { connection: "P", credentials: pair })).rejects.toThrow(
      "is being changed",
    );
    await first;
    expect(await entryOf(bench)).toEqual({ ...pair, passphrase });
  });

  test("of key and secret: these are rotated", async () => {
    const { bench } = await setUpLocked();
    const credentials = { passphrase, key: "another", secret: "another" };
    await expectUntouched(
      bench,
      () => bench.client.call("connections.update", { connection: "P", credentials }),
      { code: "invalid-input" },
    );
  });

  test("of a connection that has no key yet, or is closed, or keeps nothing", async () => {
    const { bench } = await setUpLocked();
    const { client } = bench;
    await client.call("connections.clone", { connection: "P", name: "Keyless" });
    await expect(
      client.call("connections.update", { ...change, connection: "Keyless" }),
    ).rejects.toMatchObject({ code: "unauthorized" });
    await client.call("connections.close", { connection: "P" });
    await expect(client.call("connections.update", change)).rejects.toThrow("Reopen it first.");
    expect([...entries.keys()]).toEqual([]);

    const keepsNothing = await setUp();
    await expect(keepsNothing.client.call("connections.update", change)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("STEWARD_PASSPHRASE"),
    });
  });
});
