import { randomBytes, randomUUID } from "node:crypto";
import { ApiClient } from "./clients.ts";
import { basicPair, type CredentialRequest, type Fields, namedKey, readFields } from "./credentials.ts";
import type { Dialect } from "./dialect.ts";
import type { Answer } from "./problems.ts";
import { json } from "./wording/wording.ts";

interface Token {
  readonly client: ApiClient;
  readonly expiresAt: number;
  uses: number;
}

/** Why a bearer token is refused, in the words of ODS/API 7.2. */
type Refusal = string;

/** The token endpoint of all keys, and their live tokens (protocol section 2). */
export class Tokens {
  readonly #dialect: Dialect;
  readonly #clients: ReadonlyMap<string, ApiClient>;
  readonly #seconds: number;
  readonly #usesEach: number | undefined;
  readonly #live = new Map<string, Token>();

  constructor(dialect: Dialect, options: TokenOptions) {
    this.#dialect = dialect;
    this.#clients = options.clients;
    this.#seconds = options.seconds;
    this.#usesEach = options.usesEach;
  }

  /** All tokens of a key are refused from now on. */
  revoke(client: ApiClient): void {
    for (const [value, token] of this.#live) if (token.client === client) this.#live.delete(value);
  }

  /** The Basic credentials of a key, for the practice API's own endpoints. */
  isOwn(authorization: string | undefined): boolean {
    const pair = basicPair(authorization);
    return pair?.length === 2 && this.#clients.get(pair[0] ?? "")?.secret === pair[1];
  }

  /** Whose bearer token it is, or why it is refused. Counts its use. */
  admit(authorization: string | undefined): ApiClient | Refusal {
    if (authorization === undefined || authorization === "") return "Authorization header is missing.";
    const [scheme, value] = authorization.split(" ", 2);
    if (scheme?.toLowerCase() !== "bearer") return "Unknown Authorization header scheme.";
    if (value === undefined || value === "") return "Missing Authorization header bearer token value.";
    const token = this.#live.get(value);
    if (token === undefined || Date.now() >= token.expiresAt || token.client.disabled) return "Invalid token";
    token.uses += 1;
    return this.#usesEach !== undefined && token.uses > this.#usesEach ? "Invalid token" : token.client;
  }

  /** Whose token it is; undefined for one that is unknown, expired or withdrawn. */
  ownerOf(value: string): ApiClient | undefined {
    const token = this.#live.get(value);
    const good = token !== undefined && Date.now() < token.expiresAt && !token.client.disabled;
    return good ? token.client : undefined;
  }

  /** POST to the token endpoint. */
  answer(request: CredentialRequest): Answer {
    const answer = this.#dialect.dms ? this.#answerDms(request) : this.#answerOds(request);
    const key = namedKey(request);
    if (key !== undefined) this.#clients.get(key)?.countToken(answer.status === 200);
    return answer;
  }

  #answerOds(request: CredentialRequest): Answer {
    const fields = readFields(request);
    if (fields === undefined) return this.#unsupported();
    const client = this.#identify(request.authorization, fields);
    if (!(client instanceof ApiClient)) return client;
    if (fields.get("grant_type") !== "client_credentials")
      return json(400, { error: "unsupported_grant_type" });
    return this.#tooMany(client) ?? this.#issue(client);
  }

  #unsupported(): Answer {
    if (this.#dialect.legacyErrors) return { status: 415 };
    return problem(
      415,
      "unsupported-media-type",
      "Unsupported Media Type",
      "The request construction was invalid.",
      ["The value specified in the 'Content-Type' header is not supported by this host."],
    );
  }

