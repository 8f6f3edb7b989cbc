import { describe, expect, it } from "vitest";
import { planClose } from "../../electron/desktop/closing.ts";
import type { MenuEntry } from "../../electron/desktop/deeds.ts";
import { planMenu } from "../../electron/desktop/menu-plan.ts";
import { planBar } from "../../electron/desktop/progress-plan.ts";
import { type ConnectionStanding, standingWords, worksAlone } from "../../electron/desktop/standing.ts";
import { hasTrayPlace } from "../../electron/desktop/tray-place.ts";
import { planTray } from "../../electron/desktop/tray-plan.ts";
import { patterns } from "../../renderer/routes.ts";
import type { RunProgress } from "../../shared/domain/run.ts";
import { progressAt, startedRun } from "../hosts/fake-world.ts";

const connection = (more: Partial<ConnectionStanding> = {}): ConnectionStanding => ({
  id: "c-1",
  name: "State",
  causes: 0,
  isFirst: false,
  isPaused: false,
  hasSchedule: false,
  isSending: false,
  hasFailed: false,
  ...more,
});
const sending = (more: Partial<RunProgress> = {}, id = "c-1") =>
  connection({ id, isSending: true, progress: { ...progressAt(startedRun(id, 1), 0), ...more } });

const all = (entries: readonly MenuEntry[]): MenuEntry[] =>
  entries.flatMap((entry) => [entry, ...all(entry.items ?? [])]);
const labels = (entries: readonly MenuEntry[]) => all(entries).flatMap(({ label }) => label ?? []);
const roles = (entries: readonly MenuEntry[]) => all(entries).flatMap(({ role }) => role ?? []);

const platforms = ["win32", "darwin", "linux"] as const;
const menuOn = (platform: NodeJS.Platform, standing = [connection()], isPackaged = true) =>
  planMenu({ platform, isPackaged, standing });

