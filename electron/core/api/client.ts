import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { Exchange } from "./exchange.ts";
import type { Token, TokenEndpoint, Tokens } from "./token.ts";
import type { Answer, ApiClient, BadCredentials, HttpAnswer, NoAnswer, ServerInfo, Way } from "./types.ts";

interface ClientOptions {
  readonly server: ServerInfo;
  readonly settings: ConnectionSettings;
  /** The connection's, shared with all others who work on it. */
  readonly tokens: Tokens;
  /** Closed together with the client. */
  readonly dispatcher: Way;
  /** Resource path -> media type of what is written to it, where it is not plain JSON (protocol section 9). */
  readonly contentTypes?: ReadonlyMap<string, string> | undefined;
}

interface Request {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the data API. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** How often one request is sent again after a 401: once; twice when the refused token had been good for others. */
const mostRepeats = 2;

/** A connection's way to its server. Nothing is asked of the server, and no credentials are read, before the first request. */
export function createApiClient(options: ClientOptions): ApiClient {
  return new EdFiClient(options);
}

class EdFiClient implements ApiClient {
  readonly server: ServerInfo;
  requests = 0;
  readonly #dispatcher: Way;
  readonly #origin: string;
  readonly #data: string;
  readonly #timeout: number;
  readonly #tokens: Tokens;
  readonly #endpoint: TokenEndpoint;
  readonly #contentTypes: ReadonlyMap<string, string> | undefined;
  #asked = 0;
  /** Once the key is refused, so it stays: whatever comes home later must not ask again and again. */
  #refusal: BadCredentials | undefined;
  /** Headers of a write, for the token they were made for. */
  #written: { readonly token: Token; readonly headers: string[] } | undefined;

  constructor({ server, settings, tokens, dispatcher, contentTypes }: ClientOptions) {
    const { origin, pathname } = new URL(server.endpoints.data);
    this.server = server;
    this.#dispatcher = dispatcher;
    this.#origin = origin;
    this.#data = pathname.replace(/\/+$/, "");
    this.#timeout = settings.requestTimeout;
    this.#tokens = tokens;
    this.#contentTypes = contentTypes;
    this.#endpoint = {
      url: server.endpoints.oauth,
      asker: { dispatcher, timeout: settings.requestTimeout },
      onAsked: () => {
        this.#asked += 1;
      },
    };
  }

  get tokens(): number {
    return this.#asked;
  }

  post(path: string, body: string, options?: Pick<Request, "headers" | "signal">): Promise<Answer> {
    return this.#begin({
      method: "POST",
      path,
      body,
      contentType: this.#contentTypes?.get(path),
      ...options,
    });
  }

  put(path: string, id: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    const contentType = this.#contentTypes?.get(path);
    return this.#begin({
      method: "PUT",
      path: itemPath(path, id),
      body,
      contentType,
      ...(headers && { headers }),
    });
  }

  delete(path: string, id: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#begin({ method: "DELETE", path: itemPath(path, id), ...(headers && { headers }) });
  }

  get(
    pathAndQuery: string,
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    return this.#begin({ method: "GET", path: pathAndQuery, ...(headers && { headers }), signal });
  }

  /** Ends at once: what is still on its way is answered by "aborted". */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  #begin(request: Request): Promise<Answer> {
    const token = this.#tokens.current(this.#endpoint.url);
    return token === undefined ? this.#wait(request, 0) : this.#send(request, token, 0);
  }

  async #wait(request: Request, repeats: number, refused?: Token): Promise<Answer> {
    if (this.#refusal !== undefined) return this.#refusal;
    const token = await this.#tokens.obtain(this.#endpoint, refused);
    if (token.kind === "bad-credentials") this.#refusal ??= token;
    if (token.kind !== "token") return token;
    return this.#send(request, token, repeats);
  }

  /** The way that every record goes, a million times: no stream, no listener, no header made anew. */
  #send(request: Request, token: Token, repeats: number): Promise<Answer> {
    return new Promise((resolve) => {
      const settle = (answer: HttpAnswer | NoAnswer): void => {
        const isAnswer = answer.kind === "answer";
        if (isAnswer && answer.status !== 401) token.accepted = true;
        resolve(isAnswer && answer.status === 401 ? this.#refused(request, token, repeats) : answer);
      };
      const exchange = new Exchange(settle, this.#timeout, request.method === "GET");
      if (!exchange.obey(request.signal)) return;
      if (request.method !== "GET") this.requests += 1;
      this.#dispatcher.dispatch(
        {
          origin: this.#origin,
          path: this.#data + request.path,
          method: request.method,
          headers: this.#headers(request, token),
          body: request.body ?? null,
        },
        exchange,
      );
    });
  }

  /** A 401: once more with a new token; a token that was good for others until now has only ended. */
  #refused(request: Request, token: Token, repeats: number): Answer | Promise<Answer> {
    const again = repeats === 0 || (repeats < mostRepeats && token.accepted);
    if (again) return this.#wait(request, repeats + 1, token);
    this.#refusal ??= { kind: "bad-credentials", status: 401, sentence: refusedAgain };
    return this.#refusal;
  }

  #headers(request: Request, token: Token): string[] | Record<string, string> {
    if (request.headers !== undefined) return { ...plain(request, token), ...request.headers };
    if (request.method === "GET" || request.body === undefined || request.contentType !== undefined)
      return plain(request, token);
    if (this.#written?.token !== token) {
      this.#written = { token, headers: Object.entries(plain(request, token)).flat() };
    }
    return this.#written.headers;
  }
}

const refusedAgain =
  "The server refuses a token that it has only just given to this key. Ask the host whether the key is active and belongs to this database, and compare address, tenant and context with what the host gave you.";

function plain(request: Request, token: Token): Record<string, string> {
  const { authorization } = token;
  if (request.method === "GET")
    return { accept: "application/json", "accept-encoding": "gzip", authorization };
  return request.body === undefined
    ? { authorization }
    : { "content-type": request.contentType ?? "application/json", authorization };
}

/** An id is the server's own text: whatever is in it, it stays one path segment. */
function itemPath(path: string, id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}
