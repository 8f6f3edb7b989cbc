import type { TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { StoredConnection } from "./connections-store.ts";
import type { Tested } from "./run-steps.ts";

type Named = Pick<StoredConnection, "name">;

/** By name or id. Throws AppError("not-found"). */
export function findConnection(
  connections: { find(ref: string): StoredConnection | undefined },
  ref: string,
): StoredConnection {
  const found = connections.find(ref);
  if (found) return found;
  throw new AppError("not-found", `There is no connection "${ref}".`);
}

/** Throws AppError("conflict") when another connection has the name, letters' case aside. */
export function requireFreeName(
  connections: { find(ref: string): StoredConnection | undefined },
  name: string,
  own?: number,
): void {
  const found = connections.find(name);
  if (!found || found.id === own) return;
  throw new AppError("conflict", `There is a connection "${found.name}" already. Choose another name.`);
}

/** Throws AppError("conflict") for a connection that is kept for reading only. */
export function requireOpen({ name, closedAt }: Named & Pick<StoredConnection, "closedAt">): void {
  if (closedAt === null) return;
  throw new AppError(
    "conflict",
    `"${name}" is closed: it is kept for reading as it is, and nothing is sent to its server or asked of it. Reopen it first.`,
  );
}

/** Throws AppError("unauthorized") where a connection's pair is kept by Steward and nobody has entered it yet. */
export function requireKey(
  { name, keySince }: Named & Pick<StoredConnection, "keySince">,
  { source }: Pick<Secrets, "source">,
): void {
  if (source === "environment" || keySince !== null) return;
  throw new AppError("unauthorized", `"${name}" has no key and secret yet. Enter them before it can send.`);
}

/** Throws AppError("conflict") where secrets come from the environment, so that none can be kept. */
export function requireKeeping({ source }: Pick<Secrets, "source">): void {
  if (source === "keychain") return;
  throw new AppError(
    "conflict",
    "Secrets come from the environment here, and Steward keeps none. Set STEWARD_PASSPHRASE, STEWARD_PROXY_USER and STEWARD_PROXY_PASSWORD instead.",
  );
}

/** Throws AppError("conflict") while a push runs. */
export function requireIdle({ name }: Named, isBusy: boolean): void {
  if (isBusy) throw new AppError("conflict", `"${name}" is sending. Cancel the push, or wait for its end.`);
}

const mayFail: ReadonlySet<TestStep["step"]> = new Set(["token_info", "read", "permissions"]);

/** Throws AppError("conflict") while its key is being changed. */
export function requireSettled({ name }: Named, isRotating: boolean): void {
  if (isRotating) throw new AppError("conflict", `The key of "${name}" is being changed. Wait for its end.`);
}

/** What the server was found to be. Throws AppError("unusable"), with the steps as details, when it cannot be used. */
export function requireUsable({ steps, server }: Tested, consequence = ""): NonNullable<Tested["server"]> {
  const failed = steps.find(({ step, ok }) => !ok && !mayFail.has(step));
  if (!failed && server) return server;
  const sentence = failed?.advice ?? "The connection cannot be used.";
  throw new AppError("unusable", `${sentence} ${consequence}`.trim(), { steps });
}
