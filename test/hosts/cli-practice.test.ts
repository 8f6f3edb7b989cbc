import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDocument } from "../../electron/commands/documents.ts";
import { program, runHere, start, startThroughShell } from "./command-line.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-practice-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onPosix = process.platform !== "win32";

describe.runIf(onPosix)("steward practice", () => {
  test("says address, key and secret in its first line, serves until interrupted, ends with 130", async () => {
    const practice = start(program, ["practice", "--key", "k1", "--secret", "s1"]);
    await practice.sees("}\n");
    await practice.sees("Ctrl-C");
    const [first = ""] = practice.seen().stdout.split("\n");
    const { url, ...credentials } = JSON.parse(first);
    expect(credentials).toEqual({ key: "k1", secret: "s1" });
    expect(new URL(url).hostname).toBe("127.0.0.1");
    const discovery = await fetch(url);
    expect(discovery.status).toBe(200);
    expect(await discovery.json()).toHaveProperty("urls.oauth");
    practice.child.kill("SIGTERM");
    const { status, stdout } = await practice.outcome;
    expect(status).toBe(130);
    expect(stdout).toBe(`${first}\n`);
  });

  test("plays the server that it is told to", async () => {
    const practice = start(program, ["practice", "--server", "ods-6.2"]);
    await practice.sees("}\n");
    const { url } = JSON.parse(practice.seen().stdout);
    expect(await (await fetch(url)).json()).toMatchObject({ version: expect.stringMatching(/^6/) });
    practice.child.kill("SIGINT");
    expect((await practice.outcome).status).toBe(130);
  });
});

describe("documents for steward practice", () => {
  test("are read as .json and as .json.gz", async () => {
    const text = JSON.stringify([{ resource: "/ed-fi/students", order: 1, operations: ["Create"] }]);
    writeFileSync(join(folder, "plain.json"), text);
    writeFileSync(join(folder, "packed.json.gz"), gzipSync(text));
    for (const name of ["plain.json", "packed.json.gz"])
      expect(await readDocument(join(folder, name))).toEqual(JSON.parse(text));
  });

  test("that are not there or no JSON are refused with the file's name and status 2", async () => {
    const missing = await runHere(["practice", "--openapi", join(folder, "nowhere.json")]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain("nowhere.json cannot be read: there is no such file.");
    writeFileSync(join(folder, "broken.json"), "{planted");
    const broken = await runHere(["practice", "--dependencies", join(folder, "broken.json")]);
    expect(broken.status).toBe(2);
    expect(broken.stderr).toContain("broken.json cannot be read: it is no JSON.");
    expect(broken.stderr).not.toContain("planted");
  });
});

describe("steward generate", () => {
  const generate = (name: string, ...argv: string[]) =>
    runHere(["generate", join(folder, name), "--students", "12", "--json", ...argv]);
  const bytesOf = (name: string) =>
    readdirSync(join(folder, name))
      .sort()
      .map((file) => `${file}\n${readFileSync(join(folder, name, file), "utf8")}`)
      .join("\n");

  test("counts what it wrote, and writes the same bytes for the same seed", async () => {
    const { status, stdout } = await generate("one", "--seed", "7");
    expect(status).toBe(0);
    const { records, files } = JSON.parse(stdout);
    expect(records).toBeGreaterThan(12);
    expect(files).toBeGreaterThan(1);
    await generate("two", "--seed", "7");
    await generate("three", "--seed", "8");
    expect(bytesOf("two")).toBe(bytesOf("one"));
    expect(bytesOf("three")).not.toBe(bytesOf("one"));
  });

  test("plants the faults that it is told to, and lists them", async () => {
    const { stdout } = await generate("faulty", "--faults", "bad-line=2,too-long=1");
    expect(JSON.parse(stdout).faults).toHaveLength(3);
    expect(readdirSync(join(folder, "faulty"))).toContain("faults.json");
  });

  test("plants a district whose permissions the practice API then lacks", async () => {
    await generate("closed", "--faults", "missing-permission=1");
    const truth = join(folder, "closed", "faults.json");
    const [{ resource, affected }] = JSON.parse(readFileSync(truth, "utf8"));
    expect(affected).toBeGreaterThan(0);
    const practice = start(program, ["practice", "--truth", truth]);
    await practice.sees("}\n");
    const { url, key, secret } = JSON.parse(practice.seen().stdout);
    const answer = await fetch(`${url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const statusOf = async (path: string) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      return (await fetch(`${url}/data/v3${path}`, { method: "POST", headers, body: "{}" })).status;
    };
    expect(await statusOf(resource)).toBe(403);
    expect(await statusOf("/ed-fi/students")).toBe(400);
    practice.child.kill("SIGTERM");
    await practice.outcome;
  });

  test("refuses a fault that it does not know, with status 2", async () => {
    const { status, stderr } = await generate("unknown", "--faults", "haunted=1");
    expect(status).toBe(2);
    expect(stderr).toContain("haunted");
  });
});

describe.runIf(onPosix)("a command that npm started", () => {
  test("stops when the shell between npm and it is ended", async () => {
    const shell = startThroughShell(program, ["practice"], { npm_lifecycle_event: "steward" });
    await shell.sees("}\n");
    shell.child.kill("SIGTERM");
    // Standard output closes when the last process that holds it has ended: the shell, and the command.
    const { stdout } = await shell.outcome;
    await expect(fetch(JSON.parse(stdout).url)).rejects.toThrow();
  });
});
