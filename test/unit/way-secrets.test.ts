import { describe, expect, test } from "vitest";
import { changeEntry } from "../../electron/core/connections/way-secrets.ts";

const pair = { key: "k", secret: "s" };
const kept = { ...pair, passphrase: "p", proxyUser: "u", proxyPassword: "w" };

describe("what was entered is laid over what is kept", () => {
  test("and the rest stays", () => {
    expect(changeEntry(kept, { passphrase: "q" })).toEqual({
      former: kept,
      next: { ...kept, passphrase: "q" },
      what: "changed the passphrase",
    });
  });

  test("but a user at the proxy never gets another user's password", () => {
    expect(changeEntry(kept, { proxyUser: "v" })).toMatchObject({
      next: { ...pair, passphrase: "p", proxyUser: "v" },
      what: "changed the proxy's user and password",
    });
    expect(changeEntry(kept, { proxyUser: "v" }).next).not.toHaveProperty("proxyPassword");
  });

  test("and what is so already is no change", () => {
    expect(changeEntry(kept, { passphrase: "p", proxyPassword: "w" })).not.toHaveProperty("what");
  });

  test("and both are told, without their values", () => {
    const { what } = changeEntry(pair, { passphrase: "p", proxyUser: "u", proxyPassword: "w" });
    expect(what).toBe("changed the passphrase and the proxy's user and password");
  });
});
