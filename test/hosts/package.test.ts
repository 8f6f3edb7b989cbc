import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuses } from "../../build/after-pack.ts";
import { bundle, isBundleStale } from "../../build/bundle.ts";
import { makeIcons } from "../../build/icons.ts";
import {
  asarCode,
  configurationCode,
  makeFakeElectron,
  packedFor,
  packWith,
  readConfiguration,
  root,
} from "./electron-builder.ts";

const folder = mkdtempSync(join(tmpdir(), "steward-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe("the configuration of the installers", () => {
  const log = { isEnabled: false };

  it("is accepted by electron-builder's own rules, which refuse what they do not know", async () => {
    const configuration = await readConfiguration();
    await configurationCode.validateConfiguration(configuration, log);
    const misspelt = { ...configuration, nsis: { ...configuration.nsis, oneclick: false } };
    await expect(configurationCode.validateConfiguration(misspelt, log)).rejects.toThrow(
      "configuration.nsis should be",
    );
  });

  it("makes installers for one person and for whole offices, on three systems, and publishes nothing", async () => {
    const { win, nsis, msi, mac, linux, publish } = await readConfiguration();
    const targets = (of: typeof win | typeof mac | typeof linux) =>
      ((of?.target ?? []) as { target: string; arch: string[] }[]).map(({ target, arch }) => [
        target,
        ...arch,
      ]);
    expect(targets(win)).toEqual([
      ["nsis", "x64", "arm64"],
      ["msi", "x64"],
    ]);
    expect(targets(mac)).toEqual([
      ["dmg", "arm64", "x64"],
      ["zip", "arm64", "x64"],
    ]);
    expect(targets(linux)).toEqual([
      ["AppImage", "x64", "arm64"],
      ["deb", "x64", "arm64"],
    ]);
    expect(nsis).toMatchObject({ perMachine: false, allowElevation: false });
    expect(msi).toMatchObject({ perMachine: true });
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    expect(publish).toBeNull();
  });

  it("asks for libsecret on Debian, without which there is no keychain", async () => {
    expect((await readConfiguration()).deb?.depends).toContain("libsecret-1-0");
  });

  it("leaves Chromium its sandbox on Linux, in every package", async () => {
    const { linux, deb, appImage } = await readConfiguration();
    // electron-builder puts --no-sandbox there for an AppImage that says nothing.
    expect(appImage?.executableArgs).toEqual([]);
    expect([linux?.executableArgs, deb?.executableArgs]).toEqual([undefined, undefined]);
  });

  it("gives macOS's hardened runtime one right, and no more", () => {
    const keys = readFileSync(join(root, "build/entitlements.plist"), "utf8").match(/<key>[^<]*<\/key>/g);
    expect(keys).toEqual(["<key>com.apple.security.cs.allow-jit</key>"]);
  });

  it("names no file that is not there, and no icon that is not made", async () => {
    const { win, mac, linux, afterPack } = await readConfiguration();
    const [extra] = (win?.extraFiles ?? []) as { from: string }[];
    for (const file of [extra?.from, mac?.entitlements, mac?.entitlementsInherit, afterPack])
      expect(existsSync(join(root, String(file))), String(file)).toBe(true);
    const icons = join(folder, "icons");
    makeIcons(icons);
    const made = globSync("*", { cwd: icons });
    expect([win?.icon, mac?.icon]).toEqual(["build/icons/icon.ico", "build/icons/icon.icns"]);
    expect(made).toEqual(expect.arrayContaining(["icon.ico", "icon.icns", "icon.png"]));
    expect(linux?.icon).toBe("build/icons");
    expect(made).toEqual(expect.arrayContaining(["16x16.png", "48x48.png", "256x256.png", "512x512.png"]));
  });
});

describe("the files of a package", () => {
  const systems = [
    ["win", "x64", "win32-x64"],
    ["win", "arm64", "win32-arm64"],
    ["mac", "x64", "darwin-x64"],
    ["mac", "arm64", "darwin-arm64"],
    ["linux", "x64", "linux-x64"],
    ["linux", "arm64", "linux-arm64"],
  ] as const;

  it.each(systems)(
    "for %s %s hold one binary of each library with native code",
    async (system, arch, name) => {
      const isPacked = await packedFor(system, arch);
      const binaries = globSync("node_modules/{better-sqlite3,keytar}/**/*.node", { cwd: root })
        .map((file) => file.replaceAll("\\", "/"))
        .filter(isPacked);
      expect(binaries.sort()).toEqual([
        `node_modules/better-sqlite3/prebuilds/${name}.node`,
        `node_modules/keytar/prebuilds/${name}/keytar.node`,
      ]);
    },
  );

  it("hold nothing of what makes and tests Steward", async () => {
    const isPacked = await packedFor("linux", "x64");
    const others = [
      ...globSync(["{electron,renderer,shared,test,build,.ci,.github}/**/*", "*.{md,yml}", "*lock.json"], {
        cwd: root,
      }),
      ...[
        "node_modules/vitest/package.json",
        "node_modules/react/index.js",
        "node_modules/electron/index.js",
      ],
      ...["dist/main.js.map", "dist/built.txt", ".npmrc", "tsconfig.json", ".env", "release/x.exe"],
    ];
    expect(others.length).toBeGreaterThan(1000);
    expect(others.filter(isPacked)).toEqual([]);
    expect(
      ["dist/main.js", "dist/renderer/index.html", "package.json", "LICENSE"].filter(isPacked),
    ).toHaveLength(4);
  });
});

