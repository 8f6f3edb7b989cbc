import { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Secrets } from "./secrets.ts";

/**
 * One key and secret for every connection, read from STEWARD_KEY and STEWARD_SECRET each time they are needed.
 * Nothing is ever stored.
 */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    get: async () => {
      const found = Credentials.safeParse({ key: env.STEWARD_KEY, secret: env.STEWARD_SECRET });
      if (found.success) return found.data;
      const missing = [
        ...new Set(found.error.issues.map(({ path }) => `STEWARD_${path.join().toUpperCase()}`)),
      ];
      throw new AppError(
        "unauthorized",
        `Credentials are to come from the environment, but ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set or too long. Set STEWARD_KEY and STEWARD_SECRET for this command.`,
      );
    },
    set: async () => undefined,
    delete: async () => undefined,
  };
}
