import { z } from "zod";
import type { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { createTokens, type KeptToken, type TokenShelf, type Tokens } from "../api/token.ts";
import type { Secrets, TokenEntries } from "./secrets.ts";

/** What is known of a connection's key without the keychain. */
export interface KeyHolder {
  readonly uid: string;
  readonly name: string;
  readonly keyEnding: string | null;
  readonly keySince: string | null;
}

/** A token with the pair that it was given to: the key's ending, and since when that pair is used. */
const Entry = z.object({
  value: z.string(),
  endpoint: z.string(),
  until: z.number(),
  key: z.string(),
  since: z.string(),
});

/**
 * The tokens of all connections: one each, whoever works on it. Where key and secret are in the keychain, tokens are
 * too, so that the next process on this data folder goes on with them; else they stay in this process.
 */
export class TokenKeeper {
  readonly #secrets: Secrets;
  readonly #find: (uid: string) => KeyHolder | undefined;
  readonly #tokens = new Map<string, Tokens>();
  /** What is still to be done in the keychain, in its order. */
  #pending: Promise<void> = Promise.resolve();

  constructor(secrets: Secrets, find: (uid: string) => KeyHolder | undefined) {
    this.#secrets = secrets;
    this.#find = find;
  }

  /** The token of a connection, by its public id. Nothing is read or asked for before it is needed. */
  of(uid: string): Tokens {
    const known = this.#tokens.get(uid);
    if (known !== undefined) return known;
    const entries = this.#secrets.tokens;
    const tokens = createTokens({
      credentials: () => this.#credentials(uid),
      isKnown: typeof this.#find(uid)?.keySince === "string",
      ...(entries && { shelf: this.#shelf(uid, entries) }),
    });
    this.#tokens.set(uid, tokens);
    return tokens;
  }

  /** The connection's pair is another one now: `tested` has its token, if there is one. */
  replace(uid: string, tested?: Tokens): void {
    this.of(uid).replace(tested);
  }

  /** The connection is removed or closed: its token is forgotten, here and in the keychain. */
  async drop(uid: string): Promise<void> {
    this.of(uid).replace();
    this.#tokens.delete(uid);
    await this.settled();
  }

  /** Waits until what was to be kept or forgotten is. */
  settled = (): Promise<void> => this.#pending;

  async #credentials(uid: string): Promise<Credentials> {
    const credentials = await this.#secrets.get(uid);
    if (credentials) return credentials;
    const name = this.#find(uid)?.name ?? "";
    throw new AppError("unauthorized", `The keychain has no key and secret for "${name}". Enter them again.`);
  }

  #shelf(uid: string, entries: TokenEntries): TokenShelf {
    return {
      read: async () => {
        const entry = readEntry(await entries.get(uid).catch(() => undefined));
        const { keyEnding, keySince } = this.#find(uid) ?? {};
        return entry && entry.key === keyEnding && entry.since === keySince ? entry : undefined;
      },
      write: ({ value, endpoint, until }) => {
        const { keyEnding, keySince } = this.#find(uid) ?? {};
        // A connection without a pair of its own in the keychain.
        if (typeof keyEnding !== "string" || typeof keySince !== "string") return;
        const entry: z.infer<typeof Entry> = { value, endpoint, until, key: keyEnding, since: keySince };
        this.#later(() => entries.set(uid, JSON.stringify(entry)));
      },
      clear: () => this.#later(() => entries.delete(uid)),
    };
  }

  /** A keychain that fails over a token costs no more than the next token request. */
  #later(change: () => Promise<void>): void {
    this.#pending = this.#pending.then(change).catch(() => undefined);
  }
}

function readEntry(text: string | undefined): (KeptToken & z.infer<typeof Entry>) | undefined {
  if (text === undefined) return undefined;
  try {
    return Entry.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
