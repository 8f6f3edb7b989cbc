import type { CommandName, Input, Output } from "./contract.ts";
import { AppError } from "./errors.ts";
import type { Transport } from "./rpc.ts";

/**
 * Host side: the typed client that renderer, command line and tests all use. Throws AppError. It lies apart from the
 * dispatcher, so that a page that imports it carries no validator: a strict CSP stays strict.
 */
export function createClient({ call, listen }: Transport) {
  return {
    async call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
      const reply = await call(name, input);
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
      return reply.value as Output<N>;
    },
    listen,
  };
}
export type Client = ReturnType<typeof createClient>;
