import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOwnAddress, serveAppProtocol } from "../../electron/desktop/protocol.ts";
import { externalAddress, lockContents, lockSession } from "../../electron/desktop/security.ts";
import { windowOptions } from "../../electron/desktop/window.ts";
import { readRendererFiles } from "../../electron/renderer-files.ts";
import { makeRendererFolder } from "./transports.ts";

describe("app://", () => {
  let pages: ReturnType<typeof makeRendererFolder>;
  let get: (address: string, method?: string) => Promise<Response>;
  beforeEach(() => {
    pages = makeRendererFolder();
    const handle = vi.fn();
    serveAppProtocol({ handle }, readRendererFiles(pages.folder));
    const answer = handle.mock.calls[0]?.[1] as (request: Pick<Request, "url" | "method">) => Response;
    get = async (url, method = "GET") => answer({ url, method });
  });
  afterEach(() => pages.remove());

  it("serves the pages with the strict headers", async () => {
    const response = await get("app://steward/");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<title>Steward</title>");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self'; /,
    );
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await get("app://steward/assets/page.js")).headers.get("content-type")).toContain(
      "text/javascript",
    );
  });

  it("gives each answer a nonce of its own, in its policy and in its page", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await get("app://steward/");
        const policy = response.headers.get("content-security-policy") ?? "";
        const nonce = /style-src 'self' 'nonce-([A-Za-z0-9+/]{24})'; /.exec(policy)?.[1];
        expect(await response.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
        expect(policy).not.toContain("unsafe");
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it.each([
    "app://steward/../secret.html",
    "app://steward/%2e%2e/secret.html",
    "app://steward/..%2fsecret.html",
    "app://steward/..%5csecret.html",
    "app://steward/..\\secret.html",
    "app://steward/%252e%252e%252fsecret.html",
    "app://steward/index.html%00.js",
    "app://steward//etc/passwd",
    "app://steward/C:/Windows/win.ini",
    "app://steward/\\\\server\\share\\secret.html",
    "app://steward/%5c%5cserver%5cshare%5csecret.html",
    "app://steward/assets/%2e%2e/%2e%2e/secret.html",
    "app://steward/%2e%2e%2fsecret.html",
    "app://steward/index.html::$DATA",
    "app://steward/constructor",
    "app://steward/notes.txt",
    "app://steward/__proto__",
    "app://evil/index.html",
    "app://steward:8080/index.html",
    "app://someone@steward/index.html",
    "file:///index.html",
    "no address at all",
  ])("serves nothing else: %s", async (address) => {
    const answer = await get(address);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(await answer.text()).toBe("There is nothing at this address.\n");
  });

  it("is only read", async () => {
    expect((await get("app://steward/", "POST")).status).toBe(404);
  });
});

