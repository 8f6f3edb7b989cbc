import { connect } from "node:net";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browserCommand } from "../../electron/loopback/browser.ts";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import { json, type OpenLoopback, openLoopback } from "./loopback-host.ts";

let open: OpenLoopback;
beforeEach(async () => {
  open = await openLoopback();
});
afterEach(() => open.close());

describe("calls", () => {
  it("take JSON only", async () => {
    const { post } = open;
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
    const { post } = open;
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("that are larger than 24 MB are refused with a sentence, told or untold", async () => {
    const { origin, cookie, post } = open;
    const body = JSON.stringify({ name: "connections.list", input: "x".repeat(25_000_000) });
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
      error: { message: "A call holds at most 24 MB." },
    });
    expect(untold.status).toBe(413);
    expect(await post('{"name":"connections.list"}')).toMatchObject({ status: 200 });
  });

  it("whose input is nested too deeply to be copied are refused, and the host goes on", async () => {
    const { post } = open;
    const deep = `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`;
    expect(await post(`{"name":"connections.list","input":${deep}}`)).toMatchObject({ status: 413 });
    expect(await post('{"name":"connections.list"}')).toMatchObject({ status: 200 });
  });

  it("change nothing of what all objects have", async () => {
    const { post } = open;
    const poison =
      '{"name":"connections.list","__proto__":{"polluted":1},"input":{"__proto__":{"polluted":1}}}';
    await post(poison);
    await post(
      '{"name":"push.start","input":{"connection":"Practice","constructor":{"prototype":{"polluted":1}}}}',
    );
    expect("polluted" in {}).toBe(false);
  });

  it("go to /call by POST only", async () => {
    const { origin, cookie } = open;
    expect((await request(`${origin}/call`, { headers: { cookie } })).statusCode).toBe(404);
    expect((await request(`${origin}/`, { method: "POST", headers: { cookie } })).statusCode).toBe(404);
  });
});

describe("pages", () => {
  it("carry the nonce of their own answer, and no other answer has one", async () => {
    const { origin, cookie } = open;
    const get = async (path: string) => {
      const answer = await request(`${origin}${path}`, { headers: { cookie } });
      return { policy: String(answer.headers["content-security-policy"]), body: await answer.body.text() };
    };
    const [first, second, script] = await Promise.all([get("/"), get("/index.html"), get("/assets/page.js")]);
    const nonces = [first, second].map(({ policy }) => /'nonce-([A-Za-z0-9+/]{24})'/.exec(policy)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    expect(first.body).toContain(`nonce="${nonces[0]}"`);
    expect(second.body).toContain(`nonce="${nonces[1]}"`);
    expect(script.policy).not.toContain("nonce");
  });
});

describe("events", () => {
  it("a page that does not read is cut off, and the core goes on", async () => {
    const { core, origin, cookie, post } = open;
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
    const { core, origin, cookie } = open;
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
    const { core, pages, origin } = open;
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
