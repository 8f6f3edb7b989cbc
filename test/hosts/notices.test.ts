import { describe, expect, test, vi } from "vitest";
import { createNoticeKeeper } from "../../electron/core/notices/keep-notices.ts";
import type { StoredNotice } from "../../electron/core/notices/waiting-notices-store.ts";
import { tellWhatNeedsPerson } from "../../electron/desktop/notices.ts";
import type { AppEvent, Emitted } from "../../shared/contract.ts";
import type { NoticeSettings } from "../../shared/domain/notices.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import { always, atNight, ended, evening, nextMorning, noon } from "./notice-times.ts";

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
