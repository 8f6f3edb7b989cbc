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

  it.each([
    [200, "GET", "/", {}],
    [200, "GET", "/assets/page.js", {}],
    [200, "POST", "/call", json],
    [303, "GET", "/?token=", {}],
    [400, "POST", "/call", { ...json, malformed: "yes" }],
    [401, "GET", "/events?token=wrong", {}],
    [403, "GET", "/", { origin: "http://evil.example" }],
    [404, "GET", "/nothing", {}],
    [404, "OPTIONS", "/call", { "access-control-request-method": "POST" }],
    [415, "POST", "/call", { "content-type": "text/plain" }],
    [421, "GET", "/", { host: "evil.example" }],
  ] as const)(
    "puts the same strict headers on every answer, and lets no other page read it: %i %s %s",
    async (status, method, path, headers) => {
      const { host, origin, cookie } = open;
      const whole = path === "/?token=" ? host.url : `${origin}${path}`;
      const body = "malformed" in headers ? "{" : '{"name":"connections.list"}';
      const answer = await request(whole, {
        method,
        headers: { cookie, ...headers },
        ...(method === "POST" && { body }),
      });
      await answer.body.dump();
      expect(answer.statusCode).toBe(status);
      expect(answer.headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      const policy = String(answer.headers["content-security-policy"]);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/);
      expect(policy).toMatch(/base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
      expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    },
  );

  it("tells its token to nobody, and is not opened by one that is nearly right", async () => {
    const { host, origin, cookie } = open;
    const token = new URL(host.url).searchParams.get("token") ?? "";
    const first = await request(host.url);
    await first.body.dump();
    const page = await request(`${origin}/`, { headers: { cookie } });
    for (const told of [JSON.stringify(first.headers), JSON.stringify(page.headers), await page.body.text()])
      expect(told).not.toContain(token);
    const other = (letter: string | undefined) => (letter === "A" ? "B" : "A");
    const near = [
      token.slice(0, -1) + other(token.at(-1)),
      other(token[0]) + token.slice(1),
      `${token}A`,
      token.slice(1),
      token.toUpperCase(),
    ];
    for (const wrong of near) {
      const answer = await request(`${origin}/?token=${encodeURIComponent(wrong)}`);
      await answer.body.dump();
      expect(answer.statusCode).toBe(401);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  });

  it.each([
    ["no Host at all", () => []],
    ["an empty Host", () => ["Host: "]],
    ["a Host with a dot behind it", (here: string) => [`Host: ${here.replace(":", ".:")}`]],
    ["a Host with a name before it", (here: string) => [`Host: someone@${here}`]],
    ["another port", (here: string) => [`Host: ${here}0`]],
    ["a foreign Host before ours", (here: string) => ["Host: evil.example", `Host: ${here}`]],
    ["ours as the forwarded one", (here: string) => ["Host: evil.example", `X-Forwarded-Host: ${here}`]],
  ])("answers nothing to %s", async (_, hosts) => {
    const { origin, cookie, raw } = open;
    const answer = await raw(["GET / HTTP/1.0", ...hosts(new URL(origin).host), `Cookie: ${cookie}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 4(21|00) /);
    expect(answer).not.toContain("<title>");
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
    "/\\\\server\\share\\secret.html",
    "/%5c%5cserver%5cshare%5csecret.html",
    "//127.0.0.1/share/secret.html",
    "/%2e%2e%2fsecret.html",
    "/assets/%2e%2e/%2e%2e/secret.html",
    "/assets/..;/../secret.html",
    "/index.html%2500.js",
    "/index.html::$DATA",
    "/CON",
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
