import { expect, test } from "vitest";
import { apiHealth, dayInWords, greeting, needWords, nextInWords } from "../../renderer/overview-words.ts";
import { defaultWorld } from "../hosts/fake-world.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
const [status] = defaultWorld().statuses;
if (!status) throw new Error("the fake world has connections");
const server = { version: "7.3", product: "ods" as const, dataModels: [], seenAt: "2026-11-30T07:30:00Z" };
const known = { ...status, connection: { ...status.connection, server } };

test("the greeting goes by the hour", () => {
  expect([4, 5, 11, 12, 17, 18].map(greeting)).toEqual([
    "Good evening.",
    "Good morning.",
    "Good morning.",
    "Good afternoon.",
    "Good afternoon.",
    "Good evening.",
  ]);
});

test("who has no cause to mend is told of what else only a person takes further", () => {
  const calm = { ...known, causes: 0, firstSync: undefined };
  const begun = { ...calm, firstSync: true } as const;
  const { name } = known.connection;
  expect(needWords([calm, { ...calm, causes: 2 }, begun], true)).toBe("2 causes need you.");
  expect(needWords([calm, begun], true)).toBe("Sending.");
  expect(needWords([calm, begun], false)).toBe(`The first sync of ${name} waits for you.`);
  expect(needWords([begun, begun], false)).toBe("2 first syncs wait for you.");
  const closed = { ...begun, connection: { ...known.connection, closedAt: "2026-07-01T00:00:00Z" } };
  expect(needWords([calm, closed], false)).toBe("Nothing needs you.");
});

test("of the day it is told what was sent, and how much the causes hold", () => {
  expect(dayInWords({ sent: 12_480, causes: 3, held: 45_012 })).toBe(
    "12,480 sent today, 3 causes hold 45,012",
  );
  expect(dayInWords({ sent: 0, causes: 1, held: 7 })).toBe("Nothing sent today, 1 cause holds 7");
  expect(dayInWords({ sent: 2, causes: 0, held: 0 })).toBe("2 sent today");
});

test("the next batch is told, or why there is none", () => {
  const plain = { ...known, nextBatch: undefined, pausedAt: undefined, firstSync: undefined };
  expect(nextInWords({ ...plain, nextBatch: "2026-11-30T12:45:00Z" }, now)).toMatch(/^next batch .*:45/);
  expect(nextInWords({ ...plain, pausedAt: "2026-11-30T10:15:00Z" }, now)).toMatch(/^paused since .*:15/);
  expect(nextInWords({ ...plain, firstSync: true }, now)).toContain("first sync");
  expect(nextInWords(plain, now)).toBe("sent by hand");
  const closed = { ...plain, connection: { ...known.connection, closedAt: "2026-07-01T00:00:00Z" } };
  expect(nextInWords(closed, now)).toBeUndefined();
});

test("the server's health is that of the last time it was needed", () => {
  const { lastRun } = known;
  if (!lastRun?.result) throw new Error("the first connection has sent");
  const failed = (endedAt: string) => ({
    ...known,
    lastRun: { ...lastRun, endedAt, result: { ...lastRun.result, exitStatus: 4 } } as typeof lastRun,
  });
  expect(apiHealth(known, now)).toMatchObject({ isGood: true, words: expect.stringContaining("answered") });
  expect(apiHealth(failed("2026-11-30T08:00:00Z"), now)?.words).toContain("did not answer");
  expect(apiHealth(failed("2026-11-30T07:00:00Z"), now)?.isGood, "it was there since").toBe(true);
  expect(apiHealth(known, now, "2026-11-30T10:42:00Z")?.words).toContain("down since");
});
