import { symlinkSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browserCommand } from "../../electron/loopback/browser.ts";
import { type LoopbackHost, serveOnLoopback } from "../../electron/loopback/server.ts";
import { createFakeCore, type FakeCore } from "./fake-core.ts";
import { makeRendererFolder, openSession } from "./transports.ts";

let core: FakeCore;
let pages: ReturnType<typeof makeRendererFolder>;
let host: LoopbackHost;
let origin: string;
let cookie: string;

beforeEach(async () => {
  core = createFakeCore();
  pages = makeRendererFolder();
  host = await serveOnLoopback(core, { rendererFolder: pages.folder });
  ({ origin, cookie } = await openSession(host.url));
});
afterEach(async () => {
  await host.close();
  pages.remove();
});

const json = { "content-type": "application/json" };

async function post(body: string, headers: Record<string, string> = json) {
  const answer = await request(`${origin}/call`, { method: "POST", headers: { cookie, ...headers }, body });
  return { status: answer.statusCode, body: await answer.body.text() };
}

/** As raw bytes: fetch and browsers would mend the path before it is sent. */
function rawGet(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.end(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
  });
}

describe("the door", () => {
  it("turns the token into a cookie that scripts cannot read, and takes it out of the address", async () => {
    const response = await fetch(host.url, { redirect: "manual" });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/");
    expect(response.headers.get("set-cookie")).toMatch(
      /^steward-session-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(response.headers.get("set-cookie")).not.toContain(new URL(host.url).searchParams.get("token"));
  });

  it("listens on 127.0.0.1 only", () => {
    expect(new URL(host.url).hostname).toBe("127.0.0.1");
  });

  it.each(["evil.example", "localhost", "127.0.0.1", "127.0.0.1.nip.io"])(
    "answers nothing to the host %s",
    async (name) => {
      const answer = await request(host.url, { headers: { host: name, cookie } });
      expect(answer.statusCode).toBe(421);
    },
  );

  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("answers nothing to another page: %j", async (headers) => {
    for (const path of ["/", "/events"]) {
      expect((await request(`${origin}${path}`, { headers: { cookie, ...headers } })).statusCode).toBe(403);
    }
    expect(await post('{"name":"connections.list"}', { ...json, ...headers })).toMatchObject({ status: 403 });
  });

  it.each([
    "/",
    "/index.html",
    "/assets/page.js",
    "/events",
    "/?token=",
    "/?token=wrong",
    "/events?token=wrong",
  ])("answers nothing without the right token: %s", async (path) => {
    const answer = await request(`${origin}${path}`);
    expect(answer.statusCode).toBe(401);
    expect(await answer.body.text()).toContain("Open Steward with the whole address");
  });

  it("answers no call without the session, and the token is no session", async () => {
    const token = new URL(host.url).searchParams.get("token");
    const name = cookie.split("=")[0];
    for (const wrong of ["", `${name}=`, `${name}=${token}`, `x${cookie}`, `${cookie}x`]) {
      expect(await post('{"name":"connections.list"}', { ...json, cookie: wrong })).toMatchObject({
        status: 401,
      });
    }
  });

  it("puts the same strict headers on every answer", async () => {
    for (const path of ["/", "/events?token=wrong", "/nothing"]) {
      const answer = await request(`${origin}${path}`, { headers: { cookie } });
      expect(answer.headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      });
      expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none'; /);
      expect(answer.headers["content-security-policy"]).not.toContain("unsafe");
      await answer.body.dump();
    }
  });
});

