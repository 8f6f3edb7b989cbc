import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import { json, type OpenLoopback, openLoopback } from "./loopback-host.ts";
import { openSession } from "./transports.ts";

let open: OpenLoopback;
beforeEach(async () => {
  open = await openLoopback();
});
afterEach(() => open.close());

describe("the door", () => {
  it("turns the token into a cookie that scripts cannot read, and takes it out of the address", async () => {
    const { host } = open;
    const response = await fetch(host.url, { redirect: "manual" });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/");
    expect(response.headers.get("set-cookie")).toMatch(
      /^steward-session-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(response.headers.get("set-cookie")).not.toContain(new URL(host.url).searchParams.get("token"));
  });

  it("listens on 127.0.0.1 only", () => {
    const { host } = open;
    expect(new URL(host.url).hostname).toBe("127.0.0.1");
  });

  it.each(["evil.example", "localhost", "127.0.0.1", "127.0.0.1.nip.io"])(
    "answers nothing to the host %s",
    async (name) => {
      const { host, cookie } = open;
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
    const { origin, cookie, post } = open;
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
    const { origin } = open;
    const answer = await request(`${origin}${path}`);
    expect(answer.statusCode).toBe(401);
    expect(await answer.body.text()).toContain("Open Steward with the whole address");
  });

  it("answers no call without the session, and the token is no session", async () => {
    const { host, cookie, post } = open;
    const token = new URL(host.url).searchParams.get("token");
    const name = cookie.split("=")[0];
    for (const wrong of ["", `${name}=`, `${name}=${token}`, `x${cookie}`, `${cookie}x`]) {
      expect(await post('{"name":"connections.list"}', { ...json, cookie: wrong })).toMatchObject({
        status: 401,
      });
    }
  });

  it("puts the same strict headers on every answer", async () => {
    const { origin, cookie } = open;
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
    const { rawGet } = open;
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
    const { rawGet } = open;
    expect(await rawGet(path)).toMatch(/^HTTP\/1\.1 404 /);
  });

  it("a link that leads out of the folder is not served", async () => {
    const { core, pages } = open;
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
    const { core, pages } = open;
    await expect(serveOnLoopback(core, { rendererFolder: join(pages.base, "none") })).rejects.toMatchObject({
      code: "not-found",
      message: "Steward's pages are not built yet: run `npm run build` first.",
    });
  });
});
