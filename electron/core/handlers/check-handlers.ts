import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireOpen } from "../connections/refusals.ts";
import { type Parts, requireModel } from "../parts.ts";

export function createCheckHandlers(parts: Parts): Pick<Handlers, "check.run" | "check.last"> {
  const { service, pushes, checks } = parts;
  return {
    "check.run": ({ connection: ref, resources }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      if (pushes.isRunning(connection.id))
        throw new AppError(
          "conflict",
          "A push of this connection is running, and finds all that a check would. Wait for its end.",
        );
      return checks.run(connection, requireModel(parts, connection), resources);
    },
    "check.last": ({ connection }) => checks.last(service.find(connection)),
  };
}