  #identify(authorization: string | undefined, fields: Fields): ApiClient | Answer {
    const inBody = fields.has("client_id") || fields.has("client_secret");
    if (authorization !== undefined) {
      return inBody ? json(400, { error: "invalid_client" }) : this.#fromHeader(authorization);
    }
    if (inBody) return this.#match([fields.get("client_id") ?? "", fields.get("client_secret") ?? ""]);
    return this.#oauthError(401, "invalid_request");
  }

  #fromHeader(authorization: string): ApiClient | Answer {
    const words = authorization.trim().split(/\s+/);
    if (words.length !== 2) return this.#oauthError(400, "invalid_request");
    if (words[0]?.toLowerCase() !== "basic") return this.#oauthError(401, "invalid_client");
    const pair = basicPair(authorization);
    if (pair === undefined) return json(400, { error: "invalid_request" });
    return pair.length === 2 ? this.#match(pair) : json(400, { error: "invalid_client" });
  }

  /** 5.3 leaves the framework to answer when the header is of no use. */
  #oauthError(status: number, error: string): Answer {
    return this.#dialect.kind === "ods-5.3" ? { status: 401 } : json(status, { error });
  }

  /** A disabled key gets tokens that no data request accepts from servers before 7.3: they do not look. */
  #match([key, secret]: readonly string[]): ApiClient | Answer {
    const client = this.#clients.get(key ?? "");
    const looks = this.#dialect.kind === "ods-7.3";
    if (client?.secret === secret && client !== undefined && !(looks && client.disabled)) return client;
    return json(this.#dialect.wrongSecretStatus, { error: "invalid_client" });
  }

  #answerDms(request: CredentialRequest): Answer {
    const pair = basicPair(request.authorization);
    if (pair?.length !== 2)
      return dmsProblem(400, "bad-request", "Bad Request", "Malformed Authorization header");
    const fields = readFields(request);
    if (fields?.get("grant_type") !== "client_credentials") {
      return dmsProblem(400, "bad-request", "Bad Request", "Unsupported grant type");
    }
    const client = this.#clients.get(pair[0] ?? "");
    if (client === undefined || client.secret !== pair[1] || client.disabled) {
      const detail = "Invalid client or Invalid client credentials";
      return dmsProblem(401, "unauthorized", "invalid_client", detail);
    }
    return this.#issue(client);
  }

  #tooMany(client: ApiClient): Answer | undefined {
    const limit = this.#dialect.tokenLimit;
    const now = Date.now();
    let live = 0;
    for (const [value, token] of this.#live) {
      if (now >= token.expiresAt) this.#live.delete(value);
      else if (token.client === client) live += 1;
    }
    if (limit === undefined || live < limit) return undefined;
    return problem(
      429,
      "security:authentication:too-many-tokens",
      "Too Many Tokens",
      "The caller has authenticated too many times in too short of a time period.",
      [
        `Too many access tokens have been requested (limit is ${limit}). Access tokens should be reused until they expire.`,
      ],
    );
  }

  #issue(client: ApiClient): Answer {
    const value = this.#dialect.dms ? signedForm() : randomUUID().replaceAll("-", "");
    this.#live.set(value, { client, expiresAt: Date.now() + this.#seconds * 1000, uses: 0 });
    const token = { access_token: value, expires_in: this.#seconds };
    return json(
      200,
      this.#dialect.dms
        ? { ...token, refresh_expires_in: 0, token_type: "Bearer", scope: "edfi_admin_api/full_access" }
        : { ...token, token_type: "bearer" },
    );
  }
}

export interface TokenOptions {
  /** By key. */
  readonly clients: ReadonlyMap<string, ApiClient>;
  readonly seconds: number;
  readonly usesEach: number | undefined;
}

/** Three words with dots, as an identity service's tokens look; opaque all the same. */
function signedForm(): string {
  return [24, 48, 32].map((length) => randomBytes(length).toString("base64url")).join(".");
}

function problem(
  status: number,
  type: string,
  title: string,
  detail: string,
  errors: readonly string[],
): Answer {
  const body = { detail, type: `urn:ed-fi:api:${type}`, title, status, correlationId: randomUUID(), errors };
  return { status, body: JSON.stringify(body), contentType: "application/problem+json" };
}

function dmsProblem(status: number, type: string, title: string, detail: string): Answer {
  const correlationId = randomUUID();
  const body = {
    detail,
    type: `urn:ed-fi:api:${type}`,
    title,
    status,
    correlationId,
    validationErrors: {},
    errors: [],
  };
  return { status, body: JSON.stringify(body), contentType: "application/json" };
}
