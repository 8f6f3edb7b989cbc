import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { windowOptions } from "../../electron/desktop/window.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What no door can be tried for: that there is no other one. */
const files = globSync("{electron,renderer,shared}/**/*.{ts,tsx}", { cwd: root }).map((file) => ({
  file: file.replaceAll("\\", "/"),
  code: readFileSync(join(root, file), "utf8"),
}));

const using = (words: RegExp) => files.filter(({ code }) => words.test(code)).map(({ file }) => file);

describe("there is one way", () => {
  it.each([
    ["to a window", /\bnew (BrowserWindow|BaseWindow|WebContentsView)\(/, ["electron/desktop/desktop.ts"]],
    ["from the page to Electron", /\bipcRenderer\b/, ["electron/preload.ts"]],
    ["for what the page asks", /\bipcMain\.(handle|on)\b/, ["electron/desktop/ipc.ts"]],
    [
      "to the person's browser, from the window",
      /\bshell\.open(External|Path)\(/,
      ["electron/desktop/security.ts"],
    ],
    ["into the page's world", /\bexposeInMainWorld\(/, ["electron/preload.ts"]],
    ["to meet --no-sandbox: it is left out", /no-sandbox/, ["electron/desktop/arguments.ts"]],
    ["for a page to be loaded", /\bprotocol\.handle\(/, ["electron/desktop/protocol.ts"]],
  ])("%s", (_, words, only) => {
    expect(using(words)).toEqual(only);
  });
});

describe("there is no", () => {
  it.each([
    ["page from a file or the net", /\.loadFile\(|loadURL\((?!appAddress|`\$\{appAddress\})/],
    ["code that is put into a page", /executeJavaScript|insertCSS|webFrame\b/],
    ["remote module", /@electron\/remote|enableRemoteModule/],
    [
      "setting that weakens a page",
      /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups/i,
    ],
    ["switch that weakens Chromium", /disable-web-security|ignore-certificate-errors|appendSwitch/],
    [
      "certificate that is not looked at",
      /setCertificateVerifyProc|certificate-error|rejectUnauthorized: false/,
    ],
    ["markup out of data", /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML =|document\.write/],
    ["code out of data", /\beval\(|new Function\(/],
    ["frame and no embedded page", /<(webview|iframe|embed)\b/],
  ])("%s", (_, words) => {
    expect(using(words)).toEqual([]);
  });
});

it("the window has the settings that are named, and no other", () => {
  expect(windowOptions("dist", {}, false).webPreferences).toEqual({
    preload: join("dist", "preload.cjs"),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
  });
});

it("Electron is no older than when this was written, and takes what mends it", () => {
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8"));
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(devDependencies.electron).toMatch(/^\^/);
  expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(45);
});
