import type { StoredConnection } from "./connections-store.ts";

interface Parts {
  readonly pulls: { stop(connection: number): Promise<unknown> };
  readonly service: { findIdle(ref: string): StoredConnection; remove(ref: string): Promise<undefined> };
  readonly sources: { forget(connection: StoredConnection, remove: () => Promise<unknown>): Promise<void> };
}

/**
 * A connection goes with what is known of its records, and with the records of which nobody else knows anything. Throws
 * AppError: "not-found", and "conflict" while it sends, before anything is ended.
 */
export async function removeConnection({ pulls, service, sources }: Parts, ref: string): Promise<void> {
  const connection = service.findIdle(ref);
  await pulls.stop(connection.id);
  await sources.forget(connection, () => service.remove(ref));
}
