import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { ask } from "../../electron/core/api/document.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { testSteps } from "../../electron/core/api/probe.ts";
import type { ConnectionSettings } from "../../shared/domain/connection.ts";
import { makeCertificate } from "./api-certificate.ts";
import { settingsFor, startStub } from "./api-stub-server.ts";

const folder = mkdtempSync(join(tmpdir(), "steward-api-pool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const authority = await makeCertificate("Test district authority");
const ofServer = await makeCertificate("127.0.0.1", { issuer: authority });
const ofClient = await makeCertificate("steward", { issuer: authority });
const caFile = file("ca.pem", authority.cert);

async function listen(server: Server): Promise<AsyncDisposable & { readonly host: string }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const startSecure = (certificate = ofServer, wantsClient = false) =>
  listen(
    createTlsServer(
      {
        cert: certificate.cert,
        key: certificate.key,
        ca: authority.cert,
        requestCert: wantsClient,
        rejectUnauthorized: wantsClient,
      },
      (request, response) => {
        const peer = (request.socket as TLSSocket).getPeerCertificate();
        response.end(String(peer.subject?.CN ?? "nobody"));
      },
    ),
  );

async function get(url: string, more: Partial<ConnectionSettings> = {}) {
  const settings = settingsFor(url, more);
  const dispatcher = createDispatcher(settings);
  try {
    return await ask({ dispatcher, timeout: settings.requestTimeout }, url);
  } finally {
    await dispatcher.destroy();
  }
}

test("a certificate of an unknown authority is refused", async () => {
  await using server = await startSecure();
  expect(await get(`https://${server.host}/`)).toMatchObject({
    kind: "no-answer",
    code: "SELF_SIGNED_CERT_IN_CHAIN",
  });
});

test("the district's own authority makes it good", async () => {
  await using server = await startSecure();
  expect(await get(`https://${server.host}/`, { caFile })).toMatchObject({ kind: "answer", status: 200 });
});

test("the environment cannot switch the check off", async () => {
  await using server = await startSecure();
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  try {
    expect(await get(`https://${server.host}/`)).toMatchObject({ kind: "no-answer" });
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  }
});

test("a client certificate is shown to a server that wants one", async () => {
  await using server = await startSecure(ofServer, true);
  const clientCertFile = file("client.pem", ofClient.cert);
  const clientKeyFile = file("client.key", ofClient.key);
  const answer = await get(`https://${server.host}/`, { caFile, clientCertFile, clientKeyFile });
  expect(answer).toMatchObject({ status: 200, body: "steward" });
  expect(await get(`https://${server.host}/`, { caFile })).toMatchObject({ kind: "no-answer" });
});

test.each([
  ["a certificate without its key", { clientCertFile: caFile }, /needs two files/],
  ["a file that is not there", { caFile: join(folder, "none.pem") }, /cannot be read/],
  ["a file that is no certificate", { caFile: file("rubbish.pem", "hello") }, /holds no certificate/],
  [
    "a key that does not fit",
    { clientCertFile: file("c.pem", ofClient.cert), clientKeyFile: file("k.pem", ofServer.key) },
    /do not fit together/,
  ],
])("%s is refused with a sentence", (_, more, sentence) => {
  expect(() => createDispatcher(settingsFor("https://h.example", more))).toThrow(sentence);
});

async function advice(url: string, more: Partial<ConnectionSettings> = {}) {
  const steps = [];
  for await (const step of testSteps(settingsFor(url, more), undefined)) steps.push(step);
  return steps.at(-1);
}

test("the step test says what is wrong with a certificate, and what to do", async () => {
  const own = await makeCertificate("127.0.0.1");
  const late = await makeCertificate("127.0.0.1", { issuer: authority, days: [-20, -10] });
  const other = await makeCertificate("api.example.org", { issuer: authority });
  await using selfSigned = await startSecure(own);
  await using expired = await startSecure(late);
  await using misnamed = await startSecure(other);
  expect(await advice(`https://${selfSigned.host}`)).toMatchObject({
    step: "tls",
    ok: false,
    advice: expect.stringContaining("signed by nobody but itself"),
  });
  expect(await advice(`https://${expired.host}`, { caFile })).toMatchObject({
    step: "tls",
    advice: expect.stringContaining("expired"),
  });
  expect(await advice(`https://${misnamed.host}`, { caFile })).toMatchObject({
    step: "tls",
    advice: expect.stringContaining("another name"),
  });
});

test("https to a port that speaks http is told as such", async () => {
  await using plain = await startStub((_, response) => response.end());
  expect(await advice(plain.origin.replace("http:", "https:"))).toMatchObject({
    step: "tls",
    ok: false,
    advice: expect.stringContaining("does not speak https"),
  });
});

test("http to a port that speaks https is no Ed-Fi API", async () => {
  await using server = await startSecure();
  expect(await advice(`http://${server.host}`)).toMatchObject({ ok: false });
});

test("a proxy carries the connection to a secure server, unread", async () => {
  await using server = await startSecure();
  const asked: string[] = [];
  const proxy = createHttpServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const [host, port] = (request.url ?? "").split(":");
    const onward = connectSocket(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await using listening = await listen(proxy);
  const answer = await get(`https://${server.host}/`, { caFile, proxy: `http://${listening.host}` });
  expect(answer).toMatchObject({ kind: "answer", status: 200 });
  expect(asked).toEqual([server.host]);
});

test("a proxy that refuses is named as the trouble", async () => {
  const proxy = createHttpServer();
  proxy.on("connect", (_, socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
  await using listening = await listen(proxy);
  const answer = await get("https://127.0.0.1:9/", { proxy: `http://${listening.host}` });
  expect(answer).toEqual({ kind: "no-answer", reason: "connection", code: "PROXY_WANTS_PASSWORD" });
});

test("no more connections than requests at a time, and all are used again", async () => {
  const sockets = new Set<unknown>();
  const server = createHttpServer((request, response) => {
    sockets.add(request.socket);
    response.end("x");
  });
  await using listening = await listen(server);
  const url = `http://${listening.host}/`;
  const settings = settingsFor(url, { concurrency: 4 });
  const dispatcher = createDispatcher(settings);
  const asker = { dispatcher, timeout: settings.requestTimeout };
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => ask(asker, url)));
  }
  expect(sockets.size).toBe(4);
  await dispatcher.destroy();
});
