import type { DataApi } from "./data.ts";
import type { Holdings } from "./writes.ts";

/** How often a key asked for a token. */
export interface TokenCounts {
  readonly asked: number;
  /** Requests that got no token. */
  readonly refused: number;
}

/** One key of a practice API: its secret, its rights, and what it does. */
export class ApiClient {
  readonly key: string;
  /** All keys of a server share its items; each sees them with its own rights. */
  readonly holdings: Holdings;
  readonly api: DataApi;
  secret: string;
  disabled = false;
  #asked = 0;
  #refused = 0;

  constructor(pair: { readonly key: string; readonly secret: string }, holdings: Holdings, api: DataApi) {
    this.key = pair.key;
    this.secret = pair.secret;
    this.holdings = holdings;
    this.api = api;
  }

  countToken(given: boolean): void {
    this.#asked += 1;
    if (!given) this.#refused += 1;
  }

  get counts(): TokenCounts {
    return { asked: this.#asked, refused: this.#refused };
  }
}
