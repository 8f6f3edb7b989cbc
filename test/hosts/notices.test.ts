import { describe, expect, test, vi } from "vitest";
import { toldOfEnd } from "../../electron/core/notices/ends.ts";
import { createNoticeKeeper } from "../../electron/core/notices/keep-notices.ts";
import type { StoredNotice } from "../../electron/core/notices/waiting-notices-store.ts";
import { dueAt, gathering, noticeOf } from "../../electron/desktop/notice-plan.ts";
import { tellWhatNeedsPerson } from "../../electron/desktop/notices.ts";
import { ofAll, places } from "../../renderer/routes.ts";
import type { AppEvent, Emitted } from "../../shared/contract.ts";
import type { NoticeSettings, WaitingNotice } from "../../shared/domain/notices.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { submission } from "./submission.ts";

const always: NoticeSettings = { shown: true, quiet: { on: false, from: "18:00", to: "07:00", days: [] } };
const atNight: NoticeSettings = {
  shown: true,
  quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] },
};
/** A Tuesday. */
const noon = new Date(2026, 10, 24, 12).getTime();
const evening = new Date(2026, 10, 24, 20).getTime();
const nextMorning = new Date(2026, 10, 25, 7).getTime();

const cause = (id: string, more: Partial<WaitingNotice> = {}): WaitingNotice => ({
  key: `cause one ${id}`,
  connection: "one",
  name: "State",
  at: noon,
  told: `Thing ${id}. 5 records wait by it.`,
  cause: id,
  ...more,
});
const ended = (more: Partial<Submission>): Submission => ({
  ...submission,
  state: "done",
  endedAt: "2026-11-22T10:42:00.000Z",
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

/** What a core keeps: the same for each start on it. */
type Kept = Map<string, StoredNotice>;
interface OfficeOptions {
  readonly start?: number;
  readonly settings?: NoticeSettings;
  readonly kept?: Kept;
}

/** A core of one's own hand, and a clock that one turns. */
function office({ start = noon, settings = always, kept = new Map() }: OfficeOptions = {}) {
  const state = { now: start, settings, open: new Map<string, number>(), exitStatus: 4 };
  const timers: { at: number; act: () => void }[] = [];
  let heard: (event: AppEvent) => void = () => {};
  const take = () => {
    const all = viewed(kept);
    kept.clear();
    return all;
  };
  const answers: Record<string, () => unknown> = {
    "notices.show": () => state.settings,
    "notices.waiting": () => viewed(kept),
    "notices.take": take,
    "causes.list": () => [...state.open].map(([id, releases]) => ({ id, releases, ready: 0 })),
  };
  const keep = createNoticeKeeper({
    connections: { list: () => [{ id: 1, uid: "one" }] },
    runs: { byId: () => ({ result: { exitStatus: state.exitStatus } as never }) },
    waitingNotices: { put: (notice) => void kept.set(notice.key, notice) },
    emit: (event: Emitted) => heard({ ...event, seq: 2 } as AppEvent),
    reportBug: (error) => {
      throw error;
    },
    now: () => state.now,
  });
  const listener = (event: AppEvent) => {
    keep(event);
    heard(event);
  };
  const core = {
    call: async (name: string) => ({ ok: true as const, value: answers[name]?.() }),
    listen: (listens: typeof heard) => {
      heard = listens;
      return () => {
        heard = () => {};
      };
    },
  };
  const show = vi.fn();
  const stop = tellWhatNeedsPerson(core as never, {
    show,
    now: () => state.now,
    after: (milliseconds, act) => {
      const timer = { at: state.now + milliseconds, act };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    state,
    show,
    stop,
    timers,
    opens: async (id: string, needsPerson = true) => {
      state.open.set(id, 5);
      const about = { id, kind: "validation", title: "With a code", who: "source data" } as const;
      const data = {
        connection: "one",
        name: "State",
        cause: { ...about, releases: 5, ready: 0 },
        told: `Thing ${id}`,
        needsPerson,
      };
      listener({ seq: 1, name: "cause.opened", data });
      await settled();
    },
    ends: async (more: Partial<Submission>) => {
      listener({ seq: 1, name: "submission.changed", data: ended({ runs: ["1"], ...more }) });
      await settled();
      await settled();
    },
    sets: async (next: NoticeSettings) => {
      state.settings = next;
      listener({ seq: 1, name: "data.changed", data: { tables: ["notices"] } });
      await settled();
    },
    /** Turns the clock on, and lets what is due come in its order. */
    until: async (moment: number) => {
      await settled();
      for (;;) {
        const next = timers.filter(({ at }) => at <= moment).sort((one, other) => one.at - other.at)[0];
        if (!next) break;
        timers.splice(timers.indexOf(next), 1);
        state.now = next.at;
        next.act();
        await settled();
      }
      state.now = moment;
    },
  };
}

const viewed = (kept: Kept) =>
  [...kept.values()].map(({ key, at, told, cause: of }) => ({
    key,
    connection: "one",
    name: "State",
    at,
    told,
    ...(of !== null && { cause: String(of) }),
  }));

describe("notices", () => {
  test("of causes come once and together, without their codes, and not of those that need nobody", async () => {
    const { opens, until, show } = office();
    await opens("1");
    await opens("2");
    await opens("3", false);
    await until(noon + 60_000);
    expect(show.mock.calls).toEqual([
      [
        expect.objectContaining({
          body: expect.stringMatching(/^2 new things need you: Thing 1\. 5 records/),
        }),
      ],
    ]);
    expect(JSON.stringify(show.mock.calls)).not.toContain("code");
    await until(noon + 3_600_000);
    expect(show).toHaveBeenCalledTimes(1);
    await opens("4");
    await until(noon + 7_200_000);
    expect(show).toHaveBeenLastCalledWith(expect.objectContaining({ place: "/causes/all/one/4" }));
  });

  test("of what came in quiet hours come together when they end, without what was mended by then", async () => {
    const { state, opens, ends, until, show, timers } = office({ start: evening, settings: atNight });
    await opens("1");
    await opens("2");
    await ends({ state: "stopped" });
    await until(nextMorning - 1);
    expect(show).not.toHaveBeenCalled();
    expect(timers.length, "one timer at a time").toBe(1);
    state.open.delete("1");
    await until(nextMorning + 60_000);
    expect(show.mock.calls).toEqual([
      [
        {
          title: "Steward: State",
          body: expect.stringMatching(
            /^2 new things need you: Thing 2\. 5 records wait by it; The server does not/,
          ),
          place: "/causes/one",
        },
      ],
    ]);
  });

  test("of a server that stays away come once, until something went well", async () => {
    const { state, ends, until, show } = office();
    for (const at of [1, 2, 3]) {
      await ends({ state: "stopped", reason: `The server has not answered since ${at}:00.` });
      await until(state.now + 60_000);
    }
    expect(show).toHaveBeenCalledTimes(1);
    await ends({});
    await ends({ state: "stopped", reason: "The server has not answered since 4:00." });
    await until(state.now + 60_000);
    expect(show).toHaveBeenCalledTimes(2);
    state.exitStatus = 3;
    await ends({ state: "stopped", reason: "The key was refused." });
    await until(state.now + 60_000);
    expect(show).toHaveBeenLastCalledWith(expect.objectContaining({ body: "The key was refused." }));
  });

  test("follow a change of their settings at once, and end with the window", async () => {
    const { state, opens, sets, until, show, stop, timers } = office({ start: evening, settings: atNight });
    await opens("1");
    await sets(always);
    await until(evening + 60_000);
    expect(show).toHaveBeenCalledTimes(1);
    await opens("2");
    await sets({ ...always, shown: false });
    await sets(always);
    await until(state.now + 60_000);
    expect(show, "what came while none were shown is not told later").toHaveBeenCalledTimes(1);
    await opens("3");
    stop();
    expect(timers).toEqual([]);
    await opens("4");
    await until(nextMorning);
    expect(show).toHaveBeenCalledTimes(1);
  });

  test("that wait for the end of quiet hours are told once by the start that comes after them, however many there are", async () => {
    const kept: Kept = new Map();
    const night = office({ start: evening, settings: atNight, kept });
    await night.opens("1");
    await night.until(evening + 60_000);
    night.stop();
    await night.opens("2");
    const open = new Map([
      ["1", 5],
      ["2", 5],
    ]);
    const later = office({ start: evening + 3_600_000, settings: atNight, kept });
    later.stop();
    const morning = office({ start: nextMorning, settings: atNight, kept });
    Object.assign(morning.state, { open });
    await morning.until(nextMorning + 60_000);
    expect(morning.show.mock.calls).toEqual([
      [expect.objectContaining({ body: expect.stringMatching(/^2 new things need you: Thing 1\. 5 rec/) })],
    ]);
    const next = office({ start: nextMorning + 120_000, settings: atNight, kept });
    Object.assign(next.state, { open });
    await next.until(nextMorning + 240_000);
    expect([night, later, next].map(({ show }) => show.mock.calls.length)).toEqual([0, 0, 0]);
  });

  test("of a cause that was mended before it could be told do not come", async () => {
    const { state, opens, until, show } = office();
    await opens("1");
    state.open.clear();
    await until(noon + 60_000);
    expect(show).not.toHaveBeenCalled();
  });
});
