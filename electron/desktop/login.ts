import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { App } from "electron";
import { homeFolder } from "../home.ts";

/** Whether the system starts Steward when somebody signs in. The system's own word counts: a person can change it there, too. */
export interface LoginItem {
  /** Steward is installed; a checkout has no place that stays. */
  readonly isPossible: boolean;
  isOn(): boolean;
  set(on: boolean): void;
}

export interface LoginMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
  /** The executable that runs. */
  readonly execPath: string;
}

type LoginApp = Pick<App, "isPackaged" | "getLoginItemSettings" | "setLoginItemSettings">;

/** `home`: the data folder of this Steward. */
export function loginItem(app: LoginApp, home: string, machine: LoginMachine): LoginItem {
  const { platform, homedir } = machine;
  const isUsual =
    home === homeFolder(undefined, { platform, homedir, env: { ...machine.env, STEWARD_HOME: "" } });
  const words = [...(isUsual ? [] : ["--home", home]), "--hidden"];
  if (platform === "linux") return autostartItem(app, words, machine);
  // A Mac starts an application without any words: it would open another data folder.
  const isPossible = app.isPackaged && (platform === "win32" || isUsual);
  const args = platform === "win32" ? { args: words.map(quotedForWindows) } : {};
  return {
    isPossible,
    isOn: () => isPossible && app.getLoginItemSettings(args).openAtLogin,
    set: (on) => {
      if (isPossible) app.setLoginItemSettings({ openAtLogin: on, ...args });
    },
  };
}

const quotedForWindows = (word: string) => (/\s/.test(word) ? `"${word}"` : word);

/** Linux has no other way than a file that every desktop reads. */
function autostartItem(app: LoginApp, words: readonly string[], machine: LoginMachine): LoginItem {
  const file = autostartFile(machine);
  const read = () => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return "";
    }
  };
  return {
    isPossible: app.isPackaged,
    // Desktops that let a person switch it off write one of these into it.
    isOn: () => /^Exec=/m.test(read()) && !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(read()),
    set: (on) => {
      if (!on) rmSync(file, { force: true });
      if (!on || !app.isPackaged) return;
      mkdirSync(dirname(file), { recursive: true });
      // An AppImage runs from a folder that is gone afterwards: its own file is what can be started.
      writeFileSync(file, autostartEntry([machine.env.APPIMAGE || machine.execPath, ...words]));
    },
  };
}

const autostartFile = ({ env, homedir }: LoginMachine) =>
  join(env.XDG_CONFIG_HOME || join(homedir, ".config"), "autostart", "steward.desktop");

/** Pure. */
export function autostartEntry(words: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Steward",
    "Comment=Sends a school district's records to Ed-Fi APIs",
    `Exec=${words.map(quotedForEntry).join(" ")}`,
    "Terminal=false",
    "",
  ].join("\n");
}

/** Quoted as the Desktop Entry Specification has it: once as a word, and once more as a value; a "%" would be a field. */
function quotedForEntry(word: string): string {
  if (/^[A-Za-z0-9/._-]+$/.test(word)) return word;
  const quoted = `"${word.replace(/["`$\\]/g, "\\$&")}"`;
  return quoted.replaceAll("\\", "\\\\").replaceAll("%", "%%");
}