describe("the window", () => {
  it("has every security setting written out", () => {
    expect(windowOptions("dist", {}, false).webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  function lockedContents() {
    const app = new EventEmitter();
    const openExternal = vi.fn(async () => {});
    lockContents(app as never, { openExternal });
    const handlers: { open?: (details: { url: string }) => { action: string } } = {};
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: (details: { url: string }) => { action: string }) => {
        handlers.open = handler;
      },
    });
    app.emit("web-contents-created", {}, contents);
    const isStopped = (event: string, details: object) => {
      const preventDefault = vi.fn();
      contents.emit(event, { ...details, preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    return { isStopped, open: (url: string) => handlers.open?.({ url }), openExternal };
  }

  it.each(["will-navigate", "will-redirect", "will-frame-navigate"])(
    "does not leave Steward's pages by %s",
    (event) => {
      const { isStopped } = lockedContents();
      for (const url of [
        "https://evil.example/",
        "file:///etc/passwd",
        "app://evil/",
        "javascript:1",
        "data:text/html,x",
      ]) {
        expect(isStopped(event, { url, isMainFrame: true })).toBe(true);
      }
      expect(isStopped(event, { url: "app://steward/", isMainFrame: true })).toBe(false);
    },
  );

  it("shows no page inside a page", () => {
    const { isStopped } = lockedContents();
    expect(isStopped("will-attach-webview", {})).toBe(true);
    expect(isStopped("will-frame-navigate", { url: "app://steward/", isMainFrame: false })).toBe(true);
  });

  it("opens no second window, and hands only known https sites to the browser", () => {
    const { open, openExternal } = lockedContents();
    for (const url of [
      "https://evil.example/",
      "app://steward/",
      "file:///C:/Windows/calc.exe",
      "https://docs.ed-fi.org/x",
    ]) {
      expect(open(url)).toEqual({ action: "deny" });
    }
    expect(openExternal.mock.calls).toEqual([["https://docs.ed-fi.org/x"]]);
  });

  it.each([
    "http://docs.ed-fi.org/",
    "https://docs.ed-fi.org.evil.example/",
    "https://docs.ed-fi.org@evil.example/",
    "https://someone@docs.ed-fi.org/",
    "https://docs.ed-fi.org:8443/",
    "https://docs.ed-fi.org:0/",
    "https://:secret@docs.ed-fi.org/",
    "https://docs.ed-fi.org./",
    "https://docs.ed-fi.org%00.evil.example/",
    // A letter of another script that looks alike.
    "https://docs.ed-f\u0456.org/",
    "https://xn--docs-ed-fi-org.example/",
    "https:evil.example",
    "javascript:alert(1)//https://docs.ed-fi.org/",
    "data:text/html,https://docs.ed-fi.org/",
    "vbscript:x",
    "file:///etc/passwd",
    "file://docs.ed-fi.org/share/x.exe",
    "smb://docs.ed-fi.org/share",
    "\\\\docs.ed-fi.org\\share\\x.exe",
    "C:\\Windows\\System32\\calc.exe",
    "mailto:someone@ed-fi.org",
    "ms-msdt:/id",
    "search-ms:query=x",
    "docs.ed-fi.org",
    "//docs.ed-fi.org/",
    "",
  ])("never hands this to the operating system: %s", (url) => {
    expect(externalAddress(url)).toBeUndefined();
  });

  it("hands an address on as it was understood", () => {
    expect(externalAddress('https://docs.ed-fi.org/x y?a="b"')).toBe(
      "https://docs.ed-fi.org/x%20y?a=%22b%22",
    );
    expect(externalAddress(" HTTPS://docs.ed-fi.\torg\\..\\x ")).toBe("https://docs.ed-fi.org/x");
  });

  it("grants no permission and lets no request leave", () => {
    const denied: { request?: unknown; check?: unknown; device?: unknown } = {};
    const request = vi.fn();
    const spelling = vi.fn();
    const keep = (name: keyof typeof denied) => (handler: unknown) => {
      denied[name] = handler;
    };
    lockSession({
      setPermissionRequestHandler: keep("request"),
      setPermissionCheckHandler: keep("check"),
      setDevicePermissionHandler: keep("device"),
      setSpellCheckerEnabled: spelling,
      webRequest: { onBeforeRequest: request },
    } as never);
    expect(spelling.mock.calls).toEqual([[false]]);
    const answer = vi.fn();
    (denied.request as (...all: unknown[]) => void)({}, "media", answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect((denied.check as () => boolean)()).toBe(false);
    expect((denied.device as () => boolean)()).toBe(false);

    const cancels = (url: string) => {
      const reply = vi.fn();
      request.mock.calls[0]?.[0]({ url }, reply);
      return reply.mock.calls[0]?.[0].cancel as boolean;
    };
    expect(
      ["https://evil.example/", "http://127.0.0.1/", "ws://127.0.0.1/", "file:///x"].map(cancels),
    ).toEqual([true, true, true, true]);
    const foreign = [
      "blob:https://evil.example/1",
      "data:text/html,x",
      "app://evil/",
      "filesystem:app://steward/x",
    ];
    expect(foreign.map(cancels)).toEqual(foreign.map(() => true));
    expect(
      ["app://steward/assets/page.js", "blob:app://steward/1", "data:image/png;base64,"].map(cancels),
    ).toEqual([false, false, false]);
  });

  it("knows its own addresses", () => {
    expect(isOwnAddress("app://steward/")).toBe(true);
    expect(isOwnAddress("app://steward/assets/page.js")).toBe(true);
    expect(isOwnAddress("APP://STEWARD/")).toBe(false);
  });
});