/** Electron's names, and nothing behind them: a command line uses none. */
const standsInForElectron = `import { registerHooks } from "node:module";
const names = "BrowserWindow Menu Notification Tray clipboard dialog ipcMain nativeImage nativeTheme net powerMonitor powerSaveBlocker protocol screen session shell systemPreferences".split(" ");
const source = "export const app = { setName() {} }; export default {};" + names.map((name) => "export const " + name + " = undefined;").join("");
const url = "data:text/javascript," + encodeURIComponent(source);
registerHooks({ resolve: (name, context, next) => (name === "electron" ? { url, shortCircuit: true } : next(name, context)) });
`;

/** What does something as soon as it is loaded. */
const entryPoints = ["main.js", "cli.js", "web.js", "core-worker.js"];

const notHere = process.platform === "linux" ? "" : " (skipped: a package of Linux is packed on Linux)";

describe.skipIf(notHere !== "")(`a package with a fake Electron${notHere}`, () => {
  let packed: string;
  let archive: string;
  beforeAll(async () => {
    if (isBundleStale()) await bundle();
    const fake = join(folder, "electron");
    makeFakeElectron(fake);
    packed = await packWith(fake, join(folder, "release"));
    archive = join(packed, "resources", "app.asar");
  });

  it("holds what runs, and each licence", () => {
    const files = asarCode.listPackage(archive, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
    for (const name of [
      "main.js",
      "cli.js",
      "core-worker.js",
      "preload.cjs",
      "licences.txt",
      "renderer/index.html",
    ])
      expect(files).toContain(`/dist/${name}`);
    for (const name of ["tray.png", "tray@2x.png", "trayTemplate.png", "trayTemplate@2x.png"])
      expect(files).toContain(`/dist/icons/${name}`);
    expect(files).toContain("/LICENSE");
    expect(existsSync(join(packed, "LICENSE.electron.txt"))).toBe(true);
    const wrong = /\.(map|ts|tsx|md|cpp|gyp)$|\/tests?\/|\.(test|spec)\.|\.github/;
    expect(files.filter((file) => wrong.test(file)).filter((file) => !file.endsWith("/LICENSE.md"))).toEqual(
      [],
    );
    const modules = new Set(files.flatMap((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1] ?? []));
    expect([...modules].sort()).toEqual(["better-sqlite3", "keytar"]);
  });

  it("leaves beside its archive only what the operating system has to load", () => {
    expect(
      globSync("**/*.*", { cwd: `${archive}.unpacked` })
        .map((file) => file.replaceAll("\\", "/"))
        .sort(),
    ).toEqual([
      "node_modules/better-sqlite3/prebuilds/linux-x64.node",
      "node_modules/keytar/prebuilds/linux-x64/keytar.node",
    ]);
  });

  it("has its fuses set, and those that nobody spoke of as they came", async () => {
    const { version, ...wire } = await getCurrentFuseWire(join(packed, "steward"));
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0) === "1";
    expect(version).toBe("1");
    for (const [fuse, wanted] of Object.entries(fuses))
      expect(isOn(Number(fuse)), FuseV1Options[Number(fuse)]).toBe(wanted);
    expect(fuses[FuseV1Options.RunAsNode]).toBe(false);
    expect(Object.keys(wire)).toHaveLength(9);
    expect(readFileSync(join(packed, "steward"), "latin1")).toMatch(/010011000 the end$/);
  });

  it("runs its command line, its database and its keychain with nothing but what is in it", () => {
    const alone = mkdtempSync(join(folder, "alone-"));
    asarCode.extractAll(archive, alone);
    cpSync(`${archive}.unpacked`, alone, { recursive: true });
    const stand = join(folder, "stand-in.mjs");
    writeFileSync(stand, standsInForElectron);
    const run = (...words: string[]) =>
      spawnSync(
        process.execPath,
        ["--import", pathToFileURL(stand).href, join(alone, "dist", "main.js"), "--", ...words],
        {
          cwd: folder,
          encoding: "utf8",
          env: {
            ...process.env,
            STEWARD_HOME: join(folder, "home"),
            DBUS_SESSION_BUS_ADDRESS: "unix:path=/none",
          },
        },
      );
    const parts = globSync("*.js", { cwd: join(alone, "dist") }).filter(
      (file) => !entryPoints.includes(file),
    );
    const imports = parts.map(
      (file) => `await import(${JSON.stringify(pathToFileURL(join(alone, "dist", file)).href)});`,
    );
    writeFileSync(join(folder, "all.mjs"), imports.join("\n"));
    const all = spawnSync(
      process.execPath,
      ["--import", pathToFileURL(stand).href, join(folder, "all.mjs")],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect(all, "each part finds what it imports").toMatchObject({ status: 0, stderr: "" });
    expect(parts.length).toBeGreaterThan(20);
    const version = run("--version");
    expect(version).toMatchObject({ status: 0, stderr: "", stdout: "0.1.0\n" });
    const doctor = run("doctor", "--json");
    expect(doctor.stderr).toBe("");
    const { checks } = JSON.parse(doctor.stdout) as {
      checks: { name: string; ok: boolean; advice?: string }[];
    };
    expect(checks).toContainEqual(expect.objectContaining({ name: "database", ok: true }));
    // It is loaded, and says that it has no session to speak to.
    expect(checks.find(({ name }) => name === "credentials")?.advice).toContain("D-Bus");
  });
});
