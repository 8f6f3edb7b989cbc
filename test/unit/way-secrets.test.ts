import { describe, expect, test } from "vitest";
import { changeEntry } from "../../electron/core/connections/way-secrets.ts";

const pair = { key: "k", secret: "s" };
const way = { clientKeyFile: "steward.key", proxy: "http://proxy.example.org:3128" };
const kept = { ...pair, passphrase: "p", proxyUser: "u", proxyPassword: "w" };

describe("what was entered is laid over what is kept", () => {
  test("and the rest stays", () => {
    expect(changeEntry(kept, { passphrase: "q" }, way)).toEqual({
      former: kept,
      next: { ...kept, passphrase: "q" },
      what: "changed the passphrase",
    });
  });

  test("but a user at the proxy never gets another user's password", () => {
    expect(changeEntry(kept, { proxyUser: "v" }, way)).toMatchObject({
      next: { ...pair, passphrase: "p", proxyUser: "v" },
      what: "changed the proxy's user and password",
    });
    expect(changeEntry(kept, { proxyUser: "v" }, way).next).not.toHaveProperty("proxyPassword");
  });

  test("and what is so already is no change", () => {
    expect(changeEntry(kept, { passphrase: "p", proxyPassword: "w" }, way)).not.toHaveProperty("what");
  });

  test("and what the settings have no use for is forgotten, unless it was entered just now", () => {
    expect(changeEntry(kept, {}, {})).toEqual({
      former: kept,
      next: pair,
      what: "changed the passphrase and the proxy's user and password",
    });
    expect(changeEntry(kept, { passphrase: "q" }, {}).next).toEqual({ ...pair, passphrase: "q" });
    expect(changeEntry(kept, {}, { proxy: way.proxy }).next).toEqual({ ...kept, passphrase: undefined });
  });

  test("and both are told, without their values", () => {
    const { what } = changeEntry(pair, { passphrase: "p", proxyUser: "u", proxyPassword: "w" }, way);
    expect(what).toBe("changed the passphrase and the proxy's user and password");
  });
});
