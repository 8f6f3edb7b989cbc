import { execFile } from "node:child_process";
import { promisify } from "node:util";

type Run = (program: string, words: readonly string[]) => Promise<string>;

/** Milliseconds: a desktop that does not answer shows no icon either. */
const patience = 2000;

const question = [
  "--session",
  "--print-reply",
  "--dest=org.freedesktop.DBus",
  "/org/freedesktop/DBus",
  "org.freedesktop.DBus.NameHasOwner",
  "string:org.kde.StatusNotifierWatcher",
] as const;

/**
 * Whether an icon beside the clock would be seen. Some Linux desktops have no place for any, and Electron cannot tell: there
 * somebody who closed the window would never find it again. Where nobody can be asked, there is none.
 */
export async function hasTrayPlace(platform: NodeJS.Platform, run: Run = runProgram): Promise<boolean> {
  if (platform !== "linux") return true;
  const said = await run("dbus-send", question).catch(() => "");
  return /\bboolean true\b/.test(said);
}

async function runProgram(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { timeout: patience });
  return stdout;
}
