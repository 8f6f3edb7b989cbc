import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const schedule = (...argv: string[]) => ["schedule", "State", ...argv, "--home", home];
const everyTen = { timing: { kind: "every" as const, minutes: 10 }, timeZone: "America/Chicago" };

/** What the command asked the core for. */
async function asked(...argv: string[]) {
  const core = fakeCore();
  const { status } = await runHere(schedule(...argv), { core });
  expect(status).toBe(0);
  return core.asked;
}

describe("schedule", () => {
  test("sets an interval, with its zone, quiet hours and size", async () => {
    const size = ["--packet", "5000", "--packet-bytes", "2000000"];
    const more = ["--zone", "America/Chicago", "--quiet", "07:30-16:00", ...size];
    expect(await asked("--every", "10m", ...more)).toEqual([
      {
        name: "schedule.set",
        input: {
          connection: "State",
          schedule: {
            ...everyTen,
            quiet: { from: "07:30", to: "16:00" },
            packet: 5000,
            packetBytes: 2_000_000,
          },
        },
      },
    ]);
  });

  test("sets a cron pattern, in this machine's time zone unless another is named", async () => {
    expect(await asked("--at", "30 2 * * 1-5")).toEqual([
      {
        name: "schedule.set",
        input: { connection: "State", schedule: { timing: { kind: "at", cron: "30 2 * * 1-5" } } },
      },
    ]);
  });

  test("follows changes of the folders, with quiet hours", async () => {
    expect(await asked("--on-change", "--quiet", "07:30-16:00")).toEqual([
      {
        name: "schedule.set",
        input: {
          connection: "State",
          schedule: { timing: { kind: "changes" }, quiet: { from: "07:30", to: "16:00" } },
        },
      },
    ]);
    const shown = { schedule: { timing: { kind: "changes" as const }, timeZone: "America/Chicago" } };
    const { stdout } = await runHere(schedule(), { core: fakeCore({ schedule: shown }) });
    expect(stdout).toContain("A batch whenever the folders have changed (America/Chicago).");
  });

  test("sends everything once more at times of its own, where it is told to", async () => {
    const [{ input } = {}] = await asked("--every", "10m", "--resync", "0 2 * * 0", "--resync-force");
    expect(input).toMatchObject({ schedule: { resync: { cron: "0 2 * * 0", force: true } } });
    const shown = {
      schedule: { ...everyTen, resync: { cron: "0 2 * * 0", force: false } },
      nextResync: "2026-11-22T08:00:00.000Z",
    };
    const { stdout } = await runHere(schedule(), { core: fakeCore({ schedule: shown }) });
    expect(stdout).toContain('What was not accepted is sent again at "0 2 * * 0", next 2026-11-22');
  });

  test("is taken away, paused, resumed and shown", async () => {
    expect(await asked("--off")).toEqual([
      { name: "schedule.set", input: { connection: "State", schedule: null } },
    ]);
    expect(await asked("--pause")).toEqual([{ name: "schedule.pause", input: { connection: "State" } }]);
    expect(await asked("--resume")).toEqual([{ name: "schedule.resume", input: { connection: "State" } }]);
    expect(await asked()).toEqual([{ name: "schedule.show", input: { connection: "State" } }]);
  });

  test.each([
    [["--every", "2m"], "--every takes minutes"],
    [["--every", "2h"], "--every takes minutes"],
    [["--every", "10m", "--at", "0 2 * * *"], "Choose one of"],
    [["--off", "--pause"], "Choose one of"],
    [["--on-change", "--every", "10m"], "Choose one of"],
    [["--quiet", "22:00-06:00"], "go with --every, --at or --on-change"],
    [["--resync", "0 2 * * 0"], "go with --every, --at or --on-change"],
    [["--every", "10m", "--resync-force"], "goes with --resync"],
    [["--every", "10m", "--quiet", "at night"], "--quiet takes two times of day"],
  ])("refuses %j before anything is asked", async (argv, said) => {
    const core = fakeCore();
    const { status, stderr } = await runHere(schedule(...argv), { core });
    expect([status, core.asked]).toEqual([2, []]);
    expect(stderr).toContain(said);
  });

  test("says when the next batch is sent, and that somebody has to keep the schedule", async () => {
    const next = "2026-11-22T10:50:00.000Z";
    const shown = { schedule: everyTen, next, waits: "time" as const };
    const { stdout } = await runHere(schedule(), { core: fakeCore({ schedule: shown }) });
    expect(stdout).toContain("A batch every 10 minutes (America/Chicago).");
    expect(stdout).toContain("Next batch ");
    expect(stdout).toContain("'steward serve'");
    const json = await runHere([...schedule(), "--json"], { core: fakeCore({ schedule: shown }) });
    expect(JSON.parse(json.stdout)).toEqual({ connection: "one", kept: false, ...shown });
  });

  test("says that a connection is paused, and what ends that", async () => {
    const { stdout } = await runHere(schedule("--pause"), { core: fakeCore() });
    expect(stdout).toContain("No schedule");
    expect(stdout).toContain("'steward schedule State --resume'");
  });
});
