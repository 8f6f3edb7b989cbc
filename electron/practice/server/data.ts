import { randomUUID } from "node:crypto";
import type { Operation, Resource } from "./model.ts";
import { type Preconditions, tagMatches } from "./preconditions.ts";
import { present } from "./presentation.ts";
import type { Answer, Problem } from "./problems.ts";
import { contentTypeOf, type ProfileGate } from "./profile-gate.ts";
import { underProfile } from "./profiled-writes.ts";
import { type ReadContext, readCollection, readPartitions, readTracked } from "./reads.ts";
import type { Item } from "./store.ts";
import type { Wording } from "./wording/wording.ts";
import { type Holdings, remove, replace, upsert, type Written } from "./writes.ts";

/** A request to the data API, its body read. */
export interface DataRequest {
  readonly method: string;
  /** Below the data API, without a leading slash: "ed-fi/students/1b1a…". */
  readonly route: string;
  /** The whole path, as messages quote it. */
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly correlationId: string | undefined;
  /** Absolute URL of the data API, with a slash at its end: what Location begins with. */
  readonly dataUrl: string;
}

type Handled = Answer | Problem;

/** The data API of one server: routes, verbs, and answers in its own words. */
export class DataApi {
  readonly #read: ReadContext;
  readonly #holdings: Holdings;
  readonly #profiles: ProfileGate;
  readonly #wording: Wording;
  readonly #routes = new Map<string, Resource>();

  constructor(read: ReadContext, profiles: ProfileGate, wording: Wording) {
    this.#read = read;
    this.#profiles = profiles;
    this.#holdings = read.holdings;
    this.#wording = wording;
    for (const resource of read.holdings.model.resources) this.#routes.set(resource.path.slice(1), resource);
  }

  handle(request: DataRequest): Answer {
    const handled = this.#route(request);
    return "status" in handled ? handled : this.say(handled, request.correlationId);
  }

  say(problem: Problem, correlationId: string | undefined): Answer {
    return this.#wording(problem, correlationId ?? randomUUID());
  }

