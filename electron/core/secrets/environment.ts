import { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Secrets } from "./secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const variables = {
  key: "STEWARD_KEY",
  secret: "STEWARD_SECRET",
  passphrase: "STEWARD_PASSPHRASE",
  proxyUser: "STEWARD_PROXY_USER",
  proxyPassword: "STEWARD_PROXY_PASSWORD",
} as const;

/**
 * One key and secret for every connection, read from STEWARD_KEY and STEWARD_SECRET each time they are needed; where
 * they are set, STEWARD_PASSPHRASE, STEWARD_PROXY_USER and STEWARD_PROXY_PASSWORD too. Nothing is ever stored.
 */
export function environmentSecrets(env: Environment): Secrets {
  return {
    source: "environment",
    get: async () => readEnvironment(env),
    set: async () => undefined,
    delete: async () => undefined,
  };
}

function readEnvironment(env: Environment): Credentials {
  // A variable that is set to nothing is how shells unset one.
  const given = Object.entries(variables).flatMap(([name, variable]) =>
    env[variable] ? [[name, env[variable]] as const] : [],
  );
  const found = Credentials.safeParse(Object.fromEntries(given));
  if (found.success) return found.data;
  const names = new Set(found.error.issues.map(({ path }) => String(path[0])));
  const wrong = Object.entries(variables).flatMap(([name, variable]) => (names.has(name) ? [variable] : []));
  throw new AppError(
    "unauthorized",
    `Credentials are to come from the environment, but ${wrong.join(" and ")} ${wrong.length > 1 ? "are" : "is"} not set or too long. Set STEWARD_KEY and STEWARD_SECRET for this command.`,
  );
}
