import { describe, expect, test } from "vitest";
import { testSteps } from "../../electron/core/api/probe.ts";
import type { TestStep } from "../../shared/domain/connection.ts";
import { makeCertificate } from "./api-certificate.ts";
import { startSecureApi } from "./api-secure-server.ts";
import {
  authority,
  between,
  caFile,
  expectNothingSecret,
  file,
  good,
  own,
  pair,
  root,
  steps,
} from "./api-secure-steps.ts";
import { settingsFor, startStub } from "./api-stub-server.ts";

const stranger = await makeCertificate("Nobody's authority");
const impostor = await makeCertificate("impostor", { issuer: stranger });

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
