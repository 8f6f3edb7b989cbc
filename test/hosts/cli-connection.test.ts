import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { keyboard } from "./keyboard.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const at = (...argv: string[]) => [...argv, "--home", home];
const url = "https://api.example.org";

describe("connection add", () => {
  const add = (...argv: string[]) => at("connection", "add", "State", "--url", url, ...argv);

  test("asks for key and secret, hands them to the core and shows neither", async () => {
    const core = fakeCore();
    const stdin = keyboard("typed-key", "typed-secret");
    const { status, stdout, stderr } = await runHere(add(), { core, stdin, terminal: true });
    expect(status).toBe(0);
    expect(core.asked[0]?.input).toMatchObject({ credentials: { key: "typed-key", secret: "typed-secret" } });
    expect(stderr).toContain("Secret: ");
    expect(stdout + stderr).not.toMatch(/typed-(key|secret)/);
    expect(stdout).toMatch(/^ok {6}address/m);
  });

  test("does not wait for an answer where nobody is, and says what to use", async () => {
    const { status, stderr } = await runHere(add(), { core: fakeCore() });
    expect(status).toBe(2);
    expect(stderr).toContain("--credentials-from-env");
  });

  test("leaves the credentials to the environment when told to", async () => {
    const core = fakeCore();
    await runHere(add("--credentials-from-env"), { core });
    expect(core.asked[0]?.input).not.toHaveProperty("credentials");
  });

  test("gives the core year, tenant, files and proxy under the contract's names", async () => {
    const core = fakeCore();
    const files = ["--ca", "ca.pem", "--client-cert", "cert.pem", "--client-key", "key.pem"];
    const more = [
      "--year",
      "2026",
      "--tenant",
      "north",
      "--context",
      "255901/2026",
      "--proxy",
      "http://proxy:8080",
    ];
    await runHere(add("--credentials-from-env", ...files, ...more), { core });
    expect(core.asked[0]?.input).toEqual({
      name: "State",
      settings: {
        url,
        year: 2026,
        tenant: "north",
        context: "255901/2026",
        proxy: "http://proxy:8080",
        caFile: resolve("ca.pem"),
        clientCertFile: resolve("cert.pem"),
        clientKeyFile: resolve("key.pem"),
      },
    });
  });

  test("prints each step with advice, and ends with 3 when the connection cannot be used", async () => {
    const steps = [
      { step: "address", ok: true, found: "api.example.org" },
      { step: "token", ok: false, status: 401, advice: "Look whether the key is this year's." },
    ] as const;
    const { status, stdout } = await runHere(add("--credentials-from-env"), { core: fakeCore({ steps }) });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^not ok {2}token +status 401$/m);
    expect(stdout).toContain("Look whether the key is this year's.");
  });

  test("shows how far it came when the core refuses the connection", async () => {
    const steps = [{ step: "address", ok: false, advice: "Look for a typing mistake." }];
    const refusal = new AppError("unusable", "The address leads nowhere.", { steps });
    const core = fakeCore({ refuse: { "connections.add": refusal } });
    const { status, stderr } = await runHere(add("--credentials-from-env"), { core });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^not ok {2}address/m);
    expect(stderr).toContain("Look for a typing mistake.");
    expect(stderr).toContain("The address leads nowhere.");
  });

  test("gives the core other addresses, origins, limits and hosts without proxy", async () => {
    const core = fakeCore();
    const more = ["--also", "https://b.example.org", "https://c.example.org", "--no-proxy", ".x.org"];
    const limits = ["--requests-per-second", "2.5", "--request-timeout", "90", "--key-reminder", "180"];
    const trust = ["--trust", "https://login.example.org/oauth/token"];
    await runHere(add("--credentials-from-env", ...more, ...limits, ...trust), { core });
    expect(core.asked[0]?.input).toMatchObject({
      settings: {
        otherUrls: ["https://b.example.org", "https://c.example.org"],
        noProxy: ".x.org",
        requestsPerSecond: 2.5,
        requestTimeout: 90_000,
        keyReminderDays: 180,
        trustedOrigins: ["https://login.example.org"],
      },
    });
  });

  test("asks for the passphrase of a locked key, and for user and password at a proxy", async () => {
    const locked = join(home, "locked.pem");
    writeFileSync(
      locked,
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    const core = fakeCore();
    const stdin = keyboard("typed-key", "typed-secret", " typed-pass ", "typed-user", "typed-pw");
    const secured = ["--client-cert", "c.pem", "--client-key", locked, "--proxy", "http://proxy:8080"];
    const { stdout, stderr } = await runHere(add(...secured), { core, stdin, terminal: true });
    expect(core.asked[0]?.input).toMatchObject({
      credentials: {
        key: "typed-key",
        secret: "typed-secret",
        passphrase: " typed-pass ",
        proxyUser: "typed-user",
        proxyPassword: "typed-pw",
      },
    });
    expect(stdout + stderr).not.toContain("typed-");
  });

  test("asks for no password at a proxy where nobody has to log in, and for no passphrase of an open key", async () => {
    const open = join(home, "open.pem");
    writeFileSync(open, "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
    const core = fakeCore();
    const stdin = keyboard("typed-key", "typed-secret", "");
    const more = ["--client-cert", "c.pem", "--client-key", open, "--proxy", "http://proxy:8080"];
    const { stderr } = await runHere(add(...more), { core, stdin, terminal: true });
    const credentials = { key: "typed-key", secret: "typed-secret" };
    expect(core.asked[0]?.input).toHaveProperty("credentials", credentials);
    expect(stderr).not.toContain("Passphrase");
  });

  test.each([
    [{ year: 2026 }, [], "--year 2026"],
    [{ url: "https://api.example.org/v7" }, [], "--url https://api.example.org/v7"],
    [{ trustOrigin: "https://login.example.org" }, [], "--trust https://login.example.org"],
    [{ year: 2026 }, ["--context", "255901/2025"], "--context 255901/2026"],
  ])("says which option makes it right: %j", async (suggestion, typed, option) => {
    const steps = [{ step: "discovery", ok: false, status: 404, advice: "Wrong.", suggestion }];
    const core = fakeCore({
      refuse: { "connections.add": new AppError("unusable", "Wrong.", { steps }) },
    });
    const { stderr } = await runHere(add("--credentials-from-env", ...typed), { core });
    expect(stderr).toMatch(new RegExp(`^ +Say it again with ${option}$`, "m"));
  });

  test("shows what was found, a line each, and what to know where all is well", async () => {
    const details = ["Data: https://api.example.org/data/v3", "Token: https://api.example.org/oauth/token"];
    const steps = [
      { step: "tls", ok: true, found: "the certificate is good", advice: "It ends in 9 days." },
      { step: "discovery", ok: true, status: 200, found: "ODS/API 7.3", details },
    ] as const;
    const core = fakeCore({ steps: steps.map((step) => ({ ...step, details: [...details] })) });
    const { status, stdout } = await runHere(add("--credentials-from-env"), { core });
    expect(status).toBe(0);
    expect(stdout).toContain("It ends in 9 days.");
    for (const line of details) expect(stdout).toContain(`\n        ${line}\n`);
  });

  test("says once what to do when a step's advice is the refusal itself", async () => {
    const advice = "The address leads nowhere.";
    const refusal = new AppError("unusable", advice, { steps: [{ step: "address", ok: false, advice }] });
    const core = fakeCore({ refuse: { "connections.add": refusal } });
    const { stderr } = await runHere(add("--credentials-from-env"), { core });
    expect(stderr.split(advice)).toHaveLength(2);
  });

  test("ends with 3 when the server has another version than the one asked for", async () => {
    const wrong = await runHere(add("--credentials-from-env", "--api-version", "6.2"), { core: fakeCore() });
    expect(wrong.status).toBe(3);
    expect(wrong.stdout).toContain("The server is 7.3, not 6.2");
    const right = await runHere(add("--credentials-from-env", "--api-version", "7.3"), { core: fakeCore() });
    expect(right.status).toBe(0);
  });
});
