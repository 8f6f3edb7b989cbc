import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { ConnectionWatch } from "../../electron/core/watch/connection-watch.ts";
import { lookAt } from "../../electron/core/watch/look.ts";
import { listenToFolder } from "../../electron/core/watch/movements.ts";
import { AppError } from "../../shared/errors.ts";
import { handClock } from "./hand-clock.ts";
import { atEnd, ownFolder, setUp, student, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { submissions } from "./submitting.ts";

const records = /^(students|schools)(\.jsonl|\/[^/]+\.jsonl)$/;
const files = { holds: (path: string) => records.test(path), follow: (path: string) => path === "students" };

describe("a look at folders", () => {
  test("shows size and time of the files that hold records, and of nothing else", async () => {
    const folder = ownFolder();
    write(folder, { "students.jsonl": [{}], "schools/1.jsonl": [{}], "notes.txt": ["x"] });
    const before = await lookAt([folder], files);
    expect(before?.split("\n").map((line) => line.split(" ").slice(0, 2))).toEqual([
      ["schools/1.jsonl", "3"],
      ["students.jsonl", "3"],
    ]);
    write(folder, { "notes.txt": ["another"], "students.jsonl.tmp": ["half of it"] });
    expect(await lookAt([folder], files)).toBe(before);
    appendFileSync(join(folder, "students.jsonl"), "{}\n");
    expect(await lookAt([folder], files)).not.toBe(before);
  });

  test("sees nothing where a folder is missing, is a file, or has suddenly no file any more", async () => {
    const folder = ownFolder();
    write(folder, { "a/students.jsonl": [{}], "file.txt": ["x"] });
    mkdirSync(join(folder, "empty"));
    const place = (name: string) => join(folder, name);
    expect(await lookAt([place("a")], files)).toBeDefined();
    for (const other of ["missing", "empty", "file.txt"])
      expect(await lookAt([place("a"), place(other)], files)).toBeUndefined();
  });

  test("follows links as the reading does, and never in circles", async () => {
    const folder = ownFolder();
    write(folder, { "far/1.jsonl": [{}], "near/schools.jsonl": [{}] });
    symlinkSync(join(folder, "far"), join(folder, "near", "students"));
    symlinkSync(join(folder, "near"), join(folder, "far", "circle"));
    symlinkSync(join(folder, "nowhere"), join(folder, "near", "schools"));
    const look = await lookAt([join(folder, "near")], files);
    expect(look?.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "schools.jsonl",
      "students/1.jsonl",
    ]);
  });
});

test("a movement in a folder is told where the system tells it, and a missing folder is no reason to fail", async () => {
  const folder = ownFolder();
  await new Promise<void>((resolve) => {
    atEnd(listenToFolder(folder, resolve));
    writeFileSync(join(folder, "students.jsonl"), "{}\n");
  });
  expect(() => listenToFolder(join(folder, "missing"), () => {})()).not.toThrow();
});

