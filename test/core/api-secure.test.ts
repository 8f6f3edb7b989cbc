import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testSteps } from "../../electron/core/api/probe.ts";
import type { ConnectionSettings, Credentials, TestStep } from "../../shared/domain/connection.ts";
import { lockedKey, makeCertificate } from "./api-certificate.ts";
import { type Listening, startProxy, startSecureApi } from "./api-secure-server.ts";
import { settingsFor, startStub } from "./api-stub-server.ts";

const folder = mkdtempSync(join(tmpdir(), "steward-api-secure-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const pair = { key: "populatedKey", secret: "populatedSecret" };
const root = await makeCertificate("Test district root");
const authority = await makeCertificate("Test district authority", { issuer: root, isAuthority: true });
const stranger = await makeCertificate("Nobody's authority");
const good = await makeCertificate("api.example.org", {
  issuer: authority,
  names: ["api.example.org", "127.0.0.1"],
});
const steward = await makeCertificate("steward", { issuer: root });
const impostor = await makeCertificate("impostor", { issuer: stranger });
const caFile = file("ca.pem", root.cert);
const own = {
  caFile,
  clientCertFile: file("steward.pem", steward.cert),
  clientKeyFile: file("steward.key", lockedKey(steward, "open sesame")),
};
const between = [authority];

async function steps(
  server: Listening,
  more: Partial<ConnectionSettings> = {},
  credentials: Partial<Credentials> = {},
): Promise<TestStep[]> {
  const all: TestStep[] = [];
  const settings = settingsFor(`https://${server.host}`, { requestTimeout: 5000, ...more });
  for await (const step of testSteps(settings, { ...pair, ...credentials })) all.push(step);
  return all;
}

/** No header that any of them saw holds key, secret, token or a password. */
function expectNothingSecret(...servers: readonly Listening[]) {
  for (const { seen } of servers) {
    for (const { headers } of seen) expect(headers).not.toHaveProperty("authorization");
  }
}

const date = /\d{1,2} [A-Z][a-z]+ 20\d\d/.source;

test("with the district's authority all is good, and the chain is told in words", async () => {
  await using server = await startSecureApi(good, { between });
  const all = await steps(server, { caFile });
  expect(all.map(({ step, ok }) => `${step} ${ok}`)).toEqual([
    "address true",
    "tls true",
    "discovery true",
    "token true",
    "token_info true",
    "read true",
    "permissions true",
  ]);
  expect(all[1]?.details).toEqual([
    expect.stringMatching(`^api.example.org, valid until ${date}, issued by Test district authority$`),
    expect.stringMatching(`^Test district authority, valid until ${date}, issued by Test district root$`),
    expect.stringMatching(`^Test district root, valid until ${date}, issued by itself$`),
  ]);
  const authorized = server.seen.filter(({ headers }) => headers.authorization !== undefined);
  expect(authorized.map(({ path }) => path)).toEqual([
    "/oauth/token",
    "/data/v3/ed-fi/students?limit=1&offset=0",
  ]);
});

test("a certificate that ends soon is good, with a word of warning", async () => {
  await using server = await startSecureApi(
    await makeCertificate("127.0.0.1", { issuer: root, days: [-1, 9] }),
  );
  const tls = (await steps(server, { caFile }))[1];
  expect(tls).toMatchObject({ ok: true, advice: expect.stringMatching(`ends on ${date}. Remind the host`) });
});

describe("the step test says which check a certificate failed, and sends no credentials", () => {
  test.each([
    [
      "of an unknown authority",
      { issuer: authority },
      "unknown",
      /^Failed check: the authority\..*Test district/,
    ],
    ["that signed itself", {}, "ca", /^Failed check: the authority\. .*issued by itself/],
    [
      "for another name",
      { issuer: root, names: ["api.example.org", "data.example.org"] },
      "ca",
      /^Failed check: the name\. The certificate is for api\.example\.org, data\.example\.org; the address says 127\.0\.0\.1\.$/,
    ],
    [
      "that has expired",
      { issuer: root, days: [-20, -10] as const },
      "ca",
      new RegExp(
        `^Failed check: the dates\\. The certificate of 127\\.0\\.0\\.1 is expired since ${date}\\.$`,
      ),
    ],
    [
      "that is not valid yet",
      { issuer: root, days: [10, 20] as const },
      "ca",
      new RegExp(`^Failed check: the dates\\. .* is not valid before ${date}\\.$`),
    ],
  ] as const)("one %s", async (_, wishes, trust, check) => {
    const certificate = await makeCertificate("127.0.0.1", wishes);
    await using server = await startSecureApi(certificate, "issuer" in wishes ? { between } : {});
    const all = await steps(server, trust === "ca" ? { caFile } : {});
    expect(all.map(({ step }) => step)).toEqual(["address", "tls"]);
    const tls = all[1];
    expect(tls).toMatchObject({ ok: false, advice: expect.stringContaining(". ") });
    expect(tls?.details?.[0]).toMatch(check);
    expect(tls?.details?.[1]).toMatch(/^127\.0\.0\.1, .*, issued by /);
    expect(server.seen).toEqual([]);
  });

  test("one in between that has expired is named", async () => {
    const late = await makeCertificate("Late authority", {
      issuer: root,
      isAuthority: true,
      days: [-20, -10],
    });
    await using server = await startSecureApi(await makeCertificate("127.0.0.1", { issuer: late }), {
      between: [late],
    });
    const tls = (await steps(server, { caFile }))[1];
    expect(tls?.details?.[0]).toContain("The certificate of Late authority is expired since");
    expect(server.seen).toEqual([]);
  });
});

describe.each(["TLSv1.2", "TLSv1.3"] as const)(
  "a server that wants a client certificate, over %s",
  (maxVersion) => {
    const start = () => startSecureApi(good, { between, clients: root, maxVersion });

    test("gets the one of the connection, its key opened with the passphrase", async () => {
      await using server = await start();
      const all = await steps(server, own, { passphrase: "open sesame" });
      expect(all.every(({ ok }) => ok)).toBe(true);
      expect(new Set(server.seen.map(({ client }) => client))).toEqual(new Set(["steward"]));
      expect(all[1]?.details?.at(-1)).toMatch(
        /^The client certificate: steward, valid until .* issued by Test district root$/,
      );
    });

    test("is told as such when there is none", async () => {
      await using server = await start();
      const all = await steps(server, { caFile });
      expect(all.at(-1)).toMatchObject({
        step: "tls",
        ok: false,
        advice: expect.stringContaining("wants a client certificate"),
      });
      expect(all.at(-1)?.details?.[0]).toContain("the client certificate. The server asks for one");
      expectNothingSecret(server);
    });

    test("is told as such when it refuses the one it was shown", async () => {
      await using server = await start();
      const more = {
        caFile,
        clientCertFile: file("impostor.pem", impostor.cert),
        clientKeyFile: file("impostor.key", impostor.key),
      };
      const all = await steps(server, more);
      expect(all.at(-1)).toMatchObject({
        step: "tls",
        ok: false,
        advice: expect.stringMatching(/refuses (?:the client certificate|it)\. Ask the host/),
      });
      expect(all.at(-1)?.details?.[0]).toMatch(/^Failed check: (?:probably )?the client certificate/);
      expect(all.at(-1)?.details?.at(-1)).toMatch(/: impostor, .* issued by Nobody's authority$/);
      expectNothingSecret(server);
    });
  },
);

test.each([
  ["a wrong passphrase", { passphrase: "guess" }, "does not open"],
  ["no passphrase", {}, "locked with a passphrase"],
])("%s ends at tls before anything is sent, without a word of it", async (_, credentials, sentence) => {
  await using server = await startSecureApi(good, { between, clients: root });
  const all = await steps(server, own, credentials);
  expect(all).toEqual([{ step: "tls", ok: false, advice: expect.stringContaining(sentence) }]);
  expect(JSON.stringify(all)).not.toContain("guess");
  expect(server.seen).toEqual([]);
});

test.each([
  ["No required SSL certificate was sent", {}, "wants a client certificate"],
  ["The SSL certificate error", own, "refuses the client certificate"],
])("a web server that says in an answer: %s", async (text, more, sentence) => {
  await using server = await startStub((_, response) => response.writeHead(400).end(`<html>${text}</html>`));
  const all: TestStep[] = [];
  const settings = settingsFor(server.origin, more);
  for await (const step of testSteps(settings, { ...pair, passphrase: "open sesame" })) all.push(step);
  expect(all.at(-1)).toMatchObject({ step: "tls", ok: false, advice: expect.stringContaining(sentence) });
});

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
