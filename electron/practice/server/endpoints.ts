import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { ApiClient } from "./clients.ts";
import { discover } from "./discovery.ts";
import { derivedOrigin } from "./oddities.ts";
import { faultAnswer } from "./outages.ts";
import type { Parts } from "./parts.ts";
import type { Answer, Problem } from "./problems.ts";
import { header, originOf } from "./requests.ts";
import { route } from "./routes.ts";
import { tokenInfo } from "./token-info.ts";
import { json } from "./wording/wording.ts";

/** A request to anything but the data API, its body read. */
export interface OtherRequest {
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** Discovery, tokens, metadata, change versions, and what tests ask. Undefined: the answer is already on its way. */
export function answerOther(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  at: OtherRequest,
): Answer | undefined {
  const { layout, faults, discovery } = parts;
  const routed = route(discovery.dialect, discovery.given, at.path);
  const path = routed.path.toLowerCase();
  if (path.startsWith("/practice/")) return onControl(parts, request, response, at);
  if (routed.problem !== undefined) return onWrongRoute(parts, request, routed.problem);
  if (path === layout.token.toLowerCase()) return onToken(parts, request, at.body);
  if (faults.isDown()) return faultAnswer({ kind: "down" }, discovery.dialect);
  if (isClosed(parts, path)) return onUnknown(parts, request, routed.path);
  if (path === layout.tokenInfo.toLowerCase()) return onTokenInfo(parts, request, at.body);
  if (path === layout.changeVersions.toLowerCase()) return onChangeVersions(parts, request);
  return onPublic(parts, request, routed.path);
}

/** The parts of the API that are switched off: discovery does not name them. */
function isClosed({ discovery, layout }: Parts, path: string): boolean {
  const off = (name: string) => discovery.oddities.urls?.[name] === null;
  if (path === layout.tokenInfo.toLowerCase()) return off("oauthTokenIntrospection") || off("tokenInfo");
  if (path === layout.dependencies.toLowerCase()) return off("dependencies");
  if (path === layout.changeVersions.toLowerCase()) return off("changeQueries");
  return path.includes("/metadata") && off("openApiMetadata");
}

function onUnknown({ api }: Parts, request: IncomingMessage, path: string): Answer {
  return api.say({ kind: "no-path", path }, header(request, "correlation-id"));
}

/** An unknown tenant is told to everyone; which contexts there are, only to those with a token. */
function onWrongRoute(parts: Parts, request: IncomingMessage, problem: Problem): Answer {
  const caller = problem.kind === "no-tenant" ? undefined : callerOf(parts, request);
  if (caller !== undefined && !(caller instanceof ApiClient)) return caller;
  return parts.api.say(problem, header(request, "correlation-id"));
}

/** What is open to everyone. */
function onPublic(parts: Parts, request: IncomingMessage, path: string): Answer {
  if (path === "/health") return json(200, { status: "Healthy" });
  const origin = derivedOrigin(parts.discovery.oddities, originOf(request));
  const document = parts.metadata.answer(path, origin, header(request, "if-none-match"));
  if (document !== undefined) return document;
  const found = discover(parts.discovery, origin, path);
  if (found !== undefined) return json(200, found);
  return onUnknown(parts, request, path);
}

function onToken(parts: Parts, request: IncomingMessage, body: string): Answer {
  parts.traffic.tokenRequest();
  if (parts.faults.isDown()) return faultAnswer({ kind: "down" }, parts.discovery.dialect);
  if (request.method !== "POST") return { status: 405 };
  return parts.tokens.answer(credentials(request, body));
}

function onTokenInfo({ tokens, discovery }: Parts, request: IncomingMessage, body: string): Answer {
  return tokenInfo(discovery.dialect, tokens, credentials(request, body));
}

function credentials(request: IncomingMessage, body: string) {
  return {
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"],
    body,
  };
}

function onChangeVersions(parts: Parts, request: IncomingMessage): Answer {
  const caller = callerOf(parts, request);
  if (!(caller instanceof ApiClient)) return caller;
  const { dialect, store } = caller.holdings;
  return dialect.kind === "ods-5.3"
    ? json(200, { OldestChangeVersion: 0, NewestChangeVersion: store.changeVersion })
    : json(200, { oldestChangeVersion: 0, newestChangeVersion: store.changeVersion });
}

/** Whose request it is; the 401 for a bearer token that is no good. */
export function callerOf(
  { api, layout, tokens, discovery }: Parts,
  request: IncomingMessage,
): ApiClient | Answer {
  const caller = tokens.admit(request.headers.authorization);
  if (caller instanceof ApiClient) return caller;
  const answer = api.say({ kind: "unauthenticated", reason: caller }, header(request, "correlation-id"));
  // The ODS's own 401 body is written for paths that begin with /data only (protocol section 2.3).
  return layout.base === "" || discovery.dialect.dms ? answer : { status: 401 };
}

/** Outside the Ed-Fi API: what tests in other processes ask. */
function onControl(
  { lines, tokens, traffic }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  at: OtherRequest,
): Answer | undefined {
  if (!tokens.isOwn(request.headers.authorization)) return { status: 401 };
  if (at.path === "/practice/counts") return json(200, traffic.counts());
  const found =
    at.path === "/practice/items" ? lines(new URLSearchParams(at.query).get("path") ?? "") : undefined;
  if (found === undefined) return { status: 404 };
  response.writeHead(200, { "content-type": "application/jsonl" });
  Readable.from(found).pipe(response);
  return undefined;
}
