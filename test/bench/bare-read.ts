import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { enrollmentFile } from "./records.ts";
import { answer, measure, readInput } from "./subject.ts";

/**
 * The limits of reading, each in a process of its own: `build` parses every line and stores it with two digests (the index
 * of keys made at the end), `lines` only finds out by the digests of lines that nothing changed, `digest` by that of the file.
 */
const { folder, file, what } = readInput<{
  folder: string;
  file: string;
  what: "build" | "lines" | "digest";
}>();
const recordsATransaction = 5000;
const digestBytes = 16;
const path = join(folder, enrollmentFile);

const work = { build, lines: compareLines, digest: digestFile }[what];
const { seconds, cpuSeconds, value } = await measure(work);
answer({ seconds, cpuSeconds, records: value });

async function build(): Promise<number> {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.exec(
    "CREATE TABLE records (id INTEGER PRIMARY KEY, key BLOB NOT NULL, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT",
  );
  const insert = db.prepare("INSERT INTO records (key, hash, body) VALUES (?, ?, ?)");
  let records = 0;
  db.exec("BEGIN");
  for await (const line of linesOf()) {
    const { studentReference, schoolReference, entryDate } = JSON.parse(line.toString());
    const key = `${studentReference.studentUniqueId} ${schoolReference.schoolId} ${entryDate}`;
    insert.run(digestOf(key), digestOf(line), line.toString());
    records += 1;
    if (records % recordsATransaction === 0) db.exec("COMMIT; BEGIN");
  }
  db.exec("COMMIT; CREATE UNIQUE INDEX by_key ON records (key)");
  db.close();
  return records;
}

/** Every line's digest, found among those of the lines before it: what a set of known digests costs. */
async function compareLines(): Promise<number> {
  const known = new Set<bigint>();
  for await (const line of linesOf()) known.add(digestOf(line).readBigUInt64LE());
  return known.size;
}

async function digestFile(): Promise<number> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk);
  return digest.digest().length;
}

function digestOf(text: string | Buffer): Buffer {
  return hash("sha256", text, "buffer").subarray(0, digestBytes);
}

async function* linesOf(): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield rest;
}
