import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { showProgress } from "../../electron/commands/progress.ts";
import { isNothing, nextStep, pushFigures, pushProgress } from "../../electron/commands/push-words.ts";
import { table } from "../../electron/commands/table.ts";
import { testStatus } from "../../electron/commands/test-steps.ts";
import { dateAndTime, duration, some, typed } from "../../electron/commands/words.ts";
import type { PushResult, RunProgress } from "../../shared/domain/run.ts";

describe("words", () => {
  test("count with separators, one and many", () => {
    expect([some(1, "record"), some(17_215, "record")]).toEqual(["1 record", "17,215 records"]);
  });

  test.each([
    [0.42, "0.4 s"],
    [40.4, "40 s"],
    [59.7, "1 min"],
    [124, "2 min 4 s"],
    [3_600 + 300, "1 h 5 min"],
  ])("say %d seconds as %s", (seconds, said) => {
    expect(duration(seconds)).toBe(said);
  });

  test("say a time as this machine's date and time of day", () => {
    const here = new Date(2026, 10, 22, 7, 5);
    expect(dateAndTime(here.toISOString())).toBe("2026-11-22 07:05");
  });

  test("put names with spaces in quotes", () => {
    expect([typed("State"), typed("State 2026")]).toEqual(["State", '"State 2026"']);
  });
});

describe("a table", () => {
  const columns = [{ title: "Cause", flexible: true }, { title: "Records" }];

  test("aligns text on the left, numbers on the right", () => {
    const rows = [
      ["one", 4],
      ["the other", 12_480],
    ];
    expect(table(columns, rows, 80).split("\n")).toEqual([
      "Cause      Records",
      "one              4",
      "the other   12,480",
    ]);
  });

  test("cuts what is flexible to the terminal's width, and nothing in a pipe", () => {
    const long = "a very long cause that does not fit at all";
    const narrow = table(columns, [[long, 4]], 30).split("\n");
    expect(narrow[1]).toBe("a very long cause th…        4");
    expect(table(columns, [[long, 4]], Number.POSITIVE_INFINITY)).toContain(long);
  });

  test("lets no text steer the terminal or break a line", () => {
    expect(table(columns, [["a\u001b[31m\nb", 1]], 80).split("\n")).toHaveLength(2);
    expect(table(columns, [["a\u001b[31m\nb", 1]], 80)).not.toContain("\u001b");
  });
});

const progress: RunProgress = {
  run: "r",
  connection: "c",
  phase: "sending",
  linesRead: 0,
  planned: 27_000,
  done: 13_500,
  accepted: 13_488,
  failed: 12,
  blocked: 0,
  waiting: 0,
  perSecond: 118.4,
  secondsLeft: 114,
  inFlight: 8,
  concurrency: 12,
  latencyMs: 40,
  sending: [{ resource: "/ed-fi/grades", planned: 27_000, done: 13_500 }],
};

describe("the progress of a push", () => {
  test("says how many, how fast, how long still, and how many at a time", () => {
    expect(pushProgress(progress)).toEqual({
      line: "sending grades, 13,500 of 27,000 · 118/s · 1 min 54 s left · 8 at a time · 12 refused",
      part: 0.5,
    });
  });

  test("says since when the API is down and how many records wait", () => {
    const downSince = new Date(2026, 10, 22, 10, 42).toISOString();
    expect(pushProgress({ ...progress, downSince }).line).toContain("API down since 10:42, 13,500 wait");
  });

  test("says how far reading is before anything is sent", () => {
    expect(pushProgress({ ...progress, phase: "reading", linesRead: 1_200 })).toEqual({
      line: "reading, 1,200 lines so far",
    });
  });
});

describe("progress without a terminal", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is one line every ten seconds, of the latest news, and none when there is no news", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const stderr = new PassThrough();
    const stop = new AbortController().signal;
    const display = await showProgress({ stdin: new PassThrough(), stdout: new PassThrough(), stderr, stop });
    for (const line of ["one", "two", "three"]) display.update({ line });
    expect(stderr.read()).toBeNull();
    vi.advanceTimersByTime(10_000);
    expect(String(stderr.read())).toBe("three\n");
    vi.advanceTimersByTime(10_000);
    expect(stderr.read()).toBeNull();
    display.end();
    display.update({ line: "four" });
    vi.advanceTimersByTime(10_000);
    expect(stderr.read()).toBeNull();
  });
});

const result: PushResult = {
  run: "r",
  connection: "c",
  state: "done",
  exitStatus: 0,
  planned: 0,
  sent: { created: 0, updated: 0, unchanged: 5, deleted: 0, keyChanged: 0 },
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  left: 0,
  rejected: 0,
  requests: 0,
  tokens: 0,
  seconds: 1,
  perSecond: 0,
  peakConcurrency: 0,
  causes: [],
};

describe("the summary of a push", () => {
  test("is nothing only when nothing was planned, refused, held, left or unreadable", () => {
    expect(isNothing(result)).toBe(true);
    for (const member of ["planned", "failed", "blocked", "waiting", "unknown", "left", "rejected"])
      expect(isNothing({ ...result, [member]: 1 })).toBe(false);
    expect(isNothing({ ...result, state: "stopped" })).toBe(false);
  });

  test("leaves out what is nought", () => {
    const text = pushFigures({ ...result, failed: 3 });
    expect(text).toContain("Refused");
    expect(text).not.toMatch(/Blocked|Waiting|Unknown|Deleted/);
  });

  test("says who mends the first cause and what that releases", () => {
    const first = { id: "c9", title: "t", records: 1, releases: 45_012, who: "source data" } as const;
    const said = nextStep({ ...result, failed: 1, causes: [first] }, "State 2026");
    expect(said).toContain("mend the first cause in the source data, that releases 45,012 records");
    expect(said).toContain(`'steward causes "State 2026" --cause c9'`);
  });

  test("tells why a push ended early and what is left", () => {
    const reason = "The server has not answered since 10:42.";
    const said = nextStep({ ...result, state: "stopped", reason, left: 8_112 }, "State");
    expect(said).toContain(reason);
    expect(said).toContain("8,112 records are left");
  });
});

describe("the exit status of a connection test", () => {
  test("is 0 when all is well, 4 when the server failed, 3 otherwise", () => {
    expect(testStatus([{ step: "address", ok: true }])).toBe(0);
    expect(testStatus([{ step: "discovery", ok: false, status: 503 }])).toBe(4);
    expect(testStatus([{ step: "token", ok: false, status: 401 }])).toBe(3);
    expect(testStatus([{ step: "tls", ok: false }])).toBe(3);
  });
});