  #route(request: DataRequest): Handled {
    const collection = this.#routes.get(request.route);
    if (collection !== undefined) return this.#onCollection(collection, request);
    const [project, name, last, ...rest] = request.route.replace(/\/$/, "").split("/");
    const resource = this.#holdings.model.byPath.get(`/${project}/${name}`.toLowerCase());
    if (resource === undefined || rest.length > 0) return { kind: "no-path", path: request.path };
    if (last === undefined) return this.#onCollection(resource, request);
    return this.#onSpecial(resource, last, request) ?? this.#onItem(resource, last, request);
  }

  #onCollection(resource: Resource, request: DataRequest): Handled {
    switch (request.method) {
      case "POST":
        return this.#refuse(resource, "Create", "Update") ?? this.#post(resource, request);
      case "GET":
        return this.#refuse(resource, "Read") ?? this.#list(resource, request);
      default:
        return { kind: "method", hint: collectionHint(request.method), allow: "GET, POST" };
    }
  }

  #onSpecial(resource: Resource, last: string, request: DataRequest): Handled | undefined {
    if (request.method !== "GET") return undefined;
    const query = new URLSearchParams(request.query);
    const { dialect } = this.#holdings;
    if (last === "partitions" && dialect.cursorPaging) {
      return this.#refuse(resource, "Read") ?? readPartitions(this.#read, resource, query);
    }
    if (last !== "deletes" && (last !== "keyChanges" || dialect.kind === "ods-5.3")) return undefined;
    return this.#refuse(resource, "ReadChanges") ?? readTracked(this.#read, resource, last, query);
  }

  #refuse(resource: Resource, ...anyOf: readonly [Operation, ...Operation[]]): Problem | undefined {
    return this.#holdings.rights.refuse(resource, ...anyOf);
  }

  #onItem(resource: Resource, given: string, request: DataRequest): Handled {
    const act = itemActs.get(request.method);
    if (act === undefined)
      return { kind: "method", hint: itemHint(request.method), allow: "GET, PUT, DELETE" };
    const denied = this.#refuse(resource, act.operation);
    if (denied !== undefined) return denied;
    const id = this.#storedId(given);
    if (id === undefined) return { kind: "bad-id", value: given };
    const item = this.#holdings.store.byId(resource, id);
    if (item === undefined) {
      const wildcard = request.ifMatch === "*" && this.#holdings.dialect.dms && act.what !== "item";
      return wildcard ? { kind: "nothing-to-match" } : { kind: "not-found", what: act.what };
    }
    if (act.what === "item") return this.#get(item, request);
    return act.what === "update" ? this.#put(item, request) : this.#delete(item, request);
  }

  /** Ids in the form of this server; clients may write them with or without dashes. */
  #storedId(given: string): string | undefined {
    const bare = given.replaceAll("-", "").toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(bare)) return undefined;
    if (!this.#holdings.dialect.dms) return bare;
    return bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  #list(resource: Resource, request: DataRequest): Handled {
    const chosen = this.#profiles.choose(resource, request);
    if ("kind" in chosen) return chosen;
    return readCollection(this.#read, resource, new URLSearchParams(request.query), chosen);
  }

  #post(resource: Resource, request: DataRequest): Handled {
    const text = this.#bodyOf(resource, request);
    if (typeof text !== "string") return text;
    return this.#answer(upsert(this.#holdings, resource, text, preconditions(request)), request);
  }

  #put(item: Item, request: DataRequest): Handled {
    const text = this.#bodyOf(item.resource, request, item);
    if (typeof text !== "string") return text;
    return this.#answer(replace(this.#holdings, item, text, preconditions(request)), request, 204);
  }

  /** What is to be stored: the body that was sent, or what it comes to under a profile. */
  #bodyOf(resource: Resource, request: DataRequest, item?: Item): string | Problem {
    if (!isJson(request.contentType)) return { kind: "media-type" };
    const chosen = this.#profiles.choose(resource, request);
    if ("kind" in chosen) return chosen;
    const { view } = chosen;
    if (view === undefined) return request.body;
    const write = { text: request.body, view, ...(item && { item }) };
    return underProfile(this.#holdings, resource, write);
  }

  #delete(item: Item, request: DataRequest): Handled {
    const written = remove(this.#holdings, item, preconditions(request));
    return written.kind === "refused" ? written.problem : { status: 204 };
  }

  #get(item: Item, request: DataRequest): Handled {
    const { authorization, dialect } = this.#holdings;
    const refused = authorization.check(item.resource, item.key, "other");
    if (refused !== undefined) return refused;
    const chosen = this.#profiles.choose(item.resource, request);
    if ("kind" in chosen) return chosen;
    const headers = { etag: `"${item.etag}"` };
    if (request.ifNoneMatch !== undefined && isCurrent(dialect, item, request.ifNoneMatch)) {
      return { status: 304, headers };
    }
    const body = present(this.#holdings, item, chosen.view);
    return { status: 200, headers, body, contentType: contentTypeOf(chosen) };
  }

  #answer(written: Written, request: DataRequest, status?: number): Handled {
    if (written.kind === "refused") return written.problem;
    const { item } = written;
    return {
      status: status ?? (written.kind === "created" ? 201 : 200),
      headers: {
        location: `${request.dataUrl}${item.resource.path.slice(1)}/${item.id}`,
        etag: `"${item.etag}"`,
      },
      key: item.key.replaceAll("\u001f", "|"),
    };
  }
}

interface ItemAct {
  readonly what: "item" | "update" | "delete";
  readonly operation: Operation;
}

const itemActs: ReadonlyMap<string, ItemAct> = new Map<string, ItemAct>([
  ["GET", { what: "item", operation: "Read" }],
  ["PUT", { what: "update", operation: "Update" }],
  ["DELETE", { what: "delete", operation: "Delete" }],
]);

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/(json|vnd\.[^;]+\+json)\s*(;|$)/i.test(contentType);
}

function preconditions({ ifMatch, ifNoneMatch }: DataRequest): Preconditions {
  return {
    ...(ifMatch === undefined ? {} : { ifMatch: unquoted(ifMatch) }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch: unquoted(ifNoneMatch) }),
  };
}

function unquoted(tag: string): string {
  return tag.trim().replace(/^"(.*)"$/, "$1");
}

/** The ODS compares the raw header with the unquoted value, so that a quoted one never matches. */
function isCurrent(dialect: Holdings["dialect"], item: Item, header: string): boolean {
  if (!dialect.dms) return header === item.etag;
  return header.split(",").some((tag) => tagMatches(dialect, item, unquoted(tag)));
}

function collectionHint(method: string): string {
  if (method === "PUT") {
    return "Resource collections cannot be replaced. To 'upsert' an item in the collection, use POST. To update a specific item, use PUT and include the 'id' in the route.";
  }
  if (method === "DELETE") {
    return "Resource collections cannot be deleted. To delete a specific item, use DELETE and include the 'id' in the route.";
  }
  return `The endpoint of the request does not support the '${method}' method.`;
}

function itemHint(method: string): string {
  return method === "POST"
    ? "Resource items can only be updated using PUT. To 'upsert' an item in the resource collection using POST, remove the 'id' from the route."
    : `The endpoint of the request does not support the '${method}' method.`;
}
