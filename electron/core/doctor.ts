import type { Output } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import { migrations } from "./db/migrations/index.ts";
import type { Db } from "./db/open.ts";
import type { Secrets } from "./secrets/secrets.ts";

/** What the core can say of its machine: data folder, database, keychain. Hosts add what only they know. */
export async function checkMachine({
  db,
  home,
  secrets,
}: {
  db: Db;
  home: string;
  secrets: Secrets;
}): Promise<Output<"doctor.run">> {
  const quick = String(db.pragma("quick_check(1)", { simple: true }));
  const sqlite = db.prepare<[], string>("SELECT sqlite_version()").pluck().get();
  const checks = [
    { name: "Node", ok: true, found: process.version },
    { name: "data folder", ok: true, found: home },
    {
      name: "database",
      ok: quick === "ok",
      found: quick === "ok" ? `sound, schema ${migrations.length}, SQLite ${sqlite}` : "damaged",
      ...(quick === "ok" ? {} : { advice: "Put back a backup from the data folder." }),
    },
    await checkSecrets(secrets),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function checkSecrets(secrets: Secrets) {
  try {
    await secrets.get("doctor");
    return { name: "credentials", ok: true, found: "can be read" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name: "credentials", ok: false, found: "cannot be read", advice: error.message };
  }
}
