import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { askedFor } from "../../electron/desktop/arguments.ts";

const world = vi.hoisted(() => ({
  whenReady: async () => {},
  windows: [] as unknown[],
  commands: [] as unknown[],
}));
vi.mock("electron", () => ({ app: { setName: () => {}, exit: () => {} } }));
vi.mock("../../electron/desktop/desktop.ts", () => ({
  runDesktop: async (options: { home: string }) => {
    world.windows.push(options.home);
    await world.whenReady();
  },
}));
vi.mock("../../electron/commands/terminal.ts", () => ({ thisTerminal: () => "this terminal" }));
vi.mock("../../electron/commands/run.ts", () => ({
  runCli: async (...asked: unknown[]) => {
    world.commands.push(asked);
    return 3;
  },
}));

const { argv } = process;
const listeners = process.listeners("uncaughtException");
afterEach(() => {
  process.argv = argv;
  vi.resetModules();
  vi.restoreAllMocks();
  for (const listener of process.listeners("uncaughtException"))
    if (!listeners.includes(listener)) process.off("uncaughtException", listener);
});

describe("the installed executable", () => {
  it("has evaluated its entry point before Electron is ready: Electron is not ready any sooner", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steward-main-"));
    const ready = Promise.withResolvers<void>();
    world.whenReady = () => ready.promise;
    process.argv = ["Steward", "--home", folder];
    await import("../../electron/main.ts");
    ready.resolve();
    expect(world.windows).toEqual([folder]);
    expect(world.commands).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("runs a command line to its end, and ends with its status, without ever opening a window", async () => {
    world.windows.length = 0;
    const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
    process.argv = ["Steward", "--", "push", "State", "--json"];
    await import("../../electron/main.ts");
    expect(world.commands).toEqual([[["push", "State", "--json"], "this terminal"]]);
    expect(exit.mock.calls).toEqual([[3]]);
    expect(world.windows).toEqual([]);
  });
});

describe("what it is asked for", () => {
  const installed = (...words: string[]) => askedFor(["/opt/Steward/steward", ...words], false);
  const checkout = (...words: string[]) => askedFor(["/node_modules/electron", ...words], true);

  const shown = { kind: "window", home: undefined, credentials: "keychain", isHidden: false };

  it("is the window, on the data folder that is named, whatever switches Chromium gets", () => {
    const onData = { ...shown, home: "/data" };
    expect(installed()).toEqual(shown);
    expect(installed("--home", "/data")).toEqual(onData);
    expect(installed("--no-sandbox", "--home=/data", "--lang=de")).toEqual(onData);
    expect(checkout("--inspect=0", "/work/steward", "--home", "/data")).toEqual(onData);
    expect(checkout("/work/steward")).toEqual(shown);
    expect(installed("--home", "/data", "--hidden")).toEqual({ ...onData, isHidden: true });
    expect(installed("--credentials-from-env")).toEqual({ ...shown, credentials: "environment" });
  });

  it("is the window for a file that the system opens with it", () => {
    for (const file of ["/home/user/review.steward-review", "C:\\Users\\a\\x.steward-review", "review.json"])
      expect(installed(file)).toEqual({ ...shown, path: file });
    const address = pathToFileURL(resolve("a review.steward-review")).href;
    expect(installed(address)).toEqual({ ...shown, path: resolve("a review.steward-review") });
    for (const none of ["file://", "file:///%00", "file:///a%2fb"])
      expect(installed(none)).not.toHaveProperty("path", none);
  });

  it("is a command line for a word that names a command, for --help and --version, and behind --", () => {
    const told: string[][] = [
      ["push", "State"],
      ["--home", "/data", "first-sync", "State"],
      ["--help"],
      ["--version"],
    ];
    for (const words of told) expect(installed(...words)).toEqual({ kind: "command", argv: words });
    // As an AppImage starts it where there is no sandbox.
    expect(installed("--no-sandbox", "push", "State")).toEqual({ kind: "command", argv: ["push", "State"] });
    expect(checkout("/work/steward", "push", "State")).toEqual({ kind: "command", argv: ["push", "State"] });
    const words = [
      "connection",
      "add",
      "State",
      "--url",
      "https://api.example.org/v7.3/api",
      "--tenant",
      "a",
    ];
    expect(installed("--no-sandbox", "--", ...words)).toEqual({ kind: "command", argv: words });
  });
});
