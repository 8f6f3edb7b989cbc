import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { ServerKind } from "../../shared/domain/connection.ts";
import { program, start } from "../hosts/command-line.ts";
import { found } from "./canaries.ts";
import { besides, echo, key, personal, secret, wrongSecret } from "./canary-district.ts";
import { leaksOf, tellOfAllWordings, tellOfServer, tellOfSurprises } from "./canary-run.ts";

const filesBelow = (home: string) =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Bodies, answers and codes; names of files, by which a steward finds them again; a server's own word, which items are asked by. */
const mayHold = [
  "records.body",
  "answers.message",
  "codes.code",
  "files.path",
  "causes.fingerprint",
  "states.server_id",
];

/** Tables and columns that hold a person's data, other than those that may. */
function columnsWithPersons(home: string): string[] {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  try {
    const columns = db
      .prepare<[], { table: string; column: string }>(
        `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
      )
      .all();
    return columns
      .filter(({ table, column }) => !mayHold.includes(`${table}.${column}`))
      .flatMap(({ table, column }) => {
        const values = db.prepare<[], unknown>(`SELECT "${column}" FROM "${table}"`).pluck().all();
        const leaks = values.flatMap((value) =>
          found(Buffer.isBuffer(value) ? value.toString("latin1") : String(value), personal),
        );
        return leaks.length > 0 ? [`${table}.${column}: ${[...new Set(leaks)].join(", ")}`] : [];
      });
  } finally {
    db.close();
  }
}

test("no person's data and no secret leaves the sync database, whatever a district states and a server answers (defect 14)", async () => {
  const { told, home, source, secrets: passed } = await tellOfAllWordings();
  const secrets = [key, secret, wrongSecret, ...Object.values(besides), ...passed];
  expect(passed.length, "Basic pairs and tokens passed").toBeGreaterThanOrEqual(3);
  expect(found(Object.values(told).join("\n"), secrets), "secrets that were told").toEqual([]);
  for (const where of ["output", "events", "journal", "bundle"] as const)
    expect(told[where].length, where).toBeGreaterThan(1000);
  expect(leaksOf(told)).toEqual([]);

  // The program itself says what its command line does.
  const env = { STEWARD_KEY: key, STEWARD_SECRET: secret, ...besides };
  for (const words of [
    ["causes", "P", "--json"],
    ["source", "scan", "P"],
    ["push", "P", "--force"],
  ]) {
    const { stdout, stderr } = await start(program, [...words, "--credentials-from-env", "--home", home], env)
      .outcome;
    expect(stdout + stderr).not.toBe("");
    expect(found(stdout + stderr, [...secrets, ...personal]), words.join(" ")).toEqual([]);
  }
  expect(source).not.toBe("");

  for (const file of filesBelow(home)) {
    const text = readFileSync(file, "latin1");
    expect(found(text, secrets), `secrets in ${basename(file)}`).toEqual([]);
    if (!basename(file).startsWith("steward.db"))
      expect(found(text, personal), `persons in ${basename(file)}`).toEqual([]);
  }
  expect(columnsWithPersons(home)).toEqual([]);
  expect(found(readFileSync(join(home, "steward.db"), "latin1"), personal)).toEqual(personal);
});

describe.each(ServerKind.options)("what %s says of a district that is wrong in every way", (server) => {
  test("is told without a person's data in events, notifications, causes and the review file", async () => {
    const told = await tellOfServer(server);
    expect(told.notices).toContain("new things need you");
    expect(told.bundle.length).toBeGreaterThan(1000);
    expect(leaksOf(told)).toEqual([]);
  });
});

test("what is said in all wordings comes into no notification either", async () => {
  const told = await tellOfServer("ods-7.3", echo);
  expect(told.notices).toContain("new things need you");
  expect(leaksOf(told)).toEqual([]);
});

test("a fault of Steward itself is written down without its text", async () => {
  const told = await tellOfSurprises();
  expect(told.surprises).toContain("at ");
  expect(leaksOf(told)).toEqual([]);
});

test("an error that nobody catches ends the program without its text", async () => {
  const [text = ""] = personal;
  // As soon as the program listens for it.
  const script = `setInterval(()=>{if(process.listenerCount("uncaughtException")>0)throw new Error(process.env.CANARY)},1)`;
  const options = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  const { status, stderr } = await start(program, ["practice"], { NODE_OPTIONS: options, CANARY: text })
    .outcome;
  expect(status).toBe(70);
  expect(stderr).toContain("Something went wrong inside Steward");
  expect(found(stderr, personal)).toEqual([]);
});
