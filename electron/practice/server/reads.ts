import type { Resource } from "./model.ts";
import { type Page, pageToken, readPage } from "./paging.ts";
import { present } from "./presentation.ts";
import type { Answer, Problem } from "./problems.ts";
import { type Chosen, contentTypeOf } from "./profile-gate.ts";
import { readFilters, select } from "./queries.ts";
import type { Item } from "./store.ts";
import { json } from "./wording/wording.ts";
import type { Holdings } from "./writes.ts";

const last = Number.MAX_SAFE_INTEGER;

export interface ReadContext {
  readonly holdings: Holdings;
  /** Most rows of one answer. */
  readonly maximum: number;
}

/** GET of a collection (protocol section 7). Rows out of reach are left out. */
export function readCollection(
  context: ReadContext,
  resource: Resource,
  query: URLSearchParams,
  chosen: Chosen = {},
): Answer | Problem {
  const { holdings } = context;
  const page = readPage(query, holdings.dialect, context.maximum);
  if (page.kind === "parameter") return page;
  if (page.kind !== "offset" && page.kind !== "cursor") return page;
  const found = readRows(context, resource, query);
  return Array.isArray(found) ? answerPage(holdings, found, page, chosen) : (found as Problem);
}

function readRows(
  context: ReadContext,
  resource: Resource,
  query: URLSearchParams,
): readonly Item[] | Problem {
  const { holdings } = context;
  const filters = readFilters(resource, query, holdings.dialect.dms);
  if (!Array.isArray(filters)) return filters as Problem;
  const window = readWindow(query);
  if ("kind" in window) return window;
  return select(holdings.store, resource, filters).filter(
    (item) =>
      item.changeVersion >= window.from &&
      item.changeVersion <= window.to &&
      holdings.authorization.mayRead(item),
  );
}

function answerPage(holdings: Holdings, rows: readonly Item[], page: Page, chosen: Chosen): Answer {
  const shown =
    page.kind === "offset" ? rows.slice(page.offset, page.offset + page.limit) : cursorRows(rows, page);
  const headers: Record<string, string> = {};
  if (page.kind === "offset" && page.totalCount) headers["total-count"] = String(rows.length);
  const final = shown.at(-1);
  if (holdings.dialect.cursorPaging && final !== undefined) {
    headers["next-page-token"] = pageToken(final.sequence + 1, page.kind === "cursor" ? page.to : last);
  }
  const body = `[${shown.map((item) => present(holdings, item, chosen.view)).join(",")}]`;
  return { status: 200, headers, body, contentType: contentTypeOf(chosen) };
}

function cursorRows(rows: readonly Item[], page: Extract<Page, { kind: "cursor" }>): readonly Item[] {
  return rows.filter((item) => item.sequence >= page.from && item.sequence <= page.to).slice(0, page.size);
}

/** GET …/partitions: page tokens that split a collection into walks of about equal length. */
export function readPartitions(
  context: ReadContext,
  resource: Resource,
  query: URLSearchParams,
): Answer | Problem {
  const number = Number(query.get("number") ?? "5");
  if (!Number.isInteger(number) || number < 1 || number > 200) {
    return { kind: "parameter", reason: "Number of partitions must be between 1 and 200." };
  }
  const rows = readRows(context, resource, query);
  if (!Array.isArray(rows)) return rows as Problem;
  const size = Math.max(1, Math.ceil(rows.length / number));
  const starts = rows.filter((_, index) => index % size === 0).map((item) => item.sequence);
  const tokens = starts.map((start, index) => pageToken(start, (starts[index + 1] ?? last + 1) - 1));
  return json(200, { pageTokens: tokens });
}

interface Window {
  readonly from: number;
  readonly to: number;
}

/** minChangeVersion and maxChangeVersion, both included. */
function readWindow(query: URLSearchParams): Window | Problem {
  const values: number[] = [];
  for (const [name, otherwise] of [
    ["minChangeVersion", 0],
    ["maxChangeVersion", last],
  ] as const) {
    const text = query.get(name);
    const value = text === null ? otherwise : Number(text);
    if (!Number.isInteger(value) || value < 0) {
      const title = name.charAt(0).toUpperCase() + name.slice(1);
      return { kind: "parameter", reason: `${title} must be a numeric value greater than or equal to 0.` };
    }
    values.push(value);
  }
  return { from: values[0] ?? 0, to: values[1] ?? last };
}

/** GET …/deletes and …/keyChanges (protocol section 8). */
export function readTracked(
  context: ReadContext,
  resource: Resource,
  kind: "deletes" | "keyChanges",
  query: URLSearchParams,
): Answer | Problem {
  const { holdings } = context;
  const page = readPage(query, holdings.dialect, context.maximum);
  if (page.kind !== "offset")
    return page.kind === "cursor" ? { kind: "parameter", reason: "Invalid paging." } : page;
  const window = readWindow(query);
  if ("kind" in window) return window;
  const rows =
    kind === "deletes" ? deletes(holdings, resource, window) : keyChanges(holdings, resource, window);
  const answer = json(200, rows.slice(page.offset, page.offset + page.limit));
  return page.totalCount ? { ...answer, headers: { "total-count": String(rows.length) } } : answer;
}

function deletes({ dialect, store }: Holdings, resource: Resource, window: Window): object[] {
  return store
    .removals(resource)
    .filter((one) => one.changeVersion >= window.from && one.changeVersion <= window.to)
    .filter((one) => store.find(resource.group, one.key) === undefined)
    .map(({ id, changeVersion, keyValues }) =>
      dialect.kind === "ods-5.3" ? { id, changeVersion } : { id, changeVersion, keyValues },
    );
}

/** Several changes of one item collapse into one: the first old key, the last new one. */
function keyChanges({ store }: Holdings, resource: Resource, window: Window): object[] {
  const rows = new Map<string, object>();
  for (const change of store.keyChanges(resource)) {
    if (change.changeVersion < window.from || change.changeVersion > window.to) continue;
    const earlier = rows.get(change.id) as { readonly oldKeyValues: object } | undefined;
    rows.set(change.id, { ...change, oldKeyValues: earlier?.oldKeyValues ?? change.oldKeyValues });
  }
  return [...rows.values()];
}