describe.each(platforms)("the menu on %s", (platform) => {
  const entries = menuOn(platform);

  it("leads to pages that there are, each of the sidebar by its number", () => {
    const places = all(entries).flatMap(({ deed }) => (deed?.do === "go" ? deed.place : []));
    expect(places.length).toBeGreaterThan(8);
    for (const place of places) {
      const known = Object.values(patterns).some((pattern) => {
        const parts = pattern.split("/").map((part) => part.replace(/^:.*\?$/, "[^/]*"));
        return new RegExp(`^${parts.join("/").replaceAll("/[^/]*", "(/[^/]*)?")}$`).test(place);
      });
      expect([place, known]).toEqual([place, true]);
    }
    const numbered = all(entries).filter(({ accelerator }) => /\+\d$/.test(accelerator ?? ""));
    expect(numbered.map(({ label }) => label)).toEqual([
      "Overview",
      "Causes",
      "Sync",
      "Records",
      "Connections",
      "Journal",
      "Settings",
    ]);
  });

  it("has no shortcut twice, and none that a field of text has a use for", () => {
    const keys = all(entries).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const ofText =
      /^(CommandOrControl|Command|Control)\+(Shift\+)?([ACVXZYBIUE]|Left|Right|Up|Down|Backspace|Enter|Home|End)$/;
    const ofWords = platform === "darwin" ? /^(Alt|Option)\+/ : /^$/;
    expect(keys.filter((key) => ofText.test(key) || ofWords.test(key))).toEqual([]);
    for (const role of ["undo", "redo", "cut", "copy", "paste", "selectAll"])
      expect(roles(entries)).toContain(role);
  });

  it("offers what only builders of Steward need where it is not packaged, and not where it is", () => {
    expect(roles(menuOn(platform, [connection()], false))).toEqual(
      expect.arrayContaining(["reload", "toggleDevTools"]),
    );
    for (const role of ["reload", "forceReload", "toggleDevTools"])
      expect(roles(entries)).not.toContain(role);
  });

  it("has quit, settings and about once each, where the system has them", () => {
    const first = entries[0]?.items ?? [];
    expect(roles(entries).filter((role) => role === "quit")).toHaveLength(1);
    expect(
      labels(entries).filter((label) => label === "Settings…" || label === "About Steward"),
    ).toHaveLength(2);
    expect(labels(first).includes("About Steward")).toBe(platform === "darwin");
    const letters = entries.flatMap(({ label }) => /&(.)/.exec(label ?? "")?.[1] ?? []);
    expect(letters).toHaveLength(platform === "darwin" ? 0 : 6);
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe("Check without sending", () => {
  const find = (standing: ConnectionStanding[], label: string) =>
    all(menuOn("win32", standing)).find((entry) => entry.label === label);

  it("is offered for one and for each of several, by a shortcut, and not while it is sent", () => {
    const accelerator = "CommandOrControl+Shift+K";
    const deed = { do: "check", connections: ["c-1"] };
    expect(find([connection()], "Check without sending")).toMatchObject({ enabled: true, accelerator, deed });
    expect(find([sending()], "Check without sending (sending)")).toMatchObject({ enabled: false });
    expect(find([], "Check without sending")).toMatchObject({ enabled: false });
    const several = [
      connection({ isFirst: true }),
      connection({ id: "c-2", name: "Hub" }),
      sending({}, "c-3"),
    ];
    const menu = find(several, "Check without sending");
    expect(menu?.items?.[0]).toMatchObject({
      label: "All connections",
      accelerator,
      deed: { do: "check", connections: ["c-1", "c-2"] },
    });
    expect(menu?.items?.map(({ label }) => label)).toContain("Hub");
  });
});

describe("Send now", () => {
  const sendMenu = (standing: ConnectionStanding[]) => all(menuOn("win32", standing));
  const find = (standing: ConnectionStanding[], label: string) =>
    sendMenu(standing).find((entry) => entry.label === label);

  it("is one entry for one connection, and one for each and for all of several", () => {
    expect(find([connection()], "Send now")).toMatchObject({
      enabled: true,
      accelerator: "CommandOrControl+Shift+S",
      deed: { do: "send", connections: ["c-1"] },
    });
    const two = [
      connection(),
      connection({ id: "c-2", name: "R&D hub" }),
      connection({ id: "c-3", isPaused: true }),
    ];
    expect(find(two, "To all connections")?.deed).toEqual({ do: "send", connections: ["c-1", "c-2"] });
    expect(find(two, "R&&D hub")?.deed).toEqual({ do: "send", connections: ["c-2"] });
    expect(find(two, "State (paused)")).toMatchObject({ enabled: false });
  });

  it("leads a new connection to its stages, and sends nothing twice, nor where there is none", () => {
    expect(find([connection({ isFirst: true })], "First sync…")?.deed).toEqual({
      do: "go",
      place: "/sync/c-1",
    });
    expect(find([sending()], "Send now (sending)")).toMatchObject({ enabled: false });
    expect(find([], "Send now")).toMatchObject({ enabled: false });
    expect(planMenu({ platform: "linux", isPackaged: true, standing: undefined })).toBeDefined();
  });
});

describe("what the tray says", () => {
  it.each([
    [undefined, "Starting"],
    [[], "No connection yet"],
    [[connection()], "In step"],
    [[connection({ causes: 1 })], "1 cause needs you"],
    [[connection({ causes: 2 }), connection({ causes: 1000 })], "1,002 causes need you"],
    [[connection({ isPaused: true, causes: 3 })], "Paused"],
    [[connection({ isPaused: true }), connection()], "In step, 1 of 2 connections paused"],
    [[connection({ isSending: true })], "Starting to send"],
    [[sending({ phase: "reading" })], "Reading files"],
    [[sending({ planned: 27_000, done: 12_480 })], "Sending grades: 12,480 of 27,000"],
    [[sending({ planned: 9, done: 1 }), connection()], "Sending grades to State: 1 of 9"],
    [
      [sending({ planned: 100, done: 50 }), sending({ planned: 300, done: 50 }, "c-2")],
      "Sending to 2 connections: 25 %",
    ],
    [[sending({ downSince: "2026-11-24T10:42:00Z" })], "The server does not answer"],
  ])("is true: %#", (standing, words) => {
    expect(standingWords(standing)).toBe(words);
    expect(planTray(standing).menu[0]).toMatchObject({ label: words, enabled: false });
  });

  it("is cut where Windows would cut it, and its menu offers what can be done", () => {
    const long = connection({ name: "A".repeat(200), isSending: true });
    expect(planTray([long, connection()]).tooltip).toHaveLength(127);
    const offered = labels(planTray([connection({ isPaused: true }), connection({ id: "c-2" })]).menu);
    expect(offered).toEqual(
      expect.arrayContaining(["Pause all sending", "Resume all sending", "Quit Steward"]),
    );
    expect(labels(planTray([connection()]).menu)).not.toContain("Resume sending");
  });
});

describe("the bar", () => {
  it.each([
    ["nothing", undefined, [-1, "none"]],
    ["what rests", [connection({ causes: 3 })], [-1, "none"]],
    ["what has begun", [connection({ isSending: true })], [2, "indeterminate"]],
    ["half of it", [sending({ planned: 10, done: 5 })], [0.5, "normal"]],
    ["a server that is away", [sending({ planned: 10, done: 5, downSince: "x" })], [0.5, "paused"]],
    [
      "a pause in the middle",
      [{ ...sending({ planned: 10, done: 5 }), isSending: false, isPaused: true }],
      [0.5, "paused"],
    ],
    ["an early end", [connection({ hasFailed: true })], [1, "error"]],
    [
      "a push beside an early end",
      [connection({ hasFailed: true }), sending({ planned: 4, done: 1 })],
      [0.25, "normal"],
    ],
  ] as const)("shows %s", (_, standing, [value, mode]) => {
    expect(planBar(standing)).toEqual({ value, mode });
  });
});

describe("closing", () => {
  const usual = {
    platform: "win32" as const,
    isQuitting: false,
    hasTray: true,
    keepSending: true,
    worksAlone: true,
    toldOfHiding: false,
  };

  it.each([
    ["hides and is told", {}, { hide: true, tell: true }],
    ["is told once", { toldOfHiding: true }, { hide: true, tell: false }],
    ["ends where nothing goes on", { worksAlone: false }, { hide: false, tell: false }],
    ["ends where it is set so", { keepSending: false }, { hide: false, tell: false }],
    ["ends where there is no tray", { hasTray: false }, { hide: false, tell: false }],
    ["ends when quitting", { isQuitting: true }, { hide: false, tell: false }],
    [
      "stays on a Mac, whatever goes on",
      { platform: "darwin", worksAlone: false },
      { hide: true, tell: false },
    ],
    [
      "ends on a Mac, too, where it is set so",
      { platform: "darwin", keepSending: false },
      { hide: false, tell: false },
    ],
  ] as const)("%s", (_, given, plan) => {
    expect(planClose({ ...usual, ...given })).toEqual(plan);
  });

  it("goes on by a schedule that is not paused, and by what is sent", () => {
    expect(worksAlone([connection({ hasSchedule: true })])).toBe(true);
    expect(worksAlone([connection({ hasSchedule: true, isPaused: true })])).toBe(false);
    expect(worksAlone([sending()])).toBe(true);
    expect(worksAlone([connection()])).toBe(false);
    expect(worksAlone(undefined)).toBe(false);
  });
});

describe("a place for the tray", () => {
  it("is there on Windows and on a Mac; on Linux the desktop is asked, and silence means none", async () => {
    const never = async () => {
      throw new Error("Nobody is to be asked.");
    };
    expect(await hasTrayPlace("win32", never)).toBe(true);
    expect(await hasTrayPlace("darwin", never)).toBe(true);
    expect(await hasTrayPlace("linux", async () => "method return\n   boolean true\n")).toBe(true);
    expect(await hasTrayPlace("linux", async () => "method return\n   boolean false\n")).toBe(false);
    expect(await hasTrayPlace("linux", never)).toBe(false);
  });
});
