import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { DataApi, DataRequest } from "./data.ts";
import { type DiscoveryContext, discover } from "./discovery.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Layout } from "./layout.ts";
import type { Metadata } from "./metadata.ts";
import { faultAnswer } from "./outages.ts";
import type { Answer } from "./problems.ts";
import { tokenInfo } from "./token-info.ts";
import type { Tokens } from "./tokens.ts";
import type { Traffic } from "./traffic.ts";
import { json } from "./wording/wording.ts";
import type { Holdings } from "./writes.ts";

/** All parts of one practice API. */
export interface Parts {
  readonly key: string;
  readonly layout: Layout;
  readonly discovery: DiscoveryContext;
  readonly metadata: Metadata;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly holdings: Holdings;
  readonly api: DataApi;
  /** Milliseconds that each data answer is held back. */
  readonly latency: number;
  /** Answers without storing or checking; the body is not even read into memory. */
  readonly sink?: (method: string, route: string, dataUrl: string) => Answer;
  /** The items of a resource as lines of JSON, for tests in other processes. */
  readonly lines: (path: string) => Iterable<string>;
}

/** Listens on loopback only. */
export async function listen(
  parts: Parts,
  port: number,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const endpoint = new Endpoint(parts);
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) =>
    endpoint.onRequest(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${bound}`, close: () => close(server, endpoint) };
}

function close(server: Server, endpoint: Endpoint): Promise<void> {
  endpoint.stop();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

class Endpoint {
  readonly #parts: Parts;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  onRequest(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = mark < 0 ? "" : url.slice(mark + 1);
    if (this.#isData(path)) this.#onData(request, response, { path, query });
    else readBody(request, (body) => send(response, this.#onOther(request, response, { path, query, body })));
  }

  #isData(path: string): boolean {
    const { data } = this.#parts.layout;
    return path.startsWith(data) || path.toLowerCase().startsWith(data.toLowerCase());
  }

  #onData(request: IncomingMessage, response: ServerResponse, at: { path: string; query: string }): void {
    const { faults, traffic } = this.#parts;
    traffic.dataRequest();
    const fault = faults.next();
    if (fault === undefined) this.#serve(request, response, at, false);
    else this.#spoil(fault, request, response, at);
  }

  #spoil(
    fault: Fault,
    request: IncomingMessage,
    response: ServerResponse,
    at: { path: string; query: string },
  ): void {
    switch (fault.kind) {
      case "hang":
        request.resume();
        return;
      case "reset":
        request.socket.resetAndDestroy();
        return;
      case "cut-after-write":
        this.#serve(request, response, at, true);
        return;
      case "slow":
        this.#later(fault.milliseconds, () => this.#serve(request, response, at, false));
        return;
      default:
        readBody(request, () =>
          this.#finish(request, response, faultAnswer(fault, this.#parts.discovery.dialect)),
        );
    }
  }

  #serve(
    request: IncomingMessage,
    response: ServerResponse,
    at: { path: string; query: string },
    cut: boolean,
  ): void {
    const { sink } = this.#parts;
    if (sink !== undefined) {
      request.on("end", () => this.#settle(request, response, this.#intoSink(sink, request, at.path), cut));
      request.resume();
      return;
    }
    readBody(request, (body) => this.#settle(request, response, this.#answerData(request, at, body), cut));
  }

  #settle(request: IncomingMessage, response: ServerResponse, answer: Answer, cut: boolean): void {
    if (cut) request.socket.destroy();
    else if (this.#parts.latency > 0)
      this.#later(this.#parts.latency, () => this.#finish(request, response, answer));
    else this.#finish(request, response, answer);
  }

  #finish(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const { traffic, sink } = this.#parts;
    traffic.answered(answer.status);
    if (sink === undefined) {
      const line = { method: request.method ?? "", path: request.url ?? "", status: answer.status };
      traffic.note(answer.key === undefined ? line : { ...line, key: answer.key });
    }
    send(response, answer);
  }

  #intoSink(sink: NonNullable<Parts["sink"]>, request: IncomingMessage, path: string): Answer {
    const { layout } = this.#parts;
    const refusal = this.#refuseToken(request);
    if (refusal !== undefined) return refusal;
    return sink(request.method ?? "", path.slice(layout.data.length), `${originOf(request)}${layout.data}`);
  }

  #answerData(request: IncomingMessage, at: { path: string; query: string }, body: string): Answer {
    const { api, layout } = this.#parts;
    const refusal = this.#refuseToken(request);
    return refusal ?? api.handle(dataRequest(request, layout, at, body));
  }

  #refuseToken(request: IncomingMessage): Answer | undefined {
    const { api, layout, tokens } = this.#parts;
    const reason = tokens.refusal(request.headers.authorization);
    if (reason === undefined) return undefined;
    const answer = api.say({ kind: "unauthenticated", reason }, header(request, "correlation-id"));
    // The ODS's own 401 body is written for paths that begin with /data only (protocol section 2.3).
    const { dms } = this.#parts.discovery.dialect;
    return layout.base === "" || dms ? answer : { status: 401 };
  }

  #onOther(
    request: IncomingMessage,
    response: ServerResponse,
    at: { readonly path: string; readonly query: string; readonly body: string },
  ): Answer | undefined {
    const { layout, metadata, discovery } = this.#parts;
    const path = at.path.toLowerCase();
    if (path.startsWith("/practice/")) return this.#onControl(request, response, at);
    if (path === layout.token.toLowerCase()) return this.#onToken(request, at.body);
    if (this.#parts.faults.isDown()) return faultAnswer({ kind: "down" }, discovery.dialect);
    if (path === layout.tokenInfo.toLowerCase()) return this.#onTokenInfo(request, at.body);
    if (path === layout.changeVersions.toLowerCase()) return this.#onChangeVersions(request);
    if (path === "/health") return json(200, { status: "Healthy" });
    const origin = originOf(request);
    const document = metadata.answer(at.path, origin, header(request, "if-none-match"));
    if (document !== undefined) return document;
    const found = discover(discovery, origin, at.path);
    if (found !== undefined) return json(200, found);
    return this.#parts.api.say({ kind: "no-path", path: at.path }, header(request, "correlation-id"));
  }

  #onToken(request: IncomingMessage, body: string): Answer {
    const { faults, tokens, traffic, discovery } = this.#parts;
    traffic.tokenRequest();
    if (faults.isDown()) return faultAnswer({ kind: "down" }, discovery.dialect);
    if (request.method !== "POST") return { status: 405 };
    return tokens.answer(credentials(request, body));
  }

  #onTokenInfo(request: IncomingMessage, body: string): Answer {
    const { holdings, key, tokens } = this.#parts;
    return tokenInfo(holdings, tokens, key, credentials(request, body));
  }

  #onChangeVersions(request: IncomingMessage): Answer {
    const refusal = this.#refuseToken(request);
    if (refusal !== undefined) return refusal;
    const { dialect, store } = this.#parts.holdings;
    return dialect.kind === "ods-5.3"
      ? json(200, { OldestChangeVersion: 0, NewestChangeVersion: store.changeVersion })
      : json(200, { oldestChangeVersion: 0, newestChangeVersion: store.changeVersion });
  }

  /** Outside the Ed-Fi API: what tests in other processes ask. */
  #onControl(
    request: IncomingMessage,
    response: ServerResponse,
    at: { readonly path: string; readonly query: string },
  ): Answer | undefined {
    const { lines, tokens, traffic } = this.#parts;
    if (!tokens.isOwn(request.headers.authorization)) return { status: 401 };
    if (at.path === "/practice/counts") return json(200, traffic.counts());
    if (at.path !== "/practice/items") return { status: 404 };
    const asked = new URLSearchParams(at.query).get("path") ?? "";
    response.writeHead(200, { "content-type": "application/jsonl" });
    Readable.from(lines(asked)).pipe(response);
    return undefined;
  }

  #later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }
}

function credentials(request: IncomingMessage, body: string) {
  return {
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"],
    body,
  };
}

function dataRequest(
  request: IncomingMessage,
  layout: Layout,
  at: { readonly path: string; readonly query: string },
  body: string,
): DataRequest {
  const { headers } = request;
  return {
    method: request.method ?? "",
    route: at.path.slice(layout.data.length),
    path: at.path,
    query: at.query,
    body,
    contentType: headers["content-type"],
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
    correlationId: header(request, "correlation-id"),
    dataUrl: `${originOf(request)}${layout.data}`,
  };
}

function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? "127.0.0.1"}`;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const [only] = chunks;
    done(chunks.length === 1 && only !== undefined ? only.toString() : Buffer.concat(chunks).toString());
  });
}

function send(response: ServerResponse, answer: Answer | undefined): void {
  if (answer === undefined || response.destroyed) return;
  const headers: string[] = [];
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? "");
  if (answer.body === undefined) headers.push("content-length", "0");
  else {
    headers.push("content-type", answer.contentType ?? "application/json; charset=utf-8");
    headers.push("content-length", String(Buffer.byteLength(answer.body)));
  }
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}
