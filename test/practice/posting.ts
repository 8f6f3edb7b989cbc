import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Pool } from "undici";
import type { Practice } from "../../electron/practice/practice.ts";

export interface Posted {
  readonly sent: number;
  /** Items that were not there before. */
  readonly created: number;
  readonly refusals: readonly Refusal[];
}

/** A line that the server did not take. */
interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly status: number;
  readonly answer: string;
}

interface Row {
  readonly resource: string;
  readonly order: number;
  readonly operations: readonly string[];
}

interface Server {
  readonly pool: Pool;
  readonly data: string;
  readonly rows: readonly Row[];
  readonly headers: Record<string, string>;
}

const atOnce = 48;

/**
 * Sends every line of a folder in the server's own dependency order, without a thought: no line is held back when what
 * it refers to was refused. Lines that are no JSON are not sent. People who exist already are updated last, when the
 * association that gives the right is there (protocol section 4).
 */
export async function postDistrict(practice: Practice, folder: string): Promise<Posted> {
  const pool = new Pool(new URL(practice.url).origin, { connections: atOnce });
  try {
    const server = await connect(pool, practice);
    const errand = { sent: 0, created: 0, refusals: [] };
    for (const row of server.rows) {
      const name = row.resource.slice(row.resource.lastIndexOf("/") + 1);
      const file = `${name}.jsonl`;
      if (!row.operations.includes("Create") || !existsSync(join(folder, file))) continue;
      await postFile(server, { resource: row.resource, folder, file }, errand);
    }
    return { ...errand, refusals: await tryPeopleAgain(server, folder, errand.refusals) };
  } finally {
    await pool.close();
  }
}

async function connect(pool: Pool, { url, key, secret }: Practice): Promise<Server> {
  const read = async (address: string): Promise<unknown> => {
    const { body } = await pool.request({ method: "GET", path: new URL(address).pathname });
    return body.json();
  };
  const { urls } = (await read(url)) as { urls: Record<string, string> };
  const token = await pool.request({
    method: "POST",
    path: new URL(urls.oauth ?? "").pathname,
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const { access_token } = (await token.body.json()) as { access_token: string };
  const rows = (await read(urls.dependencies ?? "")) as Row[];
  return {
    pool,
    data: new URL(urls.dataManagementApi ?? "").pathname.replace(/\/$/, ""),
    rows: rows.toSorted((one, other) => one.order - other.order),
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
  };
}

const people = new Set(["students.jsonl", "contacts.jsonl", "staffs.jsonl"]);

async function tryPeopleAgain(
  server: Server,
  folder: string,
  refusals: readonly Refusal[],
): Promise<Refusal[]> {
  const waiting = refusals.filter(({ file, status }) => status === 403 && people.has(file));
  const final = refusals.filter((one) => !waiting.includes(one));
  for (const one of waiting) {
    const text = readFileSync(join(folder, one.file), "utf8").split("\n")[one.line - 1] ?? "";
    const { status, answer } = await post(server, `/ed-fi/${one.file.replace(".jsonl", "")}`, text);
    if (status >= 300) final.push({ ...one, status, answer });
  }
  return final;
}

interface Errand {
  sent: number;
  created: number;
  readonly refusals: Refusal[];
}

interface Source {
  readonly resource: string;
  readonly folder: string;
  readonly file: string;
}

async function postFile(server: Server, { resource, folder, file }: Source, errand: Errand): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(join(folder, file)) })) {
    line += 1;
    if (!isJson(text)) continue;
    errand.sent += 1;
    const number = line;
    const posted = post(server, resource, text).then(({ status, answer }) => {
      inFlight.delete(posted);
      if (status === 201) errand.created += 1;
      if (status >= 300) errand.refusals.push({ file, line: number, status, answer });
    });
    inFlight.add(posted);
    if (inFlight.size >= atOnce) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
}

async function post({ pool, data, headers }: Server, resource: string, text: string) {
  const { statusCode, body } = await pool.request({
    method: "POST",
    path: data + resource,
    headers,
    body: text,
  });
  return { status: statusCode, answer: await body.text() };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
