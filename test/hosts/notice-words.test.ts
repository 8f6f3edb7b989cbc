import { describe, expect, test } from "vitest";
import { toldOfEnd } from "../../electron/core/notices/ends.ts";
import { dueAt, gathering, noticeOf } from "../../electron/desktop/notice-plan.ts";
import { ofAll, places } from "../../renderer/routes.ts";
import type { WaitingNotice } from "../../shared/domain/notices.ts";
import { always, atNight, ended, evening, nextMorning, noon } from "./notice-times.ts";

const cause = (id: string, more: Partial<WaitingNotice> = {}): WaitingNotice => ({
  key: `cause one ${id}`,
  connection: "one",
  name: "State",
  at: noon,
  told: `Thing ${id}. 5 records wait by it.`,
  cause: id,
  ...more,
});

describe("what a notice says", () => {
  test("of one cause: what it is, and it leads to it", () => {
    expect(noticeOf([cause("7")])).toEqual({
      title: "Steward: State",
      body: "Thing 7. 5 records wait by it.",
      place: places.cause({ connection: "one", id: "7" }, ofAll),
    });
  });

  test("of several of a connection: how many, and the first of them; it leads to their list", () => {
    const all = ["7", "8", "9"].map((id) => cause(id, { told: `Thing ${id}.` }));
    expect(noticeOf(all)).toEqual({
      title: "Steward: State",
      body: "3 new things need you: Thing 7; Thing 8; and 1 more.",
      place: places.causes("one"),
    });
  });

  test("of several connections: how many each; of an end: it leads to what is sent", () => {
    const other = cause("3", { key: "end two", connection: "two", name: "Hub" });
    expect(noticeOf([cause("7"), cause("8"), other])).toEqual({
      title: "Steward",
      body: "3 new things need you. State: 2, Hub: 1.",
      place: places.causes(),
    });
    const { cause: _, ...end } = other;
    expect(noticeOf([end])?.place).toBe(places.sync("two"));
    expect(noticeOf([])).toBeUndefined();
  });
});

describe("what waits is told", () => {
  test("a moment after it came, with what comes in that moment, and put off to the end of quiet hours", () => {
    expect(dueAt([cause("1"), cause("2", { at: noon + 3000 })], always, noon + 3000)).toBe(noon + gathering);
    expect(dueAt([cause("1", { at: evening })], atNight, evening)).toBe(nextMorning);
    expect(dueAt([cause("1", { at: evening })], always, evening)).toBe(evening + gathering);
  });

  test("never when nothing is shown, or when there is nothing", () => {
    expect(dueAt([cause("1")], { ...always, shown: false }, noon)).toBeUndefined();
    expect(dueAt([], always, noon)).toBeUndefined();
  });
});

describe("an end", () => {
  test.each([
    [
      "that came early",
      { state: "stopped" as const, reason: "The key was refused." },
      3,
      "The key was refused.",
    ],
    [
      "because the server is away, without the moment",
      { state: "stopped" as const, reason: "The server has not answered since 2026-11-22T10:42:00Z." },
      4,
      "The server does not answer, and has not for a while.",
    ],
    ["by a crash", { state: "crashed" as const }, undefined, "Sending was cut off."],
    [
      "of a stage that is to be judged",
      { purpose: { kind: "stage" as const, stage: "people" as const } },
      undefined,
      "A stage of the first sync",
    ],
  ])("%s is told", (_, more, status, words) => {
    expect(toldOfEnd(ended(more), status)?.told).toContain(words);
  });

  test.each([
    ["that went well", {}],
    ["with refused records, whose causes are told", { refused: 3 }],
    ["by a person", { state: "cancelled" as const, refused: 3 }],
    ["that has not come yet", { state: "running" as const }],
    ["of what a command started", { state: "stopped" as const, startedBy: "command line" as const }],
  ])("%s is not told", (_, more) => {
    expect(toldOfEnd(ended(more), undefined)).toBeUndefined();
  });
});
