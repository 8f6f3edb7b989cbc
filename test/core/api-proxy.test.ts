import { describe, expect, test } from "vitest";
import { makeCertificate } from "./api-certificate.ts";
import { startProxy, startSecureApi } from "./api-secure-server.ts";
import { between, caFile, expectNothingSecret, good, own, root, steps } from "./api-secure-steps.ts";

describe("through a proxy", () => {
  const known = { proxyUser: "district", proxyPassword: "pass:word" };

  test.each([
    ["http", undefined],
    ["https", root],
  ] as const)(
    "with a name and password, over %s: everything goes through it, unread",
    async (scheme, issuer) => {
      const certificate = issuer && (await makeCertificate("127.0.0.1", { issuer }));
      await using server = await startSecureApi(good, { between });
      await using proxy = await startProxy({
        pair: "district:pass:word",
        ...(certificate && { certificate }),
      });
      const all = await steps(server, { caFile, proxy: `${scheme}://${proxy.host}` }, known);
      expect(all.map(({ ok }) => ok)).toEqual(Array(7).fill(true));
      expect(all[1]?.details?.[0]).toContain("api.example.org");
      expect(new Set(proxy.seen.map(({ path }) => path))).toEqual(new Set([server.host]));
      expectNothingSecret(proxy);
      for (const { headers } of server.seen) expect(headers).not.toHaveProperty("proxy-authorization");
    },
  );

  test("a client certificate is shown to the server behind it", async () => {
    await using server = await startSecureApi(good, { between, clients: root });
    await using proxy = await startProxy();
    const all = await steps(server, { ...own, proxy: `http://${proxy.host}` }, { passphrase: "open sesame" });
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(server.seen[0]?.client).toBe("steward");
  });

  test.each([
    [{}, "wants a name and a password"],
    [{ proxyUser: "district", proxyPassword: "old" }, "does not accept the name and password"],
  ])(
    "one that answers 407 is named in a sentence, and the server is not reached",
    async (credentials, sentence) => {
      await using server = await startSecureApi(good, { between });
      await using proxy = await startProxy({ pair: "district:pass:word" });
      const all = await steps(server, { caFile, proxy: `http://${proxy.host}` }, credentials);
      expect(all).toEqual([
        { step: "address", ok: false, status: 407, advice: expect.stringContaining(sentence) },
      ]);
      expect(server.seen).toEqual([]);
      expectNothingSecret(proxy);
    },
  );

  test("a bad certificate behind it ends at tls, told in words", async () => {
    await using server = await startSecureApi(good, { between });
    await using proxy = await startProxy();
    const all = await steps(server, { proxy: `http://${proxy.host}` });
    expect(all.at(-1)).toMatchObject({ step: "tls", ok: false });
    expect(all.at(-1)?.details?.[0]).toContain("Failed check: the authority");
    expect(server.seen).toEqual([]);
    expectNothingSecret(proxy);
  });

  test("a bad certificate of its own is told as the proxy's, and its password is not sent", async () => {
    await using server = await startSecureApi(good, { between });
    await using proxy = await startProxy({ certificate: await makeCertificate("127.0.0.1") });
    const all = await steps(server, { caFile, proxy: `https://${proxy.host}` }, known);
    expect(all.at(-1)).toMatchObject({
      step: "tls",
      ok: false,
      advice: expect.stringContaining("The proxy's own certificate"),
    });
    expect(proxy.seen).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  test("one that is not there, and one that finds no server, are told apart", async () => {
    const gone = await startSecureApi(good, { between });
    await gone[Symbol.asyncDispose]();
    await using proxy = await startProxy();
    expect(await steps(gone, { caFile, proxy: `http://${proxy.host}` })).toMatchObject([
      { step: "address", ok: false, advice: expect.stringContaining("cannot reach the server behind it") },
    ]);
    await proxy[Symbol.asyncDispose]();
    expect(await steps(gone, { caFile, proxy: `http://${proxy.host}` })).toMatchObject([
      { step: "address", ok: false, advice: expect.stringContaining("The proxy cannot be reached") },
    ]);
  });

  test("hosts of the no-proxy list are reached without it", async () => {
    await using server = await startSecureApi(good, { between });
    await using proxy = await startProxy();
    const more = { caFile, proxy: `http://${proxy.host}`, noProxy: `localhost, ${server.host}` };
    expect((await steps(server, more)).every(({ ok }) => ok)).toBe(true);
    expect(proxy.seen).toEqual([]);
  });

  test("an address with a password in it is refused, unread", async () => {
    await using server = await startSecureApi(good, { between });
    const all = await steps(server, { caFile, proxy: "http://district:password1@127.0.0.1:9" });
    expect(all).toEqual([
      { step: "address", ok: false, advice: expect.stringContaining("have their own fields") },
    ]);
    expect(JSON.stringify(all)).not.toContain("password1");
  });

  test("one in the environment is not used, but named when nothing answers", async () => {
    const gone = await startSecureApi(good, { between });
    await gone[Symbol.asyncDispose]();
    await using proxy = await startProxy();
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = `http://user:hidden@${proxy.host}`;
    try {
      const all = await steps(gone, { caFile });
      expect(all[0]?.advice).toContain(`names a proxy, http://${proxy.host}`);
      expect(JSON.stringify(all)).not.toContain("hidden");
      expect(proxy.seen).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  });
});
