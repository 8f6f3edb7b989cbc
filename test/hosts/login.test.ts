import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { autostartEntry, type LoginMachine, loginItem } from "../../electron/desktop/login.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-login-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As the system keeps it. */
function fakeApp(isPackaged = true) {
  const state = { isOn: false, args: undefined as unknown };
  return {
    state,
    app: {
      isPackaged,
      getLoginItemSettings: (options?: { args?: string[] }) => {
        const isSame = JSON.stringify(options?.args) === JSON.stringify(state.args);
        return { openAtLogin: state.isOn && isSame } as Electron.LoginItemSettings;
      },
      setLoginItemSettings: ({ openAtLogin = false, args }: Electron.Settings) => {
        Object.assign(state, { isOn: openAtLogin, args });
      },
    },
  };
}
const machine = (platform: NodeJS.Platform, env: LoginMachine["env"] = {}): LoginMachine => ({
  platform,
  env,
  homedir: folder,
  execPath: "/opt/Steward/steward",
});

describe("starting at a sign-in", () => {
  it("is off until it is asked for, and on Windows starts hidden, on the same data folder", () => {
    const { app, state } = fakeApp();
    const usual = loginItem(app, join(folder, "AppData", "Roaming", "Steward"), machine("win32"));
    expect([usual.isPossible, usual.isOn()]).toEqual([true, false]);
    usual.set(true);
    expect(state).toEqual({ isOn: true, args: ["--hidden"] });
    expect(usual.isOn()).toBe(true);
    const other = loginItem(app, "D:\\Steward data", machine("win32"));
    expect(other.isOn()).toBe(false);
    other.set(true);
    expect(state.args).toEqual(["--home", '"D:\\Steward data"', "--hidden"]);
    other.set(false);
    expect(other.isOn()).toBe(false);
  });

  it("on a Mac has no words to pass: for another data folder it is not offered", () => {
    const { app, state } = fakeApp();
    const usual = loginItem(
      app,
      join(folder, "Library", "Application Support", "Steward"),
      machine("darwin"),
    );
    usual.set(true);
    expect(state).toEqual({ isOn: true, args: undefined });
    expect(usual.isOn()).toBe(true);
    const other = loginItem(app, join(folder, "elsewhere"), machine("darwin"));
    expect([other.isPossible, other.isOn()]).toEqual([false, false]);
  });

  it("on Linux is a file that desktops read, gone when it is switched off, and off when a desktop says so", () => {
    const item = loginItem(fakeApp().app, join(folder, ".local", "share", "steward"), machine("linux"));
    const file = join(folder, ".config", "autostart", "steward.desktop");
    expect(item.isOn()).toBe(false);
    item.set(true);
    expect(item.isOn()).toBe(true);
    expect(readFileSync(file, "utf8")).toContain("\nExec=/opt/Steward/steward --hidden\n");
    writeFileSync(file, `${readFileSync(file, "utf8")}X-GNOME-Autostart-enabled=false\n`);
    expect(item.isOn()).toBe(false);
    item.set(true);
    item.set(false);
    item.set(false);
    expect(existsSync(file)).toBe(false);
  });

  it("on Linux is kept where the desktop has its settings, and starts an AppImage by its own file", () => {
    const env = { XDG_CONFIG_HOME: join(folder, "settings"), APPIMAGE: "/home/a b/Steward 100%.AppImage" };
    loginItem(fakeApp().app, "/data", machine("linux", env)).set(true);
    const entry = readFileSync(join(folder, "settings", "autostart", "steward.desktop"), "utf8");
    expect(entry).toContain('Exec="/home/a b/Steward 100%%.AppImage" --home /data --hidden');
  });

  it("is not offered from a checkout, and nothing is written", () => {
    for (const platform of ["win32", "darwin", "linux"] as const) {
      const { app, state } = fakeApp(false);
      const item = loginItem(app, folder, machine(platform));
      item.set(true);
      expect([item.isPossible, item.isOn(), state.isOn]).toEqual([false, false, false]);
    }
    expect(existsSync(join(folder, ".config"))).toBe(false);
  });

  it.runIf(process.platform === "linux")("survives every letter that a path can have", () => {
    const path = '/tmp/a "quoted" $HOME `id` back\\slash 50%';
    const [, value = ""] = /^Exec=(.*)$/m.exec(autostartEntry([path])) ?? [];
    // As the specification reads it: escapes of the value, then fields, then the quotes, which are those of a shell.
    const word = value.replaceAll("\\\\", "\\").replaceAll("%%", "%");
    expect(execFileSync("/bin/sh", ["-c", `printf %s ${word}`], { encoding: "utf8" })).toBe(path);
  });
});
