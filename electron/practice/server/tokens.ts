import { randomBytes, randomUUID } from "node:crypto";
import type { Dialect } from "./dialect.ts";
import type { Answer } from "./problems.ts";
import { json } from "./wording/wording.ts";

interface Token {
  readonly expiresAt: number;
  uses: number;
}

export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** The key's credentials and its live tokens (protocol section 2). */
export class Tokens {
  readonly #dialect: Dialect;
  readonly #key: string;
  readonly #seconds: number;
  readonly #usesEach: number | undefined;
  readonly #live = new Map<string, Token>();
  #secret: string;

  constructor(dialect: Dialect, options: TokenOptions) {
    this.#dialect = dialect;
    this.#key = options.key;
    this.#secret = options.secret;
    this.#seconds = options.seconds;
    this.#usesEach = options.usesEach;
  }

  setSecret(secret: string): void {
    this.#secret = secret;
  }

  /** The Basic credentials of the key, for the practice API's own endpoints. */
  isOwn(authorization: string | undefined): boolean {
    const pair = basicPair(authorization);
    return pair?.length === 2 && pair[0] === this.#key && pair[1] === this.#secret;
  }

  /** Why a bearer token is refused, in the words of ODS/API 7.2; undefined when it is good. Counts its use. */
  refusal(authorization: string | undefined): string | undefined {
    if (authorization === undefined || authorization === "") return "Authorization header is missing.";
    const [scheme, value] = authorization.split(" ", 2);
    if (scheme?.toLowerCase() !== "bearer") return "Unknown Authorization header scheme.";
    if (value === undefined || value === "") return "Missing Authorization header bearer token value.";
    const token = this.#live.get(value);
    if (token === undefined || Date.now() >= token.expiresAt) return "Invalid token";
    token.uses += 1;
    return this.#usesEach !== undefined && token.uses > this.#usesEach ? "Invalid token" : undefined;
  }

  isLive(value: string): boolean {
    const token = this.#live.get(value);
    return token !== undefined && Date.now() < token.expiresAt;
  }

  /** POST to the token endpoint. */
  answer(request: TokenRequest): Answer {
    return this.#dialect.dms ? this.#answerDms(request) : this.#answerOds(request);
  }

  #answerOds(request: TokenRequest): Answer {
    const fields = readFields(request);
    if (fields === undefined) return this.#unsupported();
    const refused = this.#credentialsError(request.authorization, fields);
    if (refused !== undefined) return refused;
    if (fields.get("grant_type") !== "client_credentials")
      return json(400, { error: "unsupported_grant_type" });
    return this.#tooMany() ?? this.#issue();
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

  #credentialsError(authorization: string | undefined, fields: Fields): Answer | undefined {
    const inBody = fields.has("client_id") || fields.has("client_secret");
    if (authorization !== undefined) {
      return inBody ? json(400, { error: "invalid_client" }) : this.#headerError(authorization);
    }
    if (inBody) return this.#match([fields.get("client_id") ?? "", fields.get("client_secret") ?? ""]);
    return this.#oauthError(401, "invalid_request");
  }

  #headerError(authorization: string): Answer | undefined {
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

  #match([key, secret]: readonly string[]): Answer | undefined {
    if (key === this.#key && secret === this.#secret) return undefined;
    return json(this.#dialect.wrongSecretStatus, { error: "invalid_client" });
  }

  #answerDms(request: TokenRequest): Answer {
    const pair = basicPair(request.authorization);
    if (pair?.length !== 2)
      return dmsProblem(400, "bad-request", "Bad Request", "Malformed Authorization header");
    const fields = readFields(request);
    if (fields?.get("grant_type") !== "client_credentials") {
      return dmsProblem(400, "bad-request", "Bad Request", "Unsupported grant type");
    }
    if (pair[0] !== this.#key || pair[1] !== this.#secret) {
      const detail = "Invalid client or Invalid client credentials";
      return dmsProblem(401, "unauthorized", "invalid_client", detail);
    }
    return this.#issue();
  }

  #tooMany(): Answer | undefined {
    const limit = this.#dialect.tokenLimit;
    const now = Date.now();
    for (const [value, token] of this.#live) if (now >= token.expiresAt) this.#live.delete(value);
    if (limit === undefined || this.#live.size < limit) return undefined;
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

  #issue(): Answer {
    const value = this.#dialect.dms ? signedForm() : randomUUID().replaceAll("-", "");
    this.#live.set(value, { expiresAt: Date.now() + this.#seconds * 1000, uses: 0 });
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
  readonly key: string;
  readonly secret: string;
  readonly seconds: number;
  readonly usesEach: number | undefined;
}

type Fields = ReadonlyMap<string, string>;

/** Form or JSON fields; undefined for another Content-Type. */
export function readFields(request: Pick<TokenRequest, "contentType" | "body">): Fields | undefined {
  const type = request.contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return new Map(new URLSearchParams(request.body));
  if (type !== "application/json") return undefined;
  try {
    const parsed: unknown = JSON.parse(request.body);
    const entries = Object.entries(typeof parsed === "object" && parsed !== null ? parsed : {});
    return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    return new Map();
  }
}

function basicPair(authorization: string | undefined): string[] | undefined {
  const encoded = /^basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(authorization?.trim() ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8").split(":");
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
