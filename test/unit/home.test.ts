import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { homeFolder, openHome } from "../../electron/home.ts";

const person = join("people", "ada");
const machine = (platform: NodeJS.Platform, env: Record<string, string> = {}) => ({
  platform,
  env,
  homedir: person,
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-home-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the data folder", () => {
  test("is what --home says, before STEWARD_HOME and the default", () => {
    expect(homeFolder("here", machine("linux", { STEWARD_HOME: "there" }))).toBe(resolve("here"));
    expect(homeFolder(undefined, machine("linux", { STEWARD_HOME: "there" }))).toBe(resolve("there"));
  });

  test("is the application data folder of each system otherwise", () => {
    const data = join("roaming", "data");
    expect(homeFolder(undefined, machine("win32", { APPDATA: data }))).toBe(join(data, "Steward"));
    expect(homeFolder(undefined, machine("darwin"))).toBe(
      join(person, "Library", "Application Support", "Steward"),
    );
    expect(homeFolder(undefined, machine("linux"))).toBe(join(person, ".local", "share", "steward"));
    expect(homeFolder(undefined, machine("linux", { XDG_DATA_HOME: data }))).toBe(join(data, "steward"));
  });

  test.skipIf(process.platform === "win32")("is made readable by its owner only", () => {
    const made = openHome(join(folder, "new", "home"));
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  test("that cannot be made is refused with a sentence", () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    expect(() => openHome(join(file, "home"))).toThrow(/cannot be made .*Choose another one with --home/);
  });
});
