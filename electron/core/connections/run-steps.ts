import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { testSteps } from "../api/probe.ts";
import type { Tokens } from "../api/token.ts";
import type { ServerInfo } from "../api/types.ts";

export interface Tested {
  readonly steps: TestStep[];
  /** What discovery found. */
  readonly server: ServerInfo | undefined;
}

/** The step test to its end (see testSteps); `tokens` are the connection's, or those of a pair that is being tried. */
export async function runSteps(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  tokens: Tokens | undefined,
): Promise<Tested> {
  const steps: TestStep[] = [];
  const running = testSteps(settings, credentials, tokens === undefined ? {} : { tokens });
  for (;;) {
    const next = await running.next();
    if (next.done) return { steps, server: next.value };
    steps.push(next.value);
  }
}
