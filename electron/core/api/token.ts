import type { Credentials } from "../../../shared/domain/connection.ts";
import { type Asker, ask } from "./document.ts";
import { readRetryAfter } from "./retry-after.ts";
import { readTokenAnswer } from "./token-answer.ts";
import { readCredentials, tokenRequest } from "./token-pair.ts";
import type { BadCredentials, HttpAnswer, NoAnswer } from "./types.ts";

/** What is kept of a token beyond the process. */
export interface KeptToken {
  readonly value: string;
  /** The URL that gave it: it is good for that server only. */
  readonly endpoint: string;
  /** From then on it counts as expired, in milliseconds since 1970; Infinity where the server does not say. */
  readonly until: number;
}

export interface Token extends KeptToken {
  readonly kind: "token";
  /** The header of every data request, made once. */
  readonly authorization: string;
  /** Some data request was answered with it by anything but 401: the key is good. */
  accepted: boolean;
}

/** Where a token outlives the process. It never throws: without it, a token is asked for. */
export interface TokenShelf {
  read(): Promise<KeptToken | undefined>;
  write(token: KeptToken): void;
  clear(): void;
}

/** Where and how a token is asked for. */
export interface TokenEndpoint {
  readonly url: string;
  readonly asker: Asker;
  /** Told of each token request that leaves for this caller. */
  readonly onAsked?: () => void;
}

type Obtained = Token | NoAnswer | BadCredentials;

/** The one token of a connection, shared by everybody who works on it. */
export interface Tokens {
  /** The token to use now against this token URL; undefined when one must be waited for. */
  current(url: string): Token | undefined;
  /** Waits for a token: whoever asks while one is on its way shares it. `refused` was answered by 401 and is given up. */
  obtain(endpoint: TokenEndpoint, refused?: Token): Promise<Obtained>;
  /** Another pair counts from now on: with the token that it was tested with, or with none. */
  replace(tested?: Tokens): void;
  /** The token, whatever it is good for. */
  readonly latest: Token | undefined;
}

export interface TokenOptions {
  readonly credentials: () => Promise<Credentials>;
  readonly shelf?: TokenShelf;
  /** The server took this pair when it was entered. */
  readonly isKnown?: boolean;
  /** Milliseconds since 1970; Date.now unless a test moves the clock. */
  readonly now?: () => number;
}

interface Flight {
  readonly endpoint: TokenEndpoint;
  readonly generation: number;
  readonly answer: Promise<Obtained>;
}

/** A token in its last seconds could end while a request is on its way. */
const margin = 5_000;
/** After "too many tokens" without a word on how long: asking sooner is of no use, it heals as tokens expire. */
const pauseAfterTooMany = 30_000;
const longestPause = 300_000;

/** Keeps one token for all requests of a connection: a server may allow a key no more than fifteen (protocol section 2.2). */
export function createTokens(options: TokenOptions): Tokens {
  return new ConnectionTokens(options);
}

class ConnectionTokens implements Tokens {
  readonly #credentials: () => Promise<Credentials>;
  readonly #shelf: TokenShelf | undefined;
  readonly #now: () => number;
  #token: Token | undefined;
  #flight: Flight | undefined;
  /** One more with each pair: what was asked for with the former one does not count any longer. */
  #generation = 0;
  #isShelfRead = false;
  /** The server has given this pair a token before. */
  #isKnown: boolean;
  /** Which form of the pair is tried first: see formsOf. */
  #form = 0;
  #pause: { readonly from: number; readonly until: number; readonly answer: NoAnswer } | undefined;

  constructor({ credentials, shelf, isKnown = false, now = Date.now }: TokenOptions) {
    this.#credentials = credentials;
    this.#shelf = shelf;
    this.#isKnown = isKnown;
    this.#now = now;
  }

  get latest(): Token | undefined {
    return this.#token;
  }

  current(url: string): Token | undefined {
    const token = this.#token;
    return token !== undefined && token.endpoint === url && this.#now() < token.until ? token : undefined;
  }

