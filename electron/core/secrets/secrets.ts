import type { Credentials } from "../../../shared/domain/connection.ts";

/** Where a connection's key and secret are kept. Every refusal is an AppError "unauthorized". */
export interface Secrets {
  /** From the environment comes one pair for every connection, and nothing is ever stored. */
  readonly source: "keychain" | "environment";
  get(connectionId: string): Promise<Credentials | undefined>;
  /** Takes the place of what was there. Throws AppError "invalid-input" for more than the keychain can hold. */
  set(connectionId: string, credentials: Credentials): Promise<void>;
  /** Does nothing when there is none. */
  delete(connectionId: string): Promise<void>;
  /** Starts what has to run before this connection can be asked, where that is a part of Steward itself. */
  wake?(connectionId: string): Promise<void>;
  /** The entry of a connection's token; absent where tokens stay in the process. */
  readonly tokens?: TokenEntries;
}

export interface TokenEntries {
  get(connectionId: string): Promise<string | undefined>;
  set(connectionId: string, token: string): Promise<void>;
  delete(connectionId: string): Promise<void>;
}
