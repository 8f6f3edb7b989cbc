import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPractice } from "../../electron/practice/practice.ts";
import { argumentsFor, type Step } from "./keychain-user.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-keychain-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of this machine's own session: no bus, no keyring, no screen to ask on. */
const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  HOME: folder,
  XDG_RUNTIME_DIR: folder,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  ...more,
});
const run = async (file: string, argv: readonly string[], env = environment()): Promise<unknown[]> =>
  JSON.parse((await promisify(execFile)(file, argv, { env })).stdout);

/** Takes these steps in a session with a bus of its own. */
const inSession = (steps: readonly Step[], ...options: string[]) =>
  run("dbus-run-session", [...options, "--", process.execPath, ...argumentsFor(steps)]);

const installed = (name: string) => spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;

const missing =
  process.platform !== "linux"
    ? "this is not Linux"
    : ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"]
        .filter((name) => !installed(name))
        .join(" and ");
if (missing) console.log(`Skipped: the keychain with a real Secret Service (not here: ${missing}).`);

const pair = { key: "k", secret: "s" };
const whole = { key: "k2", secret: "s2", passphrase: "p", proxyUser: "u", proxyPassword: "w" };
const refused = (says: string) => ({ code: "unauthorized", message: expect.stringContaining(says) });
const environmentInstead = "Or set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.";

describe.skipIf(missing)("the keychain of a real Secret Service", () => {
  test("stores, lets another process read, replaces and deletes", async () => {
    const steps: Step[] = [
      ["unlock"],
      ["get"],
      ["set", pair],
      ["elsewhere", [["get"]]],
      ["set", whole],
      ["elsewhere", [["get"], ["delete"]]],
      ["get"],
      ["delete"],
      ["accounts"],
    ];
    expect(await inSession(steps)).toEqual([0, null, null, [pair], null, [whole, null], null, null, []]);
  });

  test("when locked, says so of everything, and loses nothing; one that was started anew is told", async () => {
    const steps: Step[] = [
      ["unlock"],
      ["set", pair],
      ["lock"],
      ["get"],
      ["set", whole],
      ["delete"],
      ["unlock"],
      ["get"],
      ["elsewhere", [["get"], ["accounts"]]],
    ];
    const locked = refused(`The keychain is locked. Unlock it`);
    const results = await inSession(steps);
    const startedAnew = refused("Close Steward and start it again.");
    const elsewhere = [pair, ["test-connection"]];
    expect(results).toEqual([0, null, 0, locked, locked, locked, 0, startedAnew, elsewhere]);
    expect(results[3]).toMatchObject({ message: expect.stringContaining(environmentInstead) });
  });

  test("that nobody has ever unlocked, says that it is locked", async () => {
    const locked = refused("The keychain is locked. Unlock it");
    expect(await inSession([["get"], ["set", pair], ["delete"]])).toEqual([locked, locked, locked]);
  });

  test("that is not there is told, on a bus without one", async () => {
    const bus = join(folder, "bus.conf");
    writeFileSync(
      bus,
      `<busconfig><type>session</type><listen>unix:tmpdir=${folder}</listen>
       <policy context="default">
         <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
       </policy></busconfig>`,
    );
    const absent = refused("no Secret Service runs in this session");
    const results = await inSession([["get"], ["set", pair], ["delete"]], `--config-file=${bus}`);
    expect(results).toEqual([absent, absent, absent]);
    expect(results[0]).toMatchObject({ message: expect.stringContaining(environmentInstead) });
  });
});

describe.skipIf(process.platform !== "linux")("a machine without a session", () => {
  test.each([
    ["has no bus", {}],
    ["names a bus that has gone", { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" }],
  ])("%s: that is said, with the other way", async (_, more) => {
    const steps: Step[] = [["get"], ["set", pair]];
    const results = await run(process.execPath, argumentsFor(steps), environment(more));
    const said = {
      code: "unauthorized",
      message: expect.stringMatching(/no D-Bus session|libsecret is missing/),
    };
    expect(results).toEqual([said, said]);
    expect(results[0]).toMatchObject({ message: expect.stringContaining(environmentInstead) });
  });
});

describe.skipIf(missing)("a connection whose key is in a real keychain", () => {
  const next = { key: "next-key-5678", secret: "next-secret-of-the-test" };
  const first = { key: "first-key-1234", secret: "first-secret-of-the-test" };

  test("is added, sends, is rotated and removed by one process after the other, with one token for each pair", async () => {
    const practice = await startPractice({ ...first, seed: 1, keys: [next] });
    const home = join(folder, "home");
    mkdirSync(home);
    const core = (...calls: (readonly [string, object])[]): Step => ["elsewhere", [["core", home, calls]]];
    const of = { connection: "P" };
    try {
      const results = await inSession([
        ["unlock"],
        core(["connections.add", { name: "P", settings: { url: practice.url }, credentials: first }]),
        core(["connections.test", of], ["push.start", of]),
        ["elsewhere", [["accounts"]]],
        core(["connections.rotate", { ...of, credentials: { ...next, secret: "wrong" } }]),
        core(["connections.rotate", { ...of, credentials: next }]),
        core(["connections.test", of]),
        ["lock"],
        core(["connections.test", of], ["connections.remove", of], ["connections.list", {}]),
        ["unlock"],
        core(["connections.remove", of]),
        ["elsewhere", [["accounts"]]],
      ]);
      const [, added, pushed, accounts, wrong, rotated, tested, , locked, , removed, left] = results;
      const ok = expect.objectContaining({ ok: true });
      expect([added, pushed, rotated, tested, removed]).toEqual([
        [[ok]],
        [[ok, ok, ok]],
        [[expect.objectContaining({ value: expect.objectContaining({ connection: keyEnding("5678") }) })]],
        [[ok]],
        [[ok]],
      ]);
      expect(wrong).toMatchObject([[{ ok: false, error: { code: "unauthorized" } }]]);
      const isLocked = { ok: false, error: refused("The keychain is locked") };
      expect(locked).toMatchObject([[isLocked, isLocked, { ok: true, value: [keyEnding("5678")] }]]);
      expect(accounts).toEqual([[expect.any(String), expect.stringMatching(/ token$/)]]);
      expect(left).toEqual([[]]);
      expect(practice.tokens(first.key)).toEqual({ asked: 1, refused: 0 });
      expect(practice.tokens(next.key)).toEqual({ asked: 2, refused: 1 });
      const written = readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
      expect(`${JSON.stringify(results)}${written.join("")}`).not.toMatch(/secret-of-the-test|-key-/);
    } finally {
      await practice.close();
    }
  });
});

const keyEnding = (ending: string) => expect.objectContaining({ key: expect.objectContaining({ ending }) });
