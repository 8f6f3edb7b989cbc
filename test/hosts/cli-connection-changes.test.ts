import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { fakeConnection } from "./fake-cli-settings.ts";
import { keyboard } from "./keyboard.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const connection = (...argv: string[]) => ["connection", ...argv, "--home", home];
const asked = (core: ReturnType<typeof fakeCore>, name: string) =>
  core.asked.find((each) => each.name === name)?.input;

describe("connection edit", () => {
  const edit = (...argv: string[]) => connection("edit", "State", ...argv);
  const settings = {
    year: 2026,
    proxy: "http://proxy:8080",
    trustedOrigins: ["https://login.example.org"],
    otherUrls: ["https://b.example.org"],
  };

  test("changes what was typed and keeps the rest", async () => {
    const core = fakeCore({ settings });
    const { status, stdout } = await runHere(edit("--year", "2027", "--name", "Next"), { core });
    expect(status).toBe(0);
    expect(asked(core, "connections.update")).toMatchObject({
      connection: "State",
      name: "Next",
      settings: { ...settings, year: 2027, url: "https://api.example.org" },
    });
    expect(stdout).toContain("Next is changed.");
  });

  test("adds addresses and origins to those that are known, and takes settings away", async () => {
    const core = fakeCore({ settings });
    const added = ["--trust", "https://sso.example.org", "--also", "https://c.example.org"];
    await runHere(edit(...added, "--clear", "also", "proxy"), { core });
    const changed = asked(core, "connections.update") as { settings: Record<string, unknown> };
    expect(changed.settings).toMatchObject({
      trustedOrigins: ["https://login.example.org", "https://sso.example.org"],
      otherUrls: ["https://c.example.org"],
    });
    expect(changed.settings).not.toHaveProperty("proxy");
  });

  const lockedFile = () => {
    const locked = join(home, "locked.pem");
    writeFileSync(locked, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    return locked;
  };

  test("asks for the passphrase of a locked key and the proxy's login, and for nothing else", async () => {
    const core = fakeCore();
    const argv = edit("--client-key", lockedFile(), "--proxy", "http://proxy:3128");
    const stdin = keyboard(" typed pass ", "typed-user", "typed-password");
    const { status, stdout, stderr } = await runHere(argv, { core, stdin });
    expect(status).toBe(0);
    expect(asked(core, "connections.update")).toMatchObject({
      credentials: { passphrase: " typed pass ", proxyUser: "typed-user", proxyPassword: "typed-password" },
    });
    expect(stderr).not.toMatch(/^(?:Key|Secret): /m);
    expect(stdout + stderr).not.toContain("typed");
  });

  test("keeps what is kept where nothing is entered, and asks for no secret that no change needs", async () => {
    const core = fakeCore();
    await runHere(edit("--client-key", lockedFile()), { core, stdin: keyboard("") });
    expect(asked(core, "connections.update")).not.toHaveProperty("credentials");
    const limits = await runHere(edit("--concurrency", "4"), { core: fakeCore(), stdin: keyboard() });
    expect(limits.status).toBe(0);
    expect(limits.stderr).toBe("");
  });

  test("asks for a passphrase alone with --ask-passphrase, at a terminal only", async () => {
    const core = fakeCore();
    await runHere(edit("--ask-passphrase"), { core, stdin: keyboard("typed-pass") });
    expect(asked(core, "connections.update")).toMatchObject({ credentials: { passphrase: "typed-pass" } });
    const unseen = await runHere(edit("--ask-proxy"), { core: fakeCore() });
    expect(unseen.status).toBe(2);
    expect(unseen.stderr).toContain("asked for at a terminal, and here is none");
    const kept = await runHere(edit("--ask-proxy", "--credentials-from-env"), { core: fakeCore() });
    expect(kept.status).toBe(2);
    expect(kept.stderr).toContain("set STEWARD_PASSPHRASE");
  });

  test("says where a passphrase is asked for when a locked key is refused and nobody could be asked", async () => {
    const refuse = { "connections.update": new AppError("unusable", "The key is locked.") };
    const refused = (...argv: string[]) => runHere(edit(...argv), { core: fakeCore({ refuse }) });
    const { status, stderr } = await refused("--client-key", lockedFile());
    expect(status).toBe(3);
    expect(stderr).toContain("The same at a terminal asks for the passphrase of the key.");
    const kept = await refused("--proxy", "http://proxy:3128", "--credentials-from-env");
    expect(kept.stderr).toContain("taken from STEWARD_PROXY_USER");
  });
});

describe("connection test", () => {
  test("says which change of the connection makes it right", async () => {
    const steps = [
      { step: "read", ok: false, status: 404, advice: "No.", suggestion: { year: 2027 } },
    ] as const;
    const core = fakeCore({ steps: [...steps], settings: { year: 2026 } });
    const { status, stdout } = await runHere(connection("test", "State"), { core });
    expect(status).toBe(3);
    expect(stdout).toContain("'steward connection edit State --year 2027' enters it.");
  });
});

describe("connection test with a locked client key", () => {
  test("says how its passphrase is entered", async () => {
    const locked = join(home, "locked.pem");
    writeFileSync(locked, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    const steps = [{ step: "tls", ok: false, advice: "The key is locked." }] as const;
    const core = () => fakeCore({ steps: [...steps], settings: { clientKeyFile: locked } });
    const hint = "'steward connection edit State --ask-passphrase' enters the passphrase";
    expect((await runHere(connection("test", "State"), { core: core() })).stdout).toContain(hint);
    const argv = connection("test", "State", "--credentials-from-env");
    expect((await runHere(argv, { core: core() })).stdout).not.toContain(hint);
  });
});

describe("connection test without a key", () => {
  const steps = [{ step: "token", ok: false, advice: "There is no key yet." }] as const;
  const { key: _, ...keyless } = fakeConnection({});
  const testing = (...argv: string[]) => {
    const core = fakeCore({ steps: [...steps] });
    const call: typeof core.call = async (name, input) =>
      name === "connections.test"
        ? { ok: true, value: { connection: keyless, steps } }
        : core.call(name, input);
    return runHere(connection("test", "State", ...argv), { core: { ...core, call } });
  };

  test("says how one is entered, where one can be kept", async () => {
    const { status, stdout } = await testing();
    expect(status).toBe(3);
    expect(stdout).toContain("'steward connection rotate State' enters key and secret.");
    expect((await testing("--credentials-from-env")).stdout).not.toContain("rotate");
  });
});

describe("connection rotate", () => {
  test("asks for the new pair, hands it to the core and shows no more of it than its ending", async () => {
    const core = fakeCore();
    const stdin = keyboard("typed-key", "typed-secret", "typed-pass");
    const argv = connection("rotate", "State", "--ask-passphrase");
    const { status, stdout, stderr } = await runHere(argv, { core, stdin, terminal: true });
    expect(status).toBe(0);
    expect(asked(core, "connections.rotate")).toEqual({
      connection: "State",
      credentials: { key: "typed-key", secret: "typed-secret", passphrase: "typed-pass" },
    });
    expect(stdout).toContain("State uses the new key (…77aa) from now on. The old one (…9d3f");
    expect(stdout + stderr).not.toContain("typed-");
  });

  test("is refused where nothing is kept, and where nobody can type", async () => {
    const kept = await runHere(connection("rotate", "State", "--credentials-from-env"));
    expect(kept.status).toBe(2);
    expect(kept.stderr).toContain("set STEWARD_KEY and STEWARD_SECRET to the new pair");
    const typed = await runHere(connection("rotate", "State"), { core: fakeCore() });
    expect(typed.status).toBe(2);
    expect(typed.stderr).toContain("at a terminal, or in Steward's window");
  });

  test("ends with 3 and the steps when the server does not take the pair", async () => {
    const advice = "The server does not know this key.";
    const steps = [{ step: "token", ok: false, status: 401, advice }];
    const refusal = new AppError("unauthorized", `${advice} The old key stays as it was.`, { steps });
    const core = fakeCore({ refuse: { "connections.rotate": refusal } });
    const stdin = keyboard("typed-key", "typed-secret");
    const { status, stderr } = await runHere(connection("rotate", "State"), { core, stdin });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^not ok {2}token +status 401$/m);
    expect(stderr.split(advice)).toHaveLength(2);
  });
});

describe("what a connection is, may and was", () => {
  test("permissions tells what the key lacks, with records, and what changed", async () => {
    const { status, stdout } = await runHere(connection("permissions", "State"), { core: fakeCore() });
    expect(status).toBe(0);
    expect(stdout).toContain("255901 Practice Falls (LocalEducationAgency)");
    expect(stdout).toContain("1 resource that you send is not fully covered by the key:");
    expect(stdout).toMatch(/^\/ed-fi\/grades +1,350 +Create +You send grades, but may not create them/m);
    expect(stdout).toContain("The key may not create grades any more.");
  });

  test("permissions --refresh asks the server", async () => {
    const core = fakeCore();
    await runHere(connection("permissions", "State", "--refresh"), { core });
    expect(asked(core, "permissions.show")).toEqual({ connection: "State", refresh: true });
  });

  test("show and list tell a closed connection and a key that is old", async () => {
    const key = { ending: "9d3f", since: "2025-01-02T00:00:00.000Z", due: true };
    const shown = await runHere(connection("show", "State"), { core: fakeCore({ connection: { key } }) });
    expect(shown.stdout).toContain("'steward connection rotate State' enters it");
    const listed = await runHere(connection("list"), { core: fakeCore({ connection: { key } }) });
    expect(listed.stdout).toMatch(/…9d3f +time for a new key$/m);
    const closed = { closedAt: "2026-07-01T10:00:00.000Z" };
    const after = await runHere(connection("list"), { core: fakeCore({ connection: closed }) });
    expect(after.stdout).toContain("closed since 2026-07-01");
  });

  test("show tells whether the secrets of the way to the server are kept", async () => {
    const settings = { clientKeyFile: "/k.pem", proxy: "http://proxy.example.org" };
    const { stdout } = await runHere(connection("show", "State"), { core: fakeCore({ settings }) });
    expect(stdout).toMatch(/^passphrase +kept$/m);
    expect(stdout).toMatch(
      /^proxy login +none kept; 'steward connection edit State --ask-proxy' enters one$/m,
    );
    const without = await runHere(connection("show", "State"), { core: fakeCore() });
    expect(without.stdout).not.toContain("passphrase");
  });

  test("close says that nothing is sent any more, and how to undo it", async () => {
    const { stdout } = await runHere(connection("close", "State"), { core: fakeCore() });
    expect(stdout).toContain("nothing is sent any more. 'steward connection reopen State'");
  });

  test("history tells when, who, what, and old and new", async () => {
    const { stdout } = await runHere(connection("history", "State"), { core: fakeCore() });
    expect(stdout).toMatch(/^2026-11-22 \d\d:42 {2}pat {2}rotated the key$/m);
    expect(stdout).toMatch(/^ +key ending: 9d3f -> 77aa$/m);
  });
});
