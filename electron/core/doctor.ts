import { mkdtempSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { Check, Output } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import { migrations } from "./db/migrations/index.ts";
import { type Db, describeStorage } from "./db/open.ts";
import type { Secrets } from "./secrets/secrets.ts";

interface Machine {
  readonly db: Db;
  readonly home: string;
  readonly secrets: Secrets;
}

/** What the core can say of its machine: data folder, database, keychain. Hosts add what only they know. */
export async function checkMachine({ db, home, secrets }: Machine): Promise<Output<"doctor.run">> {
  const checks: Check[] = [
    { name: "Node", ok: true, found: process.version },
    checkFolder(home),
    checkDatabase(db),
    await checkSecrets(secrets),
  ];
  return { ok: checks.every(({ ok, optional }) => ok || optional), checks };
}

/** By writing: what a system says of rights is not always so. */
function checkFolder(home: string): Check {
  const name = "data folder";
  try {
    rmdirSync(mkdtempSync(join(home, "doctor-")));
    return { name, ok: true, found: home };
  } catch {
    const advice = "Check its permissions, and that the disk is not full, or use another one with --home.";
    return { name, ok: false, found: `${home} cannot be written`, advice };
  }
}

function checkDatabase(db: Db): Check {
  const name = "database";
  try {
    const sqlite = db.prepare<[], string>("SELECT sqlite_version()").pluck().get();
    if (db.pragma("quick_check(1)", { simple: true }) === "ok")
      return { name, ok: true, found: `sound, schema ${migrations.length}, SQLite ${sqlite}` };
    return { name, ok: false, found: "damaged", advice: "Put back a backup from the data folder." };
  } catch (error) {
    const described = describeStorage(error);
    if (!(described instanceof AppError)) throw error;
    return { name, ok: false, found: "cannot be read", advice: described.message };
  }
}

/** Without a keychain there is another way, which the refusal tells. */
async function checkSecrets(secrets: Secrets): Promise<Check> {
  const name = "credentials";
  try {
    await secrets.get("doctor");
    return { name, ok: true, found: "can be read" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name, ok: false, optional: true, found: "cannot be read", advice: error.message };
  }
}
