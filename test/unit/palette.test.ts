import { describe, expect, it } from "vitest";
import { entriesOf, fitting } from "../../renderer/palette/entries.ts";
import { defaultWorld } from "../hosts/fake-world.ts";

const world = defaultWorld();
const causes = new Map(Object.entries(world.causes));
const known = { statuses: world.statuses, causes, scope: "c-practice", runs: new Map<string, string>() };
const wordsOf = (typed: string, more: Partial<typeof known> = {}) =>
  fitting(entriesOf({ ...known, ...more }), typed).map(({ group, words, note }) =>
    [group, words, note].filter((part) => part !== undefined).join(" | "),
  );

describe("what can be done and gone to", () => {
  it("begins with what can be done, for the connection that the page is about", () => {
    expect(wordsOf("").slice(0, 8)).toEqual([
      "Do | Send now | Practice",
      "Do | Send now | State 2026-27",
      "Do | Add a connection",
      "Do | Practise with an invented district",
      "Do | Open a review file…",
      "Do | Check without sending | Practice",
      "Do | Pause sending | Practice",
      "Do | Check without sending | State 2026-27",
    ]);
    expect(wordsOf("").some((words) => words.startsWith("Causes"))).toBe(false);
  });

  it("offers with many connections what is done seldom of the page's own one only, and finds the rest by its words", () => {
    const [state, practice] = world.statuses;
    if (!state || !practice) throw new Error("the fake world has connections");
    const others = ["North", "South"].map((name) => ({
      ...state,
      connection: { ...state.connection, id: name, name },
    }));
    const statuses = [practice, state, ...others];
    const checks = (typed: string) => wordsOf(typed, { statuses }).filter((words) => words.includes("Check"));
    expect(checks("")).toEqual(["Do | Check without sending | Practice"]);
    expect(checks("check north")).toEqual(["Do | Check without sending | North"]);
    expect(checks("check")).toHaveLength(4);
  });

  it("is found by the beginnings of its words, in any order", () => {
    expect(wordsOf("perm state")).toEqual(["Connections | State 2026-27: Permissions"]);
    expect(wordsOf("late att")).toEqual([
      'Causes | Attendance code "LATE-MEDEXC" is not mapped | State 2026-27',
    ]);
    expect(wordsOf("xyz")).toEqual([]);
  });

  it("marks what is practice where its name does not, and leads to all that is done with Steward's own", () => {
    const [state, ...rest] = world.statuses;
    if (!state) throw new Error("the fake world has connections");
    const own = { ...state, connection: { ...state.connection, practice: true, ownPractice: true as const } };
    expect(wordsOf("send now state", { statuses: [own, ...rest] })).toEqual([
      "Do | Send now | State 2026-27 (practice)",
    ]);
    expect(wordsOf("mend", { statuses: [own, ...rest] })).toEqual([
      "Do | Practice: mend, start over, remove | State 2026-27",
    ]);
  });

  it("ends what is being sent, leads to a first sync, and offers a closed or paused connection no sending", () => {
    const runs = new Map([["c-practice", "7"]]);
    expect(wordsOf("send", { runs })).toEqual([
      "Do | Cancel sending | Practice",
      "Do | Send now | State 2026-27",
      "Do | Pause sending | Practice",
      "Do | Check without sending | State 2026-27",
      "Do | Pause sending | State 2026-27",
    ]);
    const [first, ...rest] = world.statuses;
    if (!first) throw new Error("the fake world has connections");
    expect(wordsOf("first", { statuses: [{ ...first, firstSync: true }, ...rest] })).toEqual([
      "Do | First sync | State 2026-27",
    ]);
    const closed = { ...first, connection: { ...first.connection, closedAt: "2026-07-01T00:00:00Z" } };
    const paused = { ...first, pausedAt: "2026-07-01T00:00:00Z" };
    for (const status of [closed, paused])
      expect(wordsOf("send now state", { statuses: [status] })).toEqual([]);
    expect(wordsOf("sending state", { statuses: [closed] })).toEqual([]);
    expect(wordsOf("sending state", { statuses: [paused] })).toEqual([
      "Do | Check without sending | State 2026-27",
      "Do | Resume sending | State 2026-27",
    ]);
  });
});
