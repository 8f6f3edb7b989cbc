import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const keychainModule = new URL("../../electron/core/secrets/keychain.ts", import.meta.url).href;

/** A program that uses the keychain as the core does, and prints what it saw. */
const program = `
const { keychainSecrets } = await import(${JSON.stringify(keychainModule)});
const secrets = keychainSecrets();
try {
  await secrets.set("test-connection", { key: "k", secret: "s" });
  const stored = await secrets.get("test-connection");
  await secrets.delete("test-connection");
  console.log(JSON.stringify({ stored, deleted: (await secrets.get("test-connection")) === undefined }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-keychain-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = () => ({ PATH: process.env.PATH, HOME: folder, XDG_RUNTIME_DIR: folder });

function installed(name: string): boolean {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const missing =
  process.platform !== "linux"
    ? "this is not Linux"
    : ["dbus-run-session", "gnome-keyring-daemon"].filter((name) => !installed(name)).join(" and ");
if (missing) console.log(`Skipped: the keychain with a real Secret Service (not here: ${missing}).`);

describe("the keychain", () => {
  test.skipIf(missing)("stores, reads and deletes in a real Secret Service", () => {
    const inSession = `printf 'test\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" --input-type=module -e "$1"`;
    const ran = spawnSync("dbus-run-session", ["--", "sh", "-c", inSession, process.execPath, program], {
      env: environment(),
      encoding: "utf8",
    });
    expect(JSON.parse(ran.stdout)).toEqual({ stored: { key: "k", secret: "s" }, deleted: true });
  });

  test.skipIf(process.platform !== "linux")("says that there is no D-Bus session where there is none", () => {
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...environment(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, "no-bus")}` },
      encoding: "utf8",
    });
    const { code, message } = JSON.parse(ran.stdout);
    expect(code).toBe("unauthorized");
    expect(message).toMatch(/no D-Bus session|libsecret is missing/);
    expect(message).toContain("--credentials-from-env");
  });
});
