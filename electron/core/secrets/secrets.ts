import type { Credentials } from "../../../shared/domain/connection.ts";

/** Where a connection's key and secret are kept. Every refusal is an AppError "unauthorized". */
export interface Secrets {
  get(connectionId: string): Promise<Credentials | undefined>;
  set(connectionId: string, credentials: Credentials): Promise<void>;
  /** Does nothing when there is none. */
  delete(connectionId: string): Promise<void>;
}