describe("pages", () => {
  it("are served with their type", async () => {
    expect(await rawGet("/")).toMatch(/^HTTP\/1\.1 200 [\s\S]*text\/html; charset=utf-8/);
    expect(await rawGet("/assets/page.js")).toMatch(/^HTTP\/1\.1 200 [\s\S]*text\/javascript; charset=utf-8/);
  });

  it.each([
    "/../secret.html",
    "/assets/../../secret.html",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/%252e%252e%252fsecret.html",
    "/..\\secret.html",
    "/..%5csecret.html",
    "/index.html%00.js",
    "//secret.html",
    "/./index.html",
    "/assets/",
    "/assets",
    "/etc/passwd",
    "/C:/Windows/win.ini",
    "/C:%5cWindows%5cwin.ini",
    "/file:///etc/passwd",
    "/notes.txt",
    "/index.html/",
    "/INDEX.HTML",
    "/constructor",
    "/__proto__",
    "http://evil.example/index.html",
  ])("nothing but the pages is served: %s", async (path) => {
    expect(await rawGet(path)).toMatch(/^HTTP\/1\.1 404 /);
  });

  it("a link that leads out of the folder is not served", async () => {
    symlinkSync(pages.base, join(pages.folder, "out"), "junction");
    const other = await serveOnLoopback(core, { rendererFolder: pages.folder });
    const session = await openSession(other.url);
    const answer = await request(`${session.origin}/out/secret.html`, {
      headers: { cookie: session.cookie },
    });
    await other.close();
    expect(answer.statusCode).toBe(404);
  });

  it("that were never built are asked for in one sentence", async () => {
    await expect(serveOnLoopback(core, { rendererFolder: join(pages.base, "none") })).rejects.toMatchObject({
      code: "not-found",
      message: "Steward's pages are not built yet: run `npm run build` first.",
    });
  });
});

describe("calls", () => {
  it("take JSON only", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
      expect(await post('{"name":"connections.list"}', { "content-type": type })).toMatchObject({
        status: 415,
      });
    }
    expect(
      await post('{"name":"connections.list"}', { "content-type": "application/json; charset=utf-8" }),
    ).toMatchObject({
      status: 200,
    });
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"connections.list"',
    "{}",
    '{"name":1}',
    '{"name":["connections.list"]}',
    "\u0000",
  ])("that are malformed are refused with a sentence: %j", async (body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("that are larger than 1 MB are refused with a sentence, told or untold", async () => {
    const body = JSON.stringify({ name: "connections.list", input: "x".repeat(3_000_000) });
    const told = await post(body);
    const untold = await fetch(`${origin}/call`, {
      method: "POST",
      headers: { cookie, ...json },
      body: new Blob([body]).stream(),
      // @ts-expect-error The DOM's types do not know it; a streamed body needs it.
      duplex: "half",
    });
    expect(told.status).toBe(413);
    expect(JSON.parse(told.body)).toMatchObject({
      ok: false,
      error: { message: "A call holds at most 1 MB." },
    });
    expect(untold.status).toBe(413);
    expect(await post('{"name":"connections.list"}')).toMatchObject({ status: 200 });
  });

  it("go to /call by POST only", async () => {
    expect((await request(`${origin}/call`, { headers: { cookie } })).statusCode).toBe(404);
    expect((await request(`${origin}/`, { method: "POST", headers: { cookie } })).statusCode).toBe(404);
  });
});

describe("events", () => {
  it("a page that does not read is cut off, and the core goes on", async () => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const opened = new Promise((resolve) => socket.once("data", resolve));
    socket.write(`GET /events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    await opened;
    socket.pause();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    // More than the sockets of any system take in, so that the rest waits in the host's memory.
    const filler = "x".repeat(100_000);
    for (let sent = 0; sent < 400; sent++) {
      core.emit({ name: "scan.progress", data: { connection: filler, files: 1, linesRead: sent } });
    }
    socket.resume();
    socket.on("error", () => {});
    await closed;
    expect(await post('{"name":"connections.list"}')).toMatchObject({ status: 200 });
  });

  it("carry their number, so that a browser knows where it was", async () => {
    const abort = new AbortController();
    const stream = await fetch(`${origin}/events`, { headers: { cookie }, signal: abort.signal });
    const reader = (stream.body ?? new ReadableStream<Uint8Array>()).getReader();
    core.emit({ name: "data.changed", data: { tables: ["runs"] } });
    let text = "";
    while (!text.includes("data: ")) text += new TextDecoder().decode((await reader.read()).value);
    abort.abort();
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(text).toContain('id: 1\ndata: {"name":"data.changed"');
  });
});

describe("starting", () => {
  it("a port that is taken is told in a sentence", async () => {
    const port = Number(new URL(origin).port);
    await expect(serveOnLoopback(core, { port, rendererFolder: pages.folder })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("the browser is opened without a shell on every system", () => {
    const url = "http://127.0.0.1:1/?token=a&b";
    expect(browserCommand("win32", url)).toEqual(["rundll32", ["url.dll,FileProtocolHandler", url]]);
    expect(browserCommand("darwin", url)).toEqual(["open", [url]]);
    expect(browserCommand("linux", url)).toEqual(["xdg-open", [url]]);
  });
});