  async obtain(endpoint: TokenEndpoint, refused?: Token): Promise<Obtained> {
    // A late 401 for an older token must not cost the new one.
    if (refused !== undefined && refused === this.#token) this.#giveUp();
    for (;;) {
      const ready = this.current(endpoint.url);
      if (ready !== undefined) return ready;
      const flight = this.#flight ?? this.#take(endpoint);
      const answer = await flight.answer;
      if (flight.generation !== this.#generation) continue;
      if (flight.endpoint === endpoint || !isOthersOwn(flight, endpoint, answer)) return answer;
    }
  }

  replace(tested?: Tokens): void {
    this.#generation += 1;
    this.#flight = undefined;
    this.#pause = undefined;
    this.#isShelfRead = true;
    this.#token = tested?.latest;
    this.#isKnown = this.#token !== undefined;
    if (this.#token === undefined) this.#shelf?.clear();
    else this.#keep(this.#token);
  }

  #giveUp(): void {
    this.#token = undefined;
    this.#shelf?.clear();
  }

  #take(endpoint: TokenEndpoint): Flight {
    const generation = this.#generation;
    const answer = this.#renew(endpoint, generation).finally(() => {
      if (this.#flight === flight) this.#flight = undefined;
    });
    const flight: Flight = { endpoint, generation, answer };
    this.#flight = flight;
    return flight;
  }

  async #renew(endpoint: TokenEndpoint, generation: number): Promise<Obtained> {
    const kept = await this.#readShelf(endpoint.url);
    const token = kept ?? (await this.#ask(endpoint));
    if (token.kind !== "token" || generation !== this.#generation) return token;
    this.#token = token;
    this.#isKnown = true;
    if (kept === undefined) this.#keep(token);
    return token;
  }

  async #readShelf(url: string): Promise<Token | undefined> {
    if (this.#isShelfRead || this.#shelf === undefined) return undefined;
    this.#isShelfRead = true;
    const kept = await this.#shelf.read();
    if (kept === undefined) return undefined;
    this.#isKnown = true;
    return kept.endpoint === url && this.#now() < kept.until ? tokenOf(kept) : undefined;
  }

  async #ask(endpoint: TokenEndpoint): Promise<Obtained> {
    if (this.#pause !== undefined && isWithin(this.#now(), this.#pause)) return this.#pause.answer;
    const pair = await readCredentials(this.#credentials);
    if (pair.kind !== "pair") return pair;
    const begun = this.#now();
    const { answer, grant } = await this.#askInForms(endpoint, pair.forms);
    if (answer.kind === "answer" && answer.status === 429 && grant.kind === "no-answer") {
      this.#pause = { from: begun, until: begun + pauseFor(answer), answer: grant };
    }
    if (grant.kind !== "grant") return grant;
    // Half of a life that is itself only seconds long: else every request would ask for a token of its own.
    const until = begun + grant.life - Math.min(margin, grant.life / 2);
    return tokenOf({ value: grant.token, endpoint: endpoint.url, until });
  }

  /** In the form that was taken last, and in the other one where that is another and the server knows no such pair. */
  async #askInForms(endpoint: TokenEndpoint, forms: readonly string[]) {
    for (let tried = 1; ; tried++) {
      endpoint.onAsked?.();
      const form = forms[this.#form % forms.length] ?? "";
      const answer = await ask(endpoint.asker, endpoint.url, tokenRequest(form));
      const grant = answer.kind === "answer" ? readTokenAnswer(answer, this.#isKnown) : answer;
      if (grant.kind !== "bad-credentials" || tried >= forms.length) return { answer, grant };
      this.#form += 1;
    }
  }

  /** One whose end nobody knows would be tried for ever. */
  #keep({ value, endpoint, until }: Token): void {
    if (Number.isFinite(until)) this.#shelf?.write({ value, endpoint, until });
    else this.#shelf?.clear();
  }
}

/** Not before its beginning either: then somebody has set the clock back, and the pause would last for as long. */
const isWithin = (now: number, { from, until }: { readonly from: number; readonly until: number }) =>
  now >= from && now < until;

/** What came of it concerns only who asked: their request was ended, or it went to another server. */
function isOthersOwn(flight: Flight, endpoint: TokenEndpoint, answer: Obtained): boolean {
  return flight.endpoint.url !== endpoint.url || (answer.kind === "no-answer" && answer.reason === "aborted");
}

function tokenOf(kept: KeptToken): Token {
  return { ...kept, kind: "token", authorization: `Bearer ${kept.value}`, accepted: false };
}

function pauseFor({ retryAfter }: HttpAnswer): number {
  const asked = readRetryAfter(retryAfter, Date.now())?.asked ?? 0;
  return asked > 0 ? Math.min(asked, longestPause) : pauseAfterTooMany;
}
