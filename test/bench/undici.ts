import { setTimeout } from "node:timers/promises";
import Database from "better-sqlite3";
import { Pool } from "undici";
import { enrollment, enrollmentPath } from "./records.ts";
import { answer, measure, peakBytes, readInput } from "./subject.ts";

/**
 * The limit: undici's Pool.request over bodies that are in memory already. With `file` it also keeps the least that could
 * be called bookkeeping: an UPDATE by rowid of a row written beforehand, 500 a transaction.
 */
const { url, records, warmUp, atATime, file } = readInput<{
  url: string;
  records: number;
  /** So many are sent before the clock starts. */
  warmUp: number;
  atATime: number;
  file?: string;
}>();
const outcomesATransaction = 500;
/** Milliseconds until a refused request is sent again: about as long as one takes. */
const pause = 20;

interface Outcome {
  readonly id: number;
  readonly status: number;
  readonly serverId: string;
  readonly etag: string;
}

const bodies = Array.from({ length: Math.min(records, 10_000) }, (_, index) => enrollment(index));
const { origin, path, authorization } = await enter();
const headers = { "content-type": "application/json", authorization };
const book = file === undefined ? undefined : openBook(file);

let refused = 0;

await sendAll(warmUp);
const { seconds, cpuSeconds } = await measure(() => sendAll(records));
if (book && book.stored() !== records) throw new Error("Not every outcome was stored.");
answer({ seconds, cpuSeconds, refused, peakBytes: peakBytes() });

async function sendAll(count: number): Promise<void> {
  const pool = new Pool(origin, { connections: atATime });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await send(pool, next);
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  book?.store();
  await pool.close();
}

async function send(pool: Pool, id: number): Promise<void> {
  const body = bodies[id % bodies.length] ?? "";
  const given = await pool.request({ path, method: "POST", headers, body });
  await given.body.dump();
  if (given.statusCode === 503) {
    refused += 1;
    await setTimeout(pause);
    return send(pool, id);
  }
  if (given.statusCode !== 201) throw new Error(`The server answered ${given.statusCode}.`);
  if (!book) return;
  const location = String(given.headers.location);
  const serverId = location.slice(location.lastIndexOf("/") + 1);
  book.note({ id, status: given.statusCode, serverId, etag: String(given.headers.etag) });
}

function openBook(name: string) {
  const db = new Database(name);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.exec("CREATE TABLE outcomes (id INTEGER PRIMARY KEY, status INTEGER, server_id TEXT, etag TEXT)");
  db.exec(`WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < ${records})
    INSERT INTO outcomes (id) SELECT id FROM ids`);
  const update = db.prepare("UPDATE outcomes SET status = ?, server_id = ?, etag = ? WHERE id = ?");
  const count = db.prepare<[], number>("SELECT count(*) FROM outcomes WHERE status = 201").pluck();
  let outcomes: Outcome[] = [];
  const store = db.transaction(() => {
    for (const { id, status, serverId, etag } of outcomes) update.run(status, serverId, etag, id);
    outcomes = [];
  });
  return {
    store,
    stored: () => count.get(),
    note(outcome: Outcome) {
      outcomes.push(outcome);
      if (outcomes.length >= outcomesATransaction) store();
    },
  };
}

/** The data API and a token, as discovery gives them. */
async function enter() {
  const pool = new Pool(new URL(url).origin);
  const discovery = await pool.request({ path: new URL(url).pathname, method: "GET" });
  const { urls } = (await discovery.body.json()) as { urls: { oauth: string; dataManagementApi: string } };
  const pair = Buffer.from(`${process.env.STEWARD_KEY}:${process.env.STEWARD_SECRET}`).toString("base64");
  const asked = await pool.request({
    path: new URL(urls.oauth).pathname,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", authorization: `Basic ${pair}` },
    body: "grant_type=client_credentials",
  });
  const token = (await asked.body.json()) as { access_token: string };
  await pool.close();
  const data = new URL(urls.dataManagementApi);
  return {
    origin: data.origin,
    path: data.pathname.replace(/\/$/, "") + enrollmentPath,
    authorization: `Bearer ${token.access_token}`,
  };
}
