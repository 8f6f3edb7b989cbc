import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import type { Permissions } from "../../../shared/domain/permissions.ts";
import { testSteps } from "../api/probe.ts";
import type { Tokens } from "../api/token.ts";
import type { ServerInfo } from "../api/types.ts";

export interface Tested {
  readonly steps: TestStep[];
  /** What discovery found. */
  readonly server: ServerInfo | undefined;
  /** What the server said that the key is good for. */
  readonly permissions?: Permissions;
}

/**
 * The step test to its end (see testSteps); `tokens` are the connection's, or those of a pair that is being tried;
 * `enabled` the paths of the resources that are to be sent.
 */
export async function runSteps(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  tokens: Tokens | undefined,
  enabled: readonly string[] = [],
): Promise<Tested> {
  const steps: TestStep[] = [];
  let permissions: Permissions | undefined;
  const running = testSteps(settings, credentials, {
    ...(tokens && { tokens }),
    enabled,
    onPermissions: (found) => {
      permissions = found;
    },
  });
  for (;;) {
    const next = await running.next();
    if (next.done) return { steps, server: next.value, ...(permissions && { permissions }) };
    steps.push(next.value);
  }
}
