import type { Dispatcher } from "undici";

/** Where a server's parts are, taken from its discovery document (protocol section 1). Every URL is absolute. */
export interface Endpoints {
  /** Without a trailing slash: a resource's URL is `${data}${resource.path}`. */
  readonly data: string;
  readonly oauth: string;
  readonly dependencies?: string;
  readonly openApi?: string;
  readonly tokenInfo?: string;
  readonly changeQueries?: string;
}

export interface ServerInfo {
  readonly product: "ods" | "dms";
  /** "7.3.2" where the server says so much, else "7.3". */
  readonly version: string;
  readonly dataModels: readonly { readonly name: string; readonly version: string }[];
  readonly endpoints: Endpoints;
}

/** What came back for one request. A refusal is a value, never an exception. */
export type Answer = HttpAnswer | NoAnswer | BadCredentials;

export interface HttpAnswer {
  readonly kind: "answer";
  readonly status: number;
  /** Last path segment of Location. */
  readonly id?: string;
  readonly etag?: string;
  readonly retryAfter?: string;
  readonly contentType?: string;
  /** Where a redirect leads, as it was printed; 3xx only. */
  readonly location?: string;
  /** Text of the body; empty for accepted writes, cut at 64 kB. */
  readonly body: string;
}

/** The connection broke, or time ran out: the server may or may not have stored what was sent. */
export interface NoAnswer {
  readonly kind: "no-answer";
  readonly reason: "timeout" | "connection" | "aborted";
  /** Node's or undici's code: "ECONNRESET", "UND_ERR_HEADERS_TIMEOUT" … */
  readonly code: string;
}

/** A fresh token was refused too, or none could be had: nothing more can be sent on this connection. */
export interface BadCredentials {
  readonly kind: "bad-credentials";
  readonly status: number;
  /** For people: what is wrong, what to do. */
  readonly sentence: string;
}

/** One connection's way to its server: one pool, one token. */
export interface ApiClient {
  readonly server: ServerInfo;
  /** POST {data}{path}; `body` is sent as it is. */
  post(
    path: string,
    body: string,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): Promise<Answer>;
  put(path: string, id: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  delete(path: string, id: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** GET {data}{pathAndQuery}; the body comes back whole. */
  get(
    pathAndQuery: string,
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Answer>;
  /** Writes that were made, repeats after a 401 included. */
  readonly requests: number;
  /** Tokens that this client has asked for. */
  readonly tokens: number;
  close(): Promise<void>;
}

/** An error answer, read (protocol section 6). Texts may hold a student's data: never log them. */
export interface Problem {
  readonly status: number;
  readonly form: "problem" | "legacy" | "html" | "empty" | "other";
  /** Without "urn:ed-fi:api:"; only for form "problem". */
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly correlationId?: string;
  /** validationErrors and errors, flat; `path` is a JSON path such as "$.schoolReference". */
  readonly messages: readonly { readonly path?: string; readonly text: string }[];
}

/** How requests leave: undici's dispatcher, as far as Steward uses it. */
export interface Way {
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean;
  destroy(): Promise<void>;
}
