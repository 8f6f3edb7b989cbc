import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../shared/errors.ts";

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, homedir: homedir() });

/**
 * The data folder of every host: `--home`, else STEWARD_HOME, else the OS's application data folder, so that the
 * window, the browser host and the command line work on one database.
 */
export function homeFolder(given?: string, machine: Machine = thisMachine()): string {
  const chosen = given || machine.env.STEWARD_HOME;
  return chosen ? resolve(chosen) : applicationData(machine);
}

function applicationData({ platform, env, homedir }: Machine): string {
  if (platform === "win32") return join(env.APPDATA || join(homedir, "AppData", "Roaming"), "Steward");
  if (platform === "darwin") return join(homedir, "Library", "Application Support", "Steward");
  return join(env.XDG_DATA_HOME || join(homedir, ".local", "share"), "steward");
}

/**
 * The data folder, made where it is not there yet: readable by its owner only, because it holds students' data.
 *
 * @throws AppError "storage" when it cannot be made
 */
export function openHome(given?: string): string {
  const folder = homeFolder(given);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(
      "storage",
      `The data folder ${folder} cannot be made (${code}). Choose another one with --home, or make it writable.`,
    );
  }
}
