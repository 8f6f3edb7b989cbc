import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

const connection = (...argv: string[]) => ["connection", ...argv, "--home", home];
const asked = (core: ReturnType<typeof fakeCore>, name: string) =>
  core.asked.find((each) => each.name === name)?.input;

describe("connection clone", () => {
  test("gives the core the new place and tells mappings, differences and mappings that lead nowhere", async () => {
    const core = fakeCore();
    const place = ["--url", "https://next.example.org", "--year", "2027", "--tenant", "north"];
    const argv = connection("clone", "State", "Next", ...place, "--with-folders");
    const stdin = keyboard("typed-key", "typed-secret");
    const { status, stdout, stderr } = await runHere(argv, { core, stdin });
    expect(status).toBe(0);
    expect(asked(core, "connections.clone")).toEqual({
      connection: "State",
      name: "Next",
      url: "https://next.example.org",
      year: 2027,
      tenant: "north",
      credentials: { key: "typed-key", secret: "typed-secret" },
      sources: true,
    });
    expect(stdout).toContain("Next is made from State, with 312 descriptor mappings.");
    expect(stdout).toContain("2 mappings lead to a value that this server does not have:");
    expect(stdout).toMatch(/^gradeLevel +PRE +uri:\/\/state\.example/m);
    expect(stdout).toContain("Extensions that are gone: tpdm");
    expect(stdout).toContain("The data is of 2026, the server of 2027.");
    expect(stdout + stderr).not.toContain("typed-");
  });

  test("says how another origin is allowed, and allows it in the same step", async () => {
    const trustOrigin = "https://login.example.org";
    const advice = "Allow it.";
    const steps = [{ step: "discovery", ok: false, advice, suggestion: { trustOrigin } }];
    const refuse = {
      "connections.clone": new AppError("unusable", `${advice} Nothing was copied.`, { steps }),
    };
    const settings = { trustedOrigins: [trustOrigin] };
    const typedPair = () => keyboard("typed-key", "typed-secret");
    const argv = connection("clone", "State", "Next");
    const refused = await runHere(argv, { core: fakeCore({ refuse, settings }), stdin: typedPair() });
    expect(refused.stderr).toContain(`Say it again with --trust ${trustOrigin}`);

    const core = fakeCore();
    await runHere([...argv, "--trust", `${trustOrigin}/some/path`], { core, stdin: typedPair() });
    expect(asked(core, "connections.clone")).toMatchObject({ trustedOrigins: [trustOrigin] });
    expect(asked(core, "connections.clone")).not.toHaveProperty("trust");
  });

  test("asks for nothing with --without-key, and says how the key is entered", async () => {
    const core = fakeCore({ steps: [] });
    const argv = connection("clone", "State", "Next", "--without-key");
    const { status, stdout } = await runHere(argv, { core });
    expect(status).toBe(0);
    expect(asked(core, "connections.clone")).not.toHaveProperty("credentials");
    expect(stdout).toContain("'steward connection rotate Next' enters one");
  });

  test("does not wait for an answer where nobody is", async () => {
    const core = fakeCore();
    const { status, stderr } = await runHere(connection("clone", "State", "Next"), { core });
    expect(status).toBe(2);
    expect(stderr).toContain("--without-key");
    expect(asked(core, "connections.clone")).toBeUndefined();
  });
});

describe("connection export and import", () => {
  test("write a file without a secret, and make a connection of it under its own name", async () => {
    const file = join(home, "state.json");
    const written = await runHere(connection("export", "State", file, "--json"), { core: fakeCore() });
    expect(JSON.parse(written.stdout)).toEqual({ file, name: "State", mappings: 1 });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ format: "steward-connection" });

    const core = fakeCore();
    const argv = connection("import", file, "--url", "https://next.example.org", "--without-key");
    const { status } = await runHere(argv, { core });
    expect(status).toBe(0);
    expect(asked(core, "connections.import")).toMatchObject({
      name: "State",
      url: "https://next.example.org",
      template: { format: "steward-connection", mappings: [{ code: "09" }] },
    });
  });

  test("leave a file that is there as it is, unless --overwrite is said", async () => {
    const file = join(home, "kept.json");
    writeFileSync(file, "mine");
    const refused = await runHere(connection("export", "State", file), { core: fakeCore() });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("say --overwrite");
    expect(readFileSync(file, "utf8")).toBe("mine");
    await runHere(connection("export", "State", file, "--overwrite"), { core: fakeCore() });
    expect(readFileSync(file, "utf8")).toContain("steward-connection");
  });

  test("say what is in a file, and make nothing of it", async () => {
    const file = join(home, "looked-at.json");
    writeFileSync(file, "{}");
    const core = fakeCore();
    const { status, stdout } = await runHere(connection("import", file, "--look"), { core });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^address +https:\/\/api\.example\.org$/m);
    expect(stdout).toMatch(/^mappings +312 mappings of 14 types$/m);
    expect(stdout).toContain("No key, secret or record is in it.");
    expect(core.asked.map(({ name }) => name)).toEqual(["connections.readTemplate"]);
  });

  test("let the core say what is wrong with a file, and ask for no key before", async () => {
    const file = join(home, "other.json");
    writeFileSync(file, '{"format":"other"}');
    const refuse = { "connections.import": new AppError("invalid-input", "This is no template.") };
    const { status, stderr } = await runHere(connection("import", file), { core: fakeCore({ refuse }) });
    expect(status).toBe(2);
    expect(stderr).toBe("This is no template.\n");
  });

  test("say so when a file or its folder is not there", async () => {
    const missing = join(home, "nowhere", "state.json");
    const read = await runHere(connection("import", missing), { core: fakeCore() });
    expect(read).toMatchObject({ status: 2 });
    const written = await runHere(connection("export", "State", missing), { core: fakeCore() });
    expect(written.status).toBe(2);
    expect(written.stderr).toContain("there is no such file or folder");
    expect(existsSync(missing)).toBe(false);
  });
});
