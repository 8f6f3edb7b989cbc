import { describe, expect, it } from "vitest";
import {
  journalProblem,
  journalText,
  journalWish,
  readJournalFilter,
  wholeJournal,
} from "../../renderer/journal-filter.ts";
import { forgottenWords, keptWords, readNumber } from "../../renderer/journal-kept.ts";
import { emptyTimeline, withLines } from "../../renderer/journal-rows.ts";
import { dayTitle, lineWords, secondsWords } from "../../renderer/journal-words.ts";
import { places } from "../../renderer/routes.ts";
import type { JournalLine } from "../../shared/domain/journal.ts";

/** A moment of this computer's calendar. */
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString();

const run: JournalLine = {
  kind: "run",
  at: at(20),
  connection: "c",
  run: "7",
  state: "done",
  seconds: 4.26,
  requests: 9,
  tokens: 1,
  created: 12_000,
  updated: 480,
  unchanged: 0,
  deleted: 2,
  keyChanged: 0,
  failed: 1,
  blocked: 5,
  waiting: 1,
  unknown: 0,
  left: 0,
};
const refusal = (day: number, record?: string): JournalLine => ({
  kind: "refusal",
  at: at(day),
  connection: "c",
  run: "7",
  ...(record !== undefined && { record, resource: "/ed-fi/grades", status: 403 }),
});

describe("what narrows the journal", () => {
  it("stands in an address, and is read from it; what is none is left out", () => {
    const filter = { sort: "causes", from: "2026-11-01", to: "2026-11-30" };
    expect(readJournalFilter(journalText(filter))).toEqual(filter);
    expect(places.journal("c 1", filter)).toBe("/journal/c%201/sort=causes&from=2026-11-01&to=2026-11-30");
    expect(places.journal()).toBe("/journal");
    expect(readJournalFilter("sort=constructor&from=yesterday&to=2026-1-1")).toEqual(wholeJournal);
  });

  it("takes whole days of this computer's calendar, and no single refusals unless they are asked for", () => {
    expect(journalWish({ sort: "", from: "2026-11-01", to: "2026-11-02" }, "c")).toEqual({
      connection: "c",
      kind: ["run", "cause-change", "setting"],
      since: new Date(2026, 10, 1).toISOString(),
      before: new Date(2026, 10, 3).toISOString(),
    });
    expect(journalWish({ ...wholeJournal, sort: "all" }, undefined)).toEqual({});
  });

  it("is refused when its days are in the wrong order", () => {
    expect(journalProblem({ sort: "", from: "2026-11-02", to: "2026-11-01" })).toMatch(/Swap them/);
    expect(journalProblem({ sort: "", from: "2026-11-02", to: "2026-11-02" })).toBeUndefined();
  });
});

describe("the timeline", () => {
  it("has each day once, also where a page ends within it, and a key for each of its lines", () => {
    const first = withLines(emptyTimeline, [refusal(21), run, refusal(20, "aa")]);
    const { rows, lines } = withLines(first, [refusal(20), refusal(20), refusal(19, "aa")]);
    expect(rows.map((row) => ("day" in row ? row.day : row.line.kind))).toEqual([
      "2026-11-21",
      "refusal",
      "2026-11-20",
      "run",
      "refusal",
      "refusal",
      "refusal",
      "2026-11-19",
      "refusal",
    ]);
    expect(lines).toBe(6);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it("names today and yesterday", () => {
    const now = new Date(2026, 10, 30, 7).getTime();
    expect(dayTitle("2026-11-30", now)).toBe("Today, Monday, November 30, 2026");
    expect(dayTitle("2026-11-29", now)).toBe("Yesterday, Sunday, November 29, 2026");
    expect(dayTitle("2026-11-28", now)).toBe("Saturday, November 28, 2026");
  });
});

describe("a line", () => {
  it("of a push says what came of it, and how long it took", () => {
    expect(lineWords(run)).toMatchObject({
      icon: "▲",
      what: "Sent",
      details: "12,480 accepted, 2 deleted, 1 refused, 6 held or waiting · took 4.3 s",
    });
    const none = { ...run, created: 0, updated: 0, deleted: 0, failed: 0, blocked: 0, waiting: 0 };
    expect(lineWords(none)).toMatchObject({ icon: "●", details: "nothing to send · took 4.3 s" });
    expect(lineWords({ ...none, state: "running", seconds: undefined })).toMatchObject({
      what: "A push is being sent",
      details: "",
    });
    expect([secondsWords(0.04), secondsWords(59.6), secondsWords(3900)]).toEqual([
      "0 s",
      "1 min 0 s",
      "1 h 5 min",
    ]);
  });

  it("of a refusal names the resource, the status and a short hash, as far as they are known", () => {
    expect(lineWords(refusal(20, "0123456789abcdef"))).toMatchObject({
      what: "Refused: grades",
      details: "status 403 · record 01234567",
    });
    expect(lineWords(refusal(20))).toMatchObject({
      what: "Refused: a record that is no longer known",
      details: "no answer",
    });
  });

  it("of a setting says what was done, and which fields", () => {
    expect(
      lineWords({
        kind: "setting",
        at: at(20),
        what: "changed 2 descriptor mappings",
        fields: ["/ed-fi/x", "url"],
      }),
    ).toMatchObject({ what: "Changed 2 descriptor mappings", details: "x, address of the API" });
  });
});

describe("what is kept", () => {
  it("is told with how much there is, if there is any", () => {
    const kept = { days: 400, refusals: 2_000_000, held: { refusals: 0 } };
    expect(keptWords(kept)).toBe("Kept for 400 days, and at most 2,000,000 refusals.");
    const oldest = new Date(2026, 10, 3, 8).toISOString();
    expect(keptWords({ ...kept, held: { refusals: 45_012, oldest } })).toContain(
      "There are 45,012 now, and the oldest line is of Nov 3, 2026, 8:00",
    );
  });

  it("names of what is forgotten only what there is", () => {
    expect(forgottenWords({ answers: 1200, runs: 1, causeEvents: 34 })).toBe(
      "1,200 refusals, 1 push and 34 changes of causes",
    );
    expect(forgottenWords({ answers: 0, runs: 2, causeEvents: 0 })).toBe("2 pushes");
    expect(forgottenWords({ answers: 0, runs: 0, causeEvents: 0 })).toBe("nothing");
  });

  it("is typed as a person writes numbers, and nothing else is taken", () => {
    const read = (typed: string) => readNumber(typed, 1000, 2_000_000);
    expect(["2,000,000", " 1000 ", "1 500"].map(read)).toEqual([2_000_000, 1000, 1500]);
    expect(["999", "2000001", "", "1e4", "-1000", "many"].map(read)).toEqual(Array(6).fill(undefined));
  });
});
