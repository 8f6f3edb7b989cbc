/**
 * A program that uses the keychain as the core does: `node keychain-user.ts '[["unlock"],["get"]]'`. Does what it is told
 * step by step, and prints what came of each as one JSON array.
 */
import { execFile, spawnSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import keytar from "keytar";
import { createCore } from "../../electron/core/core.ts";
import { keychainSecrets } from "../../electron/core/secrets/keychain.ts";
import type { Credentials } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";

export type Step =
  /** Starts the Secret Service with the password of its user; one that runs ends first. */
  | readonly ["unlock"]
  | readonly ["lock"]
  | readonly ["get"]
  | readonly ["set", Credentials]
  | readonly ["delete"]
  /** The accounts that have an entry. */
  | readonly ["accounts"]
  /** Commands to a core on a data folder; what each replied. */
  | readonly ["core", string, readonly (readonly [string, object])[]]
  /** The same in another process. */
  | readonly ["elsewhere", readonly Step[]];

const connection = "test-connection";
const secrets = keychainSecrets();

async function take(step: Step): Promise<unknown> {
  switch (step[0]) {
    case "unlock":
      return unlock();
    case "lock":
      return lock();
    case "get":
      return (await secrets.get(connection)) ?? null;
    case "set":
      return secrets.set(connection, step[1]);
    case "delete":
      return secrets.delete(connection);
    case "accounts":
      return (await keytar.findCredentials("Steward")).map(({ account }) => account).sort();
    case "core":
      return callCore(step[1], step[2]);
    case "elsewhere":
      return JSON.parse((await promisify(execFile)(process.execPath, argumentsFor(step[1]))).stdout);
    default:
      return step satisfies never;
  }
}

/** GNOME Keyring asks on a screen before it unlocks; only at its start it takes the password as it is. */
async function unlock() {
  const owner = spawnSync("dbus-send", [
    ...["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"],
    ...["org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"],
  ]);
  const running = /uint32 (\d+)/.exec(owner.stdout.toString())?.[1];
  if (running !== undefined) await end(Number(running));
  return spawnSync("gnome-keyring-daemon", ["--unlock", "--components=secrets"], {
    input: "test\n",
    stdio: ["pipe", "ignore", "ignore"],
  }).status;
}

async function end(id: number) {
  process.kill(id);
  try {
    for (;;) {
      process.kill(id, 0);
      await setTimeout(10);
    }
  } catch {
    // It has gone.
  }
}

/** As a desktop does when its user goes away; nobody is asked. */
function lock() {
  return spawnSync("dbus-send", [
    ...["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"],
    "org.freedesktop.Secret.Service.Lock",
    "array:objpath:/org/freedesktop/secrets/collection/login",
  ]).status;
}

async function callCore(home: string, calls: readonly (readonly [string, object])[]) {
  const core = createCore({ home, credentials: "keychain", reportBug: console.error });
  const replies: unknown[] = [];
  try {
    for (const [name, input] of calls) {
      const reply = await core.call(name, input);
      replies.push(reply);
      if (name === "push.start" && reply.ok)
        replies.push(await core.call("runs.result", { run: (reply.value as { id: string }).id }));
    }
  } finally {
    await core.close();
  }
  return replies;
}

export const argumentsFor = (steps: readonly Step[]) => [
  fileURLToPath(import.meta.url),
  JSON.stringify(steps),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results: unknown[] = [];
  for (const step of JSON.parse(process.argv[2] ?? "[]") as Step[]) {
    const result = await take(step).catch((error: unknown) => {
      if (error instanceof AppError) return { code: error.code, message: error.message };
      throw error;
    });
    results.push(result ?? null);
  }
  console.log(JSON.stringify(results));
}
