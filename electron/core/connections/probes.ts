import type { Emitted, Handlers, Output } from "../../../shared/contract.ts";
import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { testSteps } from "../api/probe.ts";
import type { ServerInfo } from "../api/types.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { showServer } from "./connections-store.ts";

type Input = Parameters<Handlers["connections.probe"]>[0];

interface ProbesOptions {
  readonly secrets: Secrets;
  /** The public id of a connection. Throws AppError("not-found"). */
  readonly uidOf: (ref: string) => string;
  readonly emit: (event: Emitted) => void;
}

/** Step tests of settings that are not stored (yet): what stands behind connections.probe. */
export class Probes {
  readonly #options: ProbesOptions;
  readonly #running = new Map<string, AbortController>();

  constructor(options: ProbesOptions) {
    this.#options = options;
  }

  /** Asked again with the same `test`, the former one ends: AppError("cancelled"). */
  run = async (input: Input): Promise<Output<"connections.probe">> => {
    const { test, settings } = input;
    this.#running.get(test)?.abort();
    const own = new AbortController();
    this.#running.set(test, own);
    try {
      const credentials = await this.#credentials(input);
      const { steps, server } = await this.#steps({ test, settings, credentials }, own.signal);
      return { steps, ...(server && { server: showServer(server, new Date().toISOString()) }) };
    } finally {
      if (this.#running.get(test) === own) this.#running.delete(test);
    }
  };

  close(): void {
    for (const running of this.#running.values()) running.abort();
  }

  async #credentials({ credentials, connection }: Input): Promise<Credentials | undefined> {
    const { secrets, uidOf } = this.#options;
    if (connection !== undefined) {
      const kept = await secrets.get(uidOf(connection));
      return credentials === undefined ? kept : { ...kept, ...credentials };
    }
    // Without a pair of its own it can only come from the environment: the keychain has none for a new connection.
    return credentials ?? (secrets.source === "environment" ? secrets.get("") : undefined);
  }

  async #steps(
    { test, settings, credentials }: Asked,
    signal: AbortSignal,
  ): Promise<{ steps: TestStep[]; server?: ServerInfo }> {
    const steps: TestStep[] = [];
    const running = testSteps(settings, credentials, { signal });
    try {
      for (;;) {
        const next = await running.next();
        if (signal.aborted) throw new AppError("cancelled", "This test was ended by a newer one.");
        if (next.done) return { steps, ...(next.value && { server: next.value }) };
        steps.push(next.value);
        this.#options.emit({ name: "test.step", data: { test, step: next.value } });
      }
    } finally {
      await running.return(undefined);
    }
  }
}

interface Asked {
  readonly test: string;
  readonly settings: ConnectionSettings;
  readonly credentials: Credentials | undefined;
}
