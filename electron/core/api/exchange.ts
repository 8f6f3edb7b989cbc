import { promisify } from "node:util";
import { constants, gunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import type { HttpAnswer, NoAnswer } from "./types.ts";

type Headers = Readonly<Record<string, string | string[] | undefined>>;
type Settle = (answer: HttpAnswer | NoAnswer) => void;

/** How much of an error's text is worth keeping. */
const errorBytes = 64 * 1024;
/** No document of an Ed-Fi API comes near; what is larger is not one. */
const documentBytes = 256 * 1024 * 1024;

const unzip = promisify(gunzip);

/** Why a request ended without an answer, by undici's or Node's code. */
function reasonOf(code: string): NoAnswer["reason"] {
  if (code === "UND_ERR_ABORTED" || code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED")
    return "aborted";
  return code.includes("TIMEOUT") || code === "ETIMEDOUT" ? "timeout" : "connection";
}

export function noAnswer(code: string): NoAnswer {
  return { kind: "no-answer", reason: reasonOf(code), code };
}

/** Our own stops are settled before they come back here: an abort by undici itself is a proxy that lets nothing through. */
function codeOf(error: Error & { code?: unknown }): string {
  const code = String(error.code ?? error.name);
  return code === "UND_ERR_ABORTED" || code.startsWith("UND_ERR_PRX") ? "PROXY_REFUSED" : code;
}

class Stopped extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * One request and its answer, as undici's dispatch wants it: no streams, no body for what was accepted.
 * `whole` keeps the body of every answer; else that of refusals only, cut at 64 kB.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #settle: Settle;
  readonly #whole: boolean;
  readonly #timeout: number;
  #open = true;
  #signal: AbortSignal | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] | undefined;
  #bytes = 0;
  #deadline = 0;

  constructor(settle: Settle, timeout: number, whole: boolean) {
    this.#settle = settle;
    this.#timeout = timeout;
    this.#whole = whole;
  }

  /** Lets a signal end the exchange; false when it is over already and nothing need be sent. */
  obey(signal: AbortSignal | undefined): boolean {
    if (signal === undefined) return true;
    if (signal.aborted) this.handleEvent();
    else signal.addEventListener("abort", this);
    this.#signal = signal;
    return this.#open;
  }

  /** The signal's abort: ends what has begun, and what still waits for a connection. */
  handleEvent(): void {
    this.#finish(noAnswer("UND_ERR_ABORTED"));
    this.#controller?.abort(new Stopped("UND_ERR_ABORTED"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#open) this.#controller = controller;
    else controller.abort(new Stopped("UND_ERR_ABORTED"));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // undici's body time-out begins again with each chunk: a body that drips would keep a connection for ever.
    const now = performance.now();
    if (this.#deadline === 0) this.#deadline = now + this.#timeout;
    if (this.#whole || this.#status >= 300) {
      this.#chunks ??= [];
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
    }
    if (now > this.#deadline) controller.abort(new Stopped("UND_ERR_BODY_TIMEOUT"));
    else if (this.#bytes > (this.#whole ? documentBytes : errorBytes)) {
      controller.abort(new Stopped("UND_ERR_RES_EXCEEDED_MAX_SIZE"));
    }
  }

  onResponseEnd(): void {
    this.#finish(this.#answer());
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error & { code?: unknown }): void {
    // A write is decided by its status line, even when the text behind it was cut.
    const decided = this.#status !== 0 && !this.#whole;
    this.#finish(decided ? this.#answer() : noAnswer(codeOf(error)));
  }

  #finish(answer: HttpAnswer | NoAnswer | Promise<HttpAnswer | NoAnswer>): void {
    if (!this.#open) return;
    this.#open = false;
    // A signal outlives its requests: a listener left behind for each of a million would be a leak.
    this.#signal?.removeEventListener("abort", this);
    if (answer instanceof Promise) void answer.then(this.#settle);
    else this.#settle(answer);
  }

  #answer(): HttpAnswer | Promise<HttpAnswer | NoAnswer> {
    if (this.#chunks === undefined) return answerOf(this.#status, this.#headers, "");
    const raw = Buffer.concat(this.#chunks);
    if (!this.#whole && raw.length > errorBytes) return this.#decoded(raw.subarray(0, errorBytes));
    return this.#decoded(raw);
  }

  #decoded(raw: Buffer): HttpAnswer | Promise<HttpAnswer | NoAnswer> {
    const encoding = first(this.#headers["content-encoding"]);
    if (encoding === undefined || !encoding.includes("gzip")) {
      return answerOf(this.#status, this.#headers, raw.toString("utf8"));
    }
    // The flush flag lets a refusal that was cut at 64 kB be read as far as it goes.
    const options = {
      maxOutputLength: documentBytes,
      finishFlush: this.#whole ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    };
    return unzip(raw, options).then(
      (text) => answerOf(this.#status, this.#headers, text.toString("utf8")),
      () => (this.#whole ? noAnswer("Z_DATA_ERROR") : answerOf(this.#status, this.#headers, "")),
    );
  }
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === "object" ? value[0] : value;
}

function answerOf(status: number, headers: Headers, body: string): HttpAnswer {
  const answer: { -readonly [K in keyof HttpAnswer]: HttpAnswer[K] } = { kind: "answer", status, body };
  const etag = first(headers.etag);
  if (etag !== undefined) answer.etag = etag;
  const location = first(headers.location);
  if (location !== undefined) {
    const id = idOf(location);
    if (status < 300 && id !== undefined) answer.id = id;
    if (status >= 300 && status < 400) answer.location = location;
  }
  const contentType = first(headers["content-type"]);
  if (contentType !== undefined) answer.contentType = contentType;
  const retryAfter = first(headers["retry-after"]);
  if (retryAfter !== undefined) answer.retryAfter = retryAfter;
  return answer;
}

/** The last path segment: hosts behind proxies print a wrong scheme, host or port in front of it (protocol section 11). */
function idOf(location: string): string | undefined {
  let path = location.split(/[?#]/, 1)[0] ?? "";
  while (path.endsWith("/")) path = path.slice(0, -1);
  const id = path.slice(path.lastIndexOf("/") + 1);
  return id === "" ? undefined : id;
}
