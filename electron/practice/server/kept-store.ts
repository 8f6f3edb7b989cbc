import { closeSync, createReadStream, existsSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { isObject, parseLossless } from "./json.ts";
import type { Resource } from "./model.ts";
import { resolveReferences } from "./references.ts";
import type { Kept, Store, StoreKeeper } from "./store.ts";
import { validate } from "./validate.ts";
import { type Holdings, naturalKey } from "./writes.ts";

/** One change, as a line of the file; a resource by its path. */
type Line =
  | readonly ["put", path: string, kept: Kept, body: string]
  | readonly ["gone", path: string, id: string, key: string, keyValues: object]
  | readonly ["key", path: string, id: string, oldKeyValues: object, newKeyValues: object];

/**
 * Takes up what an earlier practice API wrote into a file, and writes on there: each change a line, before its answer goes
 * out. What the host itself loads is not in it, and has to be in the store already.
 */
export async function keepStore(file: string, holdings: Holdings): Promise<{ close(): void }> {
  if (existsSync(file)) await takeUp(file, holdings);
  const handle = openSync(file, "a", 0o600);
  const write = (line: Line) => void writeSync(handle, `${JSON.stringify(line)}\n`);
  // A line that a crash cut off is left for itself.
  writeSync(handle, "\n");
  holdings.store.keeper = keeperOf(write);
  return {
    close: () => {
      holdings.store.keeper = undefined;
      closeSync(handle);
    },
  };
}

function keeperOf(write: (line: Line) => void): StoreKeeper {
  return {
    put: ({ resource: { path }, id, etag, modifiedAt, body }) =>
      write(["put", path, { id, etag, modifiedAt }, body]),
    gone: ({ resource: { path }, id, key }, keyValues) => write(["gone", path, id, key, keyValues]),
    keyChanged: ({ resource: { path } }, { id, oldKeyValues, newKeyValues }) =>
      write(["key", path, id, oldKeyValues, newKeyValues]),
  };
}

async function takeUp(file: string, holdings: Holdings): Promise<void> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    const line = readLine(text);
    const resource = line && holdings.model.byPath.get(line[1].toLowerCase());
    if (resource) redo(holdings, resource, line);
  }
}

/** Undefined for what is blank or was cut off. */
function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function redo(holdings: Holdings, resource: Resource, line: Line): void {
  const { store } = holdings;
  if (line[0] === "put") put(holdings, resource, line[2], line[3]);
  else if (line[0] === "gone") {
    const item = findItem(store, resource, { id: line[2], key: line[3] });
    if (item) store.remove(item, line[4]);
  } else {
    const item = store.byId(resource, line[2]);
    if (item) store.noteKeyChange(item, line[3], line[4]);
  }
}

/** What the host loads has another id at each start, until a client has written it. */
function findItem(store: Store, resource: Resource, { id, key }: { id: string; key: string }) {
  const found = store.byId(resource, id) ?? store.find(resource.group, key);
  return found?.resource === resource ? found : undefined;
}

/** Its references lead to what came before it, as when it was written. */
function put({ model, store, walk }: Holdings, resource: Resource, kept: Kept, text: string): void {
  const body = parseLossless(text);
  if (!isObject(body)) return;
  const key = naturalKey(resource, body);
  const own = { group: resource.group, key };
  const { targets } = resolveReferences(model, store, validate(resource, body, walk).references, own);
  const content = { key, body: text, targets };
  const existing = findItem(store, resource, { id: kept.id, key });
  if (existing === undefined) store.create(resource, content, kept);
  else store.replace(existing, content, kept);
}
