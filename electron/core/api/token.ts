import type { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { type Asker, ask } from "./document.ts";
import { readTokenAnswer } from "./token-answer.ts";
import type { BadCredentials, NoAnswer } from "./types.ts";

export interface Token {
  readonly kind: "token";
  readonly value: string;
  /** The header of every data request, made once. */
  readonly authorization: string;
  /** From then on it counts as expired, in milliseconds since 1970. */
  readonly until: number;
  /** Some data request was answered with it by anything but 401: the key is good. */
  accepted: boolean;
}

/** The one token of a connection. */
export interface Tokens {
  /** The token to use now; undefined when one must be waited for. */
  current(): Token | undefined;
  /** Waits for a token: whoever asks while one is on its way shares it. `refused` was answered by 401 and is given up. */
  obtain(refused?: Token): Promise<Token | NoAnswer | BadCredentials>;
  /** Tokens asked for so far. */
  readonly asked: number;
}

export interface TokenOptions {
  readonly url: string;
  readonly credentials: () => Promise<Credentials>;
  readonly asker: Asker;
  /** Milliseconds since 1970; Date.now unless a test moves the clock. */
  readonly now?: () => number;
}

/** A token in its last seconds could end while a request is on its way. */
const margin = 5_000;

/** Keeps one token for all requests of a connection: a server may allow a key no more than fifteen (protocol section 2.2). */
export function createTokens({ url, credentials, asker, now = Date.now }: TokenOptions): Tokens {
  let token: Token | undefined;
  let pending: Promise<Token | NoAnswer | BadCredentials> | undefined;
  let asked = 0;

  const current = (): Token | undefined => (token !== undefined && now() < token.until ? token : undefined);

  async function renew(): Promise<Token | NoAnswer | BadCredentials> {
    const pair = await readCredentials(credentials);
    if (pair.kind !== "pair") return pair;
    asked += 1;
    const begun = now();
    const answer = await ask(asker, url, tokenRequest(pair.authorization));
    const grant = answer.kind === "answer" ? readTokenAnswer(answer) : answer;
    if (grant.kind !== "grant") return grant;
    token = {
      kind: "token",
      value: grant.token,
      authorization: `Bearer ${grant.token}`,
      // Half of a life that is itself only seconds long: else every request would ask for a token of its own.
      until: begun + grant.life - Math.min(margin, grant.life / 2),
      accepted: false,
    };
    return token;
  }

  return {
    current,
    obtain(refused) {
      // A late 401 for an older token must not cost the new one.
      if (refused !== undefined && refused === token) token = undefined;
      const ready = current();
      if (ready !== undefined) return Promise.resolve(ready);
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    get asked() {
      return asked;
    },
  };
}

function tokenRequest(authorization: string) {
  return {
    method: "POST",
    headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  } as const;
}

type Pair = { readonly kind: "pair"; readonly authorization: string };

/** Basic authentication: the only form that every version takes (protocol section 2.1). */
async function readCredentials(credentials: () => Promise<Credentials>): Promise<Pair | BadCredentials> {
  try {
    const { key, secret } = await credentials();
    if (!key.includes(":")) {
      return { kind: "pair", authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}` };
    }
    const sentence =
      "The key holds a colon, which no Ed-Fi key can. Enter key and secret each in its own field.";
    return { kind: "bad-credentials", status: 0, sentence };
  } catch (error) {
    if (error instanceof AppError) return { kind: "bad-credentials", status: 0, sentence: error.message };
    throw error;
  }
}
