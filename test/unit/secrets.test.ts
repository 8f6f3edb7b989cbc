import { describe, expect, test } from "vitest";
import { environmentSecrets } from "../../electron/core/secrets/environment.ts";
import { keychainSecrets } from "../../electron/core/secrets/keychain.ts";
import { keychainSentence } from "../../electron/core/secrets/keychain-sentence.ts";
import { AppError } from "../../shared/errors.ts";

const credentials = { key: "the-key", secret: "the-very-secret" };

function memoryKeychain() {
  const entries = new Map<string, string>();
  const at = (service: string, account: string) => `${service}/${account}`;
  return {
    entries,
    keychain: {
      getPassword: async (service: string, account: string) => entries.get(at(service, account)) ?? null,
      setPassword: async (service: string, account: string, password: string) => {
        entries.set(at(service, account), password);
      },
      deletePassword: async (service: string, account: string) => entries.delete(at(service, account)),
    },
  };
}

const refusalOf = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error("no AppError came");
  return error;
};

describe("environment credentials", () => {
  test("come from STEWARD_KEY and STEWARD_SECRET for every connection", async () => {
    const secrets = environmentSecrets({ STEWARD_KEY: "k", STEWARD_SECRET: "s" });
    expect(await secrets.get("any")).toEqual({ key: "k", secret: "s" });
  });

  test("are refused with the names of what is missing, never with a value", async () => {
    const error = await refusalOf(environmentSecrets({ STEWARD_KEY: "planted-value" }).get("any"));
    expect(error.code).toBe("unauthorized");
    expect(error.message).toContain("STEWARD_SECRET is not set");
    expect(error.message).not.toContain("planted-value");
    const both = await refusalOf(environmentSecrets({}).get("any"));
    expect(both.message).toContain("STEWARD_KEY and STEWARD_SECRET are not set");
  });

  test("bring passphrase and proxy credentials along where they are set", async () => {
    const env = {
      STEWARD_KEY: "k",
      STEWARD_SECRET: "s",
      STEWARD_PASSPHRASE: "p",
      STEWARD_PROXY_USER: "u",
      STEWARD_PROXY_PASSWORD: "w",
    };
    expect(await environmentSecrets(env).get("any")).toEqual({
      key: "k",
      secret: "s",
      passphrase: "p",
      proxyUser: "u",
      proxyPassword: "w",
    });
    expect(await environmentSecrets({ ...env, STEWARD_PASSPHRASE: "" }).get("any")).not.toHaveProperty(
      "passphrase",
    );
    const long = await refusalOf(
      environmentSecrets({ ...env, STEWARD_PROXY_USER: "planted".repeat(100) }).get("any"),
    );
    expect(long.message).toContain("STEWARD_PROXY_USER is not set or too long");
    expect(long.message).not.toContain("planted");
  });

  test("are not stored by set", async () => {
    const env: Record<string, string | undefined> = {};
    const secrets = environmentSecrets(env);
    await secrets.set("one", credentials);
    expect(env).toEqual({});
    await expect(secrets.get("one")).rejects.toThrow(AppError);
  });
});

describe("keychain credentials", () => {
  test("are kept as one entry of service Steward per connection", async () => {
    const { entries, keychain } = memoryKeychain();
    const secrets = keychainSecrets(async () => keychain);
    expect(await secrets.get("one")).toBeUndefined();
    await secrets.set("one", credentials);
    expect([...entries.keys()]).toEqual(["Steward/one"]);
    expect(await secrets.get("one")).toEqual(credentials);
    expect(await secrets.get("two")).toBeUndefined();
    await secrets.delete("one");
    await secrets.delete("one");
    expect(await secrets.get("one")).toBeUndefined();
  });

  test("keep everything that is secret about a connection in that entry, and its token in another one", async () => {
    const { entries, keychain } = memoryKeychain();
    const secrets = keychainSecrets(async () => keychain);
    const all = { ...credentials, passphrase: "p", proxyUser: "u", proxyPassword: "w" };
    await secrets.set("one", all);
    await secrets.tokens?.set("one", "a token");
    expect(await secrets.get("one")).toEqual(all);
    expect(await secrets.tokens?.get("one")).toBe("a token");
    expect([...entries.keys()]).toEqual(["Steward/one", "Steward/one token"]);
    await secrets.tokens?.delete("one");
    expect(await secrets.tokens?.get("one")).toBeUndefined();
    expect(await secrets.get("one")).toEqual(all);
  });

  test("of a locked Secret Service, which calls itself empty, are told as locked and not as missing", async () => {
    const locked = {
      getPassword: async () => null,
      setPassword: async () => {
        throw new Error("Cannot create an item in a locked collection");
      },
      deletePassword: async () => false,
    };
    const secrets = keychainSecrets(async () => locked, "linux");
    expect((await refusalOf(secrets.get("one"))).message).toContain("The keychain is locked");
    expect((await refusalOf(secrets.delete("one"))).message).toContain("The keychain is locked");
  });

  test("longer than an entry of Windows are refused in a sentence, in bytes and only there", async () => {
    const { entries, keychain } = memoryKeychain();
    const long = { ...credentials, secret: "é".repeat(1000), passphrase: "é".repeat(300) };
    const refusal = await refusalOf(keychainSecrets(async () => keychain, "win32").set("one", long));
    expect(refusal).toMatchObject({ code: "invalid-input", message: expect.stringContaining("2,560 bytes") });
    expect(refusal.message).not.toContain("éé");
    expect(entries.size).toBe(0);
    await keychainSecrets(async () => keychain, "darwin").set("one", long);
    expect(entries.size).toBe(1);
  });

  test("never show a secret when storing fails, not even in the error's cause", async () => {
    const { keychain } = memoryKeychain();
    const failing = {
      ...keychain,
      setPassword: async (_service: string, _account: string, password: string) => {
        throw new Error(`could not store ${password}`);
      },
    };
    const error = await refusalOf(keychainSecrets(async () => failing).set("one", credentials));
    expect(error.code).toBe("unauthorized");
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain(credentials.secret);
    expect(error.message).toContain("--credentials-from-env");
  });

  test("that cannot be read are refused without showing the entry", async () => {
    const { entries, keychain } = memoryKeychain();
    entries.set("Steward/one", "{half-a-secret");
    const error = await refusalOf(keychainSecrets(async () => keychain).get("one"));
    expect(error.message).toContain("cannot be read");
    expect(error.message).not.toContain("half");
  });

  test.each([
    ["Error: Cannot autolaunch D-Bus without X11 $DISPLAY", "no D-Bus session"],
    ["Error: Could not connect: No such file or directory", "no D-Bus session"],
    ["Error: Failed to load keytar native addon, checked ...", "libsecret is missing"],
    ["Error: The name org.freedesktop.secrets was not provided by any .service files", "no Secret Service"],
    ["Error: Object does not exist at path “/org/freedesktop/secrets/collection/login”", "locked"],
    ["Error: The name :1.7 was not provided by any .service files", "start it again"],
    ["Error: The session wrapping the secret does not exist", "start it again"],
    ["Error: something else", "did not answer"],
  ])("say what is missing on Linux for %s", (failure, said) => {
    expect(keychainSentence("linux", failure)).toContain(said);
  });

  test("speak of the keychain, not of Linux parts, on Windows and macOS", () => {
    for (const platform of ["win32", "darwin"] as const)
      expect(keychainSentence(platform, "Error: anything")).not.toMatch(/D-Bus|libsecret|GNOME/);
  });
});
