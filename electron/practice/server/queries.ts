import { descriptorKey, keyText } from "./bodies.ts";
import { isObject, parseLossless, valueAt } from "./json.ts";
import type { KeyPart, Resource } from "./model.ts";
import type { Problem } from "./problems.ts";
import { checkScalar } from "./scalars.ts";
import type { Item, Store } from "./store.ts";

interface Filter {
  readonly part: KeyPart;
  readonly value: string;
}

/** Parameters that are not fields of a resource. */
const paging = new Set([
  "limit",
  "offset",
  "totalcount",
  "minchangeversion",
  "maxchangeversion",
  "pagetoken",
  "pagesize",
  "number",
  "correlationid",
]);

const separator = "\u001f";

/** The field filters of a query; names in any letter case. Unknown ones are ignored by the ODS, refused by the DMS. */
export function readFilters(resource: Resource, query: URLSearchParams, dms: boolean): Filter[] | Problem {
  const filters: Filter[] = [];
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    if (paging.has(lower)) continue;
    const part = lower === "id" ? idPart : resource.queries.get(lower);
    if (part === undefined) {
      if (dms) return { kind: "unknown-query", name, tracked: false };
      continue;
    }
    if (!isReadable(part, value)) return { kind: "query-value", name, value };
    filters.push({ part, value });
  }
  return filters;
}

const idPart: KeyPart = { name: "id", kind: "string", paths: [] };

function isReadable(part: KeyPart, value: string): boolean {
  if (part.kind === "boolean") return value === "true" || value === "false";
  const scalar = { kind: part.kind, name: part.name, required: false, identity: false, int32: false };
  return checkScalar(scalar, value, "$", { dms: false })?.kind !== "type";
}

/** The items that match, in order; a whole key is looked up, all else is searched. */
export function select(store: Store, resource: Resource, filters: readonly Filter[]): readonly Item[] {
  if (filters.length === 0) return store.list(resource);
  const key = wholeKey(resource, filters);
  if (key === undefined) return store.list(resource).filter((item) => matches(item, filters));
  const item = store.find(resource.group, key);
  return item !== undefined && item.resource === resource && matches(item, filters) ? [item] : [];
}

function wholeKey(resource: Resource, filters: readonly Filter[]): string | undefined {
  const given = new Map(filters.map((filter) => [filter.part.name, filter.value]));
  if (!resource.key.every((part) => given.has(part.name))) return undefined;
  if (resource.descriptor) return descriptorKey(Object.fromEntries(given));
  return resource.key.map((part) => keyText(part.kind, given.get(part.name))).join(separator);
}

function matches(item: Item, filters: readonly Filter[]): boolean {
  const body = parseLossless(item.body);
  if (!isObject(body)) return false;
  return filters.every(({ part, value }) => {
    if (part === idPart) return item.id.replaceAll("-", "") === value.replaceAll("-", "").toLowerCase();
    // Descriptors are compared without their letter case (protocol section 10).
    const kind = item.resource.descriptor && part.kind === "string" ? "descriptor" : part.kind;
    return part.paths.some((path) => keyText(kind, valueAt(body, path)) === keyText(kind, value));
  });
}
