import { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { keychainSentence } from "./keychain-sentence.ts";
import type { Secrets } from "./secrets.ts";

const service = "Steward";
/** Long enough for a person to type the keychain's password; a run without a person must not hang for ever. */
const patience = 120_000;
/** A token can be asked for again: nobody waits long for the keychain over one. */
const patienceForToken = 15_000;
/** What Windows keeps in one entry. */
const mostBytes = 2560;
/** Written and removed again, to see whether the keychain is open. */
const trial = "is it open?";

type Keytar = Pick<typeof import("keytar"), "getPassword" | "setPassword" | "deletePassword">;

/**
 * Everything secret about a connection in the operating system's keychain: one entry of service "Steward" per
 * connection id, and another one ("<id> token") for its token.
 */
export function keychainSecrets(
  load: () => Promise<Keytar> = loadKeytar,
  platform: NodeJS.Platform = process.platform,
): Secrets {
  const keychain = openKeychain(load, platform, patience);
  const quick = openKeychain(load, platform, patienceForToken);
  return {
    source: "keychain",
    get: async (connectionId) => {
      const entry = await keychain.read(connectionId);
      if (entry !== undefined) return readEntry(entry);
      await keychain.assertOpen();
      return undefined;
    },
    set: (connectionId, credentials) =>
      keychain.write(connectionId, JSON.stringify(Credentials.parse(credentials))),
    delete: async (connectionId) => {
      // Else a secret would stay behind whose connection nobody knows any more.
      if (!(await keychain.remove(connectionId))) await keychain.assertOpen();
    },
    tokens: {
      get: (connectionId) => quick.read(`${connectionId} token`),
      set: (connectionId, token) => quick.write(`${connectionId} token`, token),
      delete: async (connectionId) => void (await quick.remove(`${connectionId} token`)),
    },
  };
}

function openKeychain(load: () => Promise<Keytar>, platform: NodeJS.Platform, longest: number) {
  const ask = <T>(use: (keytar: Keytar) => Promise<T>): Promise<T> =>
    withinPatience(load().then(use), platform, longest);
  return {
    read: async (account: string) =>
      (await ask((keytar) => keytar.getPassword(service, account))) ?? undefined,
    write: async (account: string, entry: string) => {
      if (platform === "win32" && Buffer.byteLength(entry) > mostBytes) throw tooLong();
      await ask((keytar) => keytar.setPassword(service, account, entry));
    },
    remove: (account: string) => ask((keytar) => keytar.deletePassword(service, account)),
    /** A locked Secret Service says "there is no such entry" of everything; only writing shows that it is locked. */
    assertOpen: async () => {
      if (platform !== "linux") return;
      await ask((keytar) => keytar.setPassword(service, trial, trial));
      await ask((keytar) => keytar.deletePassword(service, trial));
    },
  };
}

/** Loaded when first needed: it is native code, and many commands do without it. */
async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import("keytar");
  return keytar;
}

async function withinPatience<T>(answer: Promise<T>, platform: NodeJS.Platform, longest: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("locked: no answer")), longest);
  });
  try {
    return await Promise.race([answer, limit]);
  } catch (error) {
    // The error itself stays behind, also as a cause: its text may hold what was to be stored.
    throw new AppError("unauthorized", keychainSentence(platform, String(error)));
  } finally {
    clearTimeout(timer);
  }
}

function tooLong(): AppError {
  return new AppError(
    "invalid-input",
    "Key, secret, passphrase and proxy password are together longer than Windows can keep in one entry (2,560 bytes). Use a shorter passphrase or proxy password.",
  );
}

/** The details tell apart what a new pair mends from a keychain that does not answer. */
function readEntry(entry: string): Credentials {
  try {
    return Credentials.parse(JSON.parse(entry));
  } catch {
    throw new AppError(
      "unauthorized",
      "The keychain's entry for this connection cannot be read. Enter the key and secret again.",
      { entry: "unreadable" },
    );
  }
}
