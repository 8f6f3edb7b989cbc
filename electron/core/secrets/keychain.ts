import { Credentials } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Secrets } from "./secrets.ts";

const service = "Steward";
/** Long enough for a person to type the keychain's password; a run without a person must not hang for ever. */
const patience = 120_000;

type Keychain = Pick<typeof import("keytar"), "getPassword" | "setPassword" | "deletePassword">;

/** Key and secret in the operating system's keychain: one entry of service "Steward" per connection id. */
export function keychainSecrets(load: () => Promise<Keychain> = loadKeytar): Secrets {
  const ask = <T>(use: (keychain: Keychain) => Promise<T>): Promise<T> => withinPatience(load().then(use));
  return {
    get: async (connectionId) => {
      const entry = await ask((keychain) => keychain.getPassword(service, connectionId));
      return entry === null ? undefined : readEntry(entry);
    },
    set: (connectionId, { key, secret }) =>
      ask((keychain) => keychain.setPassword(service, connectionId, JSON.stringify({ key, secret }))),
    delete: async (connectionId) => {
      await ask((keychain) => keychain.deletePassword(service, connectionId));
    },
  };
}

/** Loaded when first needed: it is native code, and many commands do without it. */
async function loadKeytar(): Promise<Keychain> {
  const { default: keytar } = await import("keytar");
  return keytar;
}

async function withinPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("locked: no answer")), patience);
  });
  try {
    return await Promise.race([answer, limit]);
  } catch (error) {
    // The error itself stays behind, also as a cause: its text may hold what was to be stored.
    throw new AppError("unauthorized", keychainSentence(process.platform, String(error)));
  } finally {
    clearTimeout(timer);
  }
}

function readEntry(entry: string): Credentials {
  try {
    return Credentials.parse(JSON.parse(entry));
  } catch {
    throw new AppError(
      "unauthorized",
      "The keychain's entry for this connection cannot be read. Remove the connection and add it again with its key and secret.",
    );
  }
}

/** What is missing, for people: the text of the failure decides and is never repeated. */
export function keychainSentence(platform: NodeJS.Platform, failure: string): string {
  return `${missingPart(platform, failure)} Or set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.`;
}

function missingPart(platform: NodeJS.Platform, failure: string): string {
  if (/failed to load|cannot find (module|package)/i.test(failure))
    return platform === "linux"
      ? "The keychain cannot be used: libsecret is missing on this machine. Install it (Debian, Ubuntu: libsecret-1-0)."
      : "The keychain cannot be used: this Steward's keychain module does not fit this machine. Install Steward again.";
  if (platform !== "linux")
    return "The keychain did not open: it may be locked, or Steward was not allowed to use it. Unlock it and allow Steward.";
  if (/ServiceUnknown|not provided by any|\.secrets was not|ServiceDoesNotExist/i.test(failure))
    return "The keychain cannot be used: no Secret Service runs in this session. Start one (GNOME Keyring or KWallet).";
  if (/locked|prompt|dismissed|object does not exist|no such object/i.test(failure))
    return "The keychain is locked. Unlock it, for example by logging in on the desktop.";
  if (/d-?bus|could not connect|autolaunch/i.test(failure))
    return "The keychain cannot be used: there is no D-Bus session, as in a terminal without a desktop or a scheduled job. Start Steward within a session.";
  return "The keychain did not answer as it should. Look whether your desktop's keychain (GNOME Keyring or KWallet) runs and is unlocked.";
}
