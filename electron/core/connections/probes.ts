import type { Emitted, Handlers, Output } from "../../../shared/contract.ts";
import { type ConnectionSettings, Credentials, type TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { testSteps } from "../api/probe.ts";
import type { ServerInfo } from "../api/types.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { showServer } from "./connections-store.ts";

type Input = Parameters<Handlers["connections.probe"]>[0];

interface ProbesOptions {
  readonly secrets: Secrets;
  /** The public id of an open connection. Throws AppError: "not-found", "conflict" for a closed one. */
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
    const whole = Credentials.safeParse(credentials).data;
    if (connection === undefined && whole) return whole;
    // For a new connection they can only come from the environment: the keychain has none.
    const isKept = connection !== undefined || secrets.source === "environment";
    const kept = isKept ? await secrets.get(connection === undefined ? "" : uidOf(connection)) : undefined;
    return Credentials.safeParse({ ...kept, ...credentials }).data;
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
