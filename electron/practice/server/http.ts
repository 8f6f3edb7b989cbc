import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../../../shared/errors.ts";
import { ApiClient } from "./clients.ts";
import type { DataRequest } from "./data.ts";
import { answerOther, callerOf, type OtherRequest } from "./endpoints.ts";
import { fastSink, type SinkPorts } from "./fast-sink.ts";
import type { Fault } from "./faults.ts";
import { faultAnswer } from "./outages.ts";
import type { Parts } from "./parts.ts";
import type { Answer } from "./problems.ts";
import { header, originOf, readBody, send } from "./requests.ts";
import { makeServer } from "./tls.ts";

/** Listens on loopback only. */
export async function listen(
  parts: Parts,
  port: number,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const endpoint = new Endpoint(parts);
  const http = makeServer(parts.tls, (request, response) => endpoint.onRequest(request, response));
  const longWay = parts.sink === undefined || parts.disturbed || parts.tls !== undefined;
  const sink = longWay ? undefined : fastSink(sinkPorts(parts, http));
  const listener = sink?.server ?? http;
  await new Promise<void>((resolve, reject) => {
    listener.once("error", (error: NodeJS.ErrnoException) => reject(listenFailure(error, port)));
    listener.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = listener.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      endpoint.stop();
      listener.close(() => resolve());
      sink?.stop();
      http.closeAllConnections();
    });
  return { origin: `${parts.tls === undefined ? "http" : "https"}://127.0.0.1:${bound}`, close };
}

function listenFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return error;
  return new AppError(
    "conflict",
    `Port ${port} cannot be had on this machine. Choose another one, or none for any free one.`,
  );
}

function sinkPorts({ layout, latency, load, tokens, traffic }: Parts, http: Server): SinkPorts {
  return {
    data: layout.data,
    latency,
    load,
    accepts: (authorization) => {
      traffic.dataRequest(true);
      return typeof tokens.admit(authorization) !== "string";
    },
    answered: (status) => traffic.answered(status),
    refused: (status) => {
      traffic.dataRequest(true);
      traffic.answered(status);
    },
    handOver: (socket, read) => {
      http.emit("connection", socket);
      socket.unshift(read);
    },
  };
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
    else readBody(request, (body) => this.#onOther(request, response, { path, query, body }));
  }

  #isData(path: string): boolean {
    const { data } = this.#parts.layout;
    return path.startsWith(data) || path.toLowerCase().startsWith(data.toLowerCase());
  }

  #onData(request: IncomingMessage, response: ServerResponse, at: { path: string; query: string }): void {
    const { faults, traffic } = this.#parts;
    const isWrite = request.method !== "GET";
    traffic.dataRequest(isWrite);
    const fault = faults.next(isWrite);
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
      request.on("end", () => {
        const answer = () => this.#intoSink(sink, request, at.path);
        if (this.#parts.load) this.#work(request, response, answer);
        else this.#settle(request, response, answer(), cut);
      });
      request.resume();
      return;
    }
    readBody(request, (body) => this.#settle(request, response, this.#answerData(request, at, body), cut));
  }

  #work(request: IncomingMessage, response: ServerResponse, answer: () => Answer): void {
    const { load } = this.#parts;
    const latency = load?.begin();
    if (latency === undefined) this.#finish(request, response, { status: 503 });
    else
      this.#later(latency, () => {
        load?.end();
        this.#finish(request, response, answer());
      });
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
    const caller = callerOf(this.#parts, request);
    if (!(caller instanceof ApiClient)) return caller;
    return sink(request.method ?? "", path.slice(layout.data.length), dataUrl(this.#parts, request));
  }

  #answerData(request: IncomingMessage, at: { path: string; query: string }, body: string): Answer {
    const caller = callerOf(this.#parts, request);
    if (!(caller instanceof ApiClient)) return caller;
    return caller.api.handle(dataRequest(request, this.#parts, at, body));
  }

  #onOther(request: IncomingMessage, response: ServerResponse, at: OtherRequest): void {
    const answer = answerOther(this.#parts, request, response, at);
    if (answer !== undefined) send(response, answer);
  }

  #later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }
}

function dataRequest(
  request: IncomingMessage,
  parts: Parts,
  at: { readonly path: string; readonly query: string },
  body: string,
): DataRequest {
  const { headers } = request;
  return {
    method: request.method ?? "",
    route: at.path.slice(parts.layout.data.length),
    path: at.path,
    query: at.query,
    body,
    contentType: headers["content-type"],
    accept: headers.accept,
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
    correlationId: header(request, "correlation-id"),
    dataUrl: dataUrl(parts, request),
  };
}

/** What Location begins with. */
function dataUrl({ discovery, layout }: Parts, request: IncomingMessage): string {
  return `${discovery.oddities.locationOrigin ?? originOf(request)}${layout.data}`;
}
