import { expect, test } from "vitest";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import type { Secrets } from "../../electron/core/secrets/secrets.ts";
import { type KeyHolder, TokenKeeper } from "../../electron/core/secrets/token-keeper.ts";
import { sendJson, settingsFor, startStub } from "../core/api-stub-server.ts";

const holder: KeyHolder = {
  uid: "one",
  name: "P",
  keyEnding: "1234",
  keySince: "2026-08-01T00:00:00.000Z",
};
const value = "a-token";

/** A keychain with a pair for every connection, and what is in it of tokens. */
function keychainWith(tokens: Map<string, string>): Secrets {
  return {
    source: "keychain",
    get: async () => ({ key: "k1234", secret: "s" }),
    set: async () => undefined,
    delete: async () => undefined,
    tokens: {
      get: async (id) => tokens.get(id),
      set: async (id, token) => void tokens.set(id, token),
      delete: async (id) => void tokens.delete(id),
    },
  };
}

/** A server that counts its tokens, and a way to ask it for one. */
async function server() {
  let asked = 0;
  const stub = await startStub((_, response) => {
    asked += 1;
    sendJson(response, 200, { access_token: value, expires_in: 1800 });
  });
  const dispatcher = createDispatcher(settingsFor(stub.origin));
  return {
    endpoint: { url: `${stub.origin}/oauth/token`, asker: { dispatcher, timeout: 3000 } },
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      await dispatcher.destroy();
      await stub[Symbol.asyncDispose]();
    },
  };
}

test("a token is kept with its end, its server and the pair it was given to, and taken up by the next keeper", async () => {
  await using api = await server();
  const entries = new Map<string, string>();
  const secrets = keychainWith(entries);
  const keeper = new TokenKeeper(secrets, () => holder);
  await keeper.of("one").obtain(api.endpoint);
  await keeper.settled();
  expect(JSON.parse(entries.get("one") ?? "")).toEqual({
    value,
    endpoint: api.endpoint.url,
    until: expect.any(Number),
    key: holder.keyEnding,
    since: holder.keySince,
  });
  expect(await new TokenKeeper(secrets, () => holder).of("one").obtain(api.endpoint)).toMatchObject({
    value,
  });
  expect(api.asked()).toBe(1);
});

test.each([
  ["another key", { ...holder, keyEnding: "9999" }],
  ["the same key with another secret since", { ...holder, keySince: "2026-09-01T00:00:00.000Z" }],
])("a token that was given to %s is left alone", async (_, now) => {
  await using api = await server();
  const entries = new Map<string, string>();
  const secrets = keychainWith(entries);
  const before = new TokenKeeper(secrets, () => holder);
  await before.of("one").obtain(api.endpoint);
  await before.settled();
  await new TokenKeeper(secrets, () => now).of("one").obtain(api.endpoint);
  expect(api.asked()).toBe(2);
});

test("an entry that nobody can read costs no more than a token request", async () => {
  await using api = await server();
  const secrets = keychainWith(new Map([["one", "{half"]]));
  const keeper = new TokenKeeper(secrets, () => holder);
  expect(await keeper.of("one").obtain(api.endpoint)).toMatchObject({ value });
});

test("a token is forgotten with its connection, even one that is still on its way", async () => {
  await using api = await server();
  const entries = new Map<string, string>();
  let found: KeyHolder | undefined = holder;
  const keeper = new TokenKeeper(keychainWith(entries), () => found);
  await keeper.of("one").obtain(api.endpoint);
  const late = keeper.of("one");
  await keeper.drop("one");
  expect(entries.size).toBe(0);
  found = undefined;
  await late.obtain(api.endpoint);
  await keeper.settled();
  expect(entries.size).toBe(0);
});
