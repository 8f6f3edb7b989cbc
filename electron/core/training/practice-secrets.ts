import { practicePair } from "../../../shared/domain/practice-facts.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { PracticeServer } from "./practice-server.ts";

/**
 * The practice connection needs no keychain: its key and secret are no secret, and its token is good for as long as its API
 * runs in this process. Whoever asks for them is about to need the API: it is started then.
 */
export function withPractice(secrets: Secrets, server: Pick<PracticeServer, "isOf" | "wake">): Secrets {
  const { tokens } = secrets;
  return {
    source: secrets.source,
    get: async (uid) => {
      if (!server.isOf(uid)) return secrets.get(uid);
      await server.wake();
      return practicePair;
    },
    set: async (uid, credentials) => {
      if (!server.isOf(uid)) await secrets.set(uid, credentials);
    },
    delete: async (uid) => {
      if (!server.isOf(uid)) await secrets.delete(uid);
    },
    wake: async (uid) => {
      if (server.isOf(uid)) await server.wake();
    },
    ...(tokens && {
      tokens: {
        get: async (uid) => (server.isOf(uid) ? undefined : tokens.get(uid)),
        set: async (uid, token) => {
          if (!server.isOf(uid)) await tokens.set(uid, token);
        },
        delete: async (uid) => {
          if (!server.isOf(uid)) await tokens.delete(uid);
        },
      },
    }),
  };
}