describe("the watch over a connection's folders", () => {
  /** A watch over a small folder, by a clock of the test's own; it hears of movements when the test says so. */
  function watching(readIt: () => Promise<void> = async () => {}) {
    const folder = ownFolder();
    const time = handClock("2026-11-23T15:00:00Z");
    const read = vi.fn(readIt);
    const moved: (() => void)[] = [];
    let isBusy = false;
    const put = (text: string) => writeFileSync(join(folder, "students.jsonl"), text);
    put("{}\n");
    const watch = new ConnectionWatch({
      clock: time.clock,
      folders: [folder],
      files,
      listen: (_, call) => {
        moved.push(call);
        return () => void moved.splice(moved.indexOf(call), 1);
      },
      isBusy: () => isBusy,
      read,
      reportBug: (bug) => {
        throw bug;
      },
    });
    atEnd(() => watch.end());
    /** Lets so many looks happen, each when it is due. */
    const look = async (times: number) => {
      for (let done = 0; done < times; done++) await time.pass(time.next());
    };
    const occupy = (busy: boolean) => {
      isBusy = busy;
    };
    return { folder, read, put, look, moved, watch, occupy, next: time.next };
  }

  test("has them read at first, and again when a change has settled, once", async () => {
    const { read, put, look } = watching();
    await look(4);
    expect(read).toHaveBeenCalledTimes(1);
    put("{}\n{}\n");
    await look(1);
    expect(read).toHaveBeenCalledTimes(1);
    await look(5);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("never has a half-written file read", async () => {
    const { read, put, look } = watching();
    await look(3);
    for (const length of [2, 3, 4, 5]) {
      put("{}\n".repeat(length));
      await look(1);
    }
    expect(read).toHaveBeenCalledTimes(1);
    await look(1);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("sees a file that was replaced by renaming another one", async () => {
    const { folder, read, look } = watching();
    await look(3);
    writeFileSync(join(folder, "new.tmp"), "{}\n{}\n");
    renameSync(join(folder, "new.tmp"), join(folder, "students.jsonl"));
    await look(3);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("does not take a folder that vanished for records that are gone, and hears of it again when it is back", async () => {
    const { folder, read, put, look, moved } = watching();
    await look(3);
    expect(moved).toHaveLength(1);
    rmSync(folder, { recursive: true });
    await look(5);
    expect([read.mock.calls.length, moved.length]).toEqual([1, 0]);
    // First without its files, as a drive that is just being connected.
    mkdirSync(folder);
    await look(5);
    expect(read).toHaveBeenCalledTimes(1);
    put("{}\n{}\n{}\n");
    await look(3);
    expect([read.mock.calls.length, moved.length]).toEqual([2, 1]);
  });

  test("looks at once where the system tells of a movement", async () => {
    const { look, moved, next } = watching();
    await look(3);
    expect(next()).toBeGreaterThanOrEqual(2000);
    moved[0]?.();
    expect(next()).toBeLessThan(100);
  });

  test("waits for the end of a push, which reads them itself", async () => {
    const { read, look, occupy } = watching();
    occupy(true);
    await look(5);
    expect(read).not.toHaveBeenCalled();
    occupy(false);
    await look(1);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("tries again later what could not be read, but not what somebody ended", async () => {
    const failing = watching(() => Promise.reject(new AppError("not-found", "The folder has gone.")));
    await failing.look(2);
    expect(failing.next()).toBe(30_000);
    await failing.look(2);
    expect(failing.read).toHaveBeenCalledTimes(2);

    const cancelled = watching(() => Promise.reject(new AppError("cancelled", "The reading was ended.")));
    await cancelled.look(6);
    expect(cancelled.read).toHaveBeenCalledTimes(1);
  });
});

describe("a schedule that follows changes", () => {
  const schedule = { timing: { kind: "changes" as const }, timeZone: "America/Chicago" };

  test("sends what has changed in the folders once it has settled, and nothing while the connection is paused", async () => {
    const { clock, moveBy } = handClock("2026-11-23T15:00:00Z");
    const bench = await setUp({}, { host: "window", clock });
    const { client } = bench;
    /** Time passes until so many batches have been sent. */
    const sent = (count: number) =>
      vi.waitFor(async () => {
        moveBy(1000);
        const all = await submissions(bench);
        expect(all.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => "done"));
      }, 10_000);
    write(bench.source, district(["1", "2"]));
    expect(await client.call("schedule.set", { connection: "P", schedule })).toMatchObject({
      waits: "changes",
      kept: true,
    });
    await sent(1);
    write(bench.source, { "students.jsonl": [student("1"), student("2"), student("3")] });
    await sent(2);
    expect((await submissions(bench)).map(({ startedBy, sent: count }) => [startedBy, count])).toEqual([
      ["schedule", 1],
      ["schedule", 7],
    ]);

    await client.call("schedule.pause", { connection: "P" });
    write(bench.source, { "students.jsonl": [student("1"), student("2"), student("3"), student("4")] });
    moveBy(10_000);
    moveBy(10_000);
    expect(await client.call("schedule.show", { connection: "P" })).toMatchObject({ waits: "paused" });
    await client.call("schedule.resume", { connection: "P" });
    await sent(3);
  });

  test("is not followed by a command, and reads nothing there", async () => {
    const { clock, moveBy } = handClock("2026-11-23T15:00:00Z");
    const bench = await setUp({}, { clock });
    write(bench.source, district(["1"]));
    expect(await bench.client.call("schedule.set", { connection: "P", schedule })).toMatchObject({
      kept: false,
    });
    moveBy(60_000);
    expect(await bench.client.call("sources.list", { connection: "P" })).toMatchObject([{ files: 0 }]);
  });
});
