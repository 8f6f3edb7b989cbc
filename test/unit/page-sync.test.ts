import { describe, expect, it } from "vitest";
import { linePoints, type Pace, withPace } from "../../renderer/pace-history.ts";
import { isOpen, withNewest, withSubmissions } from "../../renderer/submission-list.ts";
import { figuresOf, sumOf, syncRows } from "../../renderer/sync-rows.ts";
import {
  bytesWords,
  durationWords,
  previewWords,
  requestWords,
  starterWords,
  submissionTitle,
  submissionWords,
} from "../../renderer/sync-words.ts";
import { recordStates, type StateCounts } from "../../shared/domain/record.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import type { SyncLine } from "../../shared/domain/sync.ts";

function line(resource: string, counts: Partial<StateCounts>, more: Partial<SyncLine> = {}): SyncLine {
  const all = Object.fromEntries(recordStates.map((state) => [state, counts[state] ?? 0])) as StateCounts;
  const records = Object.values(all).reduce((sum, count) => sum + count, 0);
  return { resource, records, counts: all, rejected: 0, gone: 0, stage: "daily", causes: 0, ...more };
}

describe("figures of a resource", () => {
  it("tell what is to be sent, held, refused, accepted by this push, and unchanged", () => {
    const counts = { new: 1, changed: 2, unknown: 4, blocked: 8, waiting: 16, failed: 32, sent: 100 };
    const run = { planned: 90, done: 80, accepted: 64, refused: 1 };
    expect(figuresOf(line("/ed-fi/grades", counts, { run }))).toEqual({
      toSend: 7,
      held: 24,
      refused: 32,
      accepted: 64,
      unchanged: 36,
    });
  });

  it("count nothing as to be sent of a resource that the profile does not send", () => {
    expect(figuresOf(line("/ed-fi/grades", { new: 5 }, { unsent: "off" })).toSend).toBe(0);
  });

  it("of a push whose records were taken back since are never more than the server has", () => {
    const run = { planned: 9, done: 9, accepted: 9, refused: 0 };
    expect(figuresOf(line("/ed-fi/grades", { sent: 4 }, { run }))).toMatchObject({
      accepted: 4,
      unchanged: 0,
    });
  });
});

describe("rows of the resource table", () => {
  const lines = [
    line("/ed-fi/schools", { sent: 3 }, { stage: "foundation" }),
    line("/ed-fi/students", { sent: 10, failed: 1 }, { stage: "people" }),
    line("/ed-fi/grades", { sent: 5 }),
    line("/ed-fi/studentSchoolAttendanceEvents", { new: 2 }),
  ];
  const keys = (...given: Parameters<typeof syncRows>) => syncRows(...given).map(({ key }) => key);

  it("stand under the heading of their stage, with its sums", () => {
    const rows = syncRows(lines, new Map(), { search: "", busyOnly: false });
    expect(rows.map(({ key }) => key)).toEqual([
      "stage foundation",
      "/ed-fi/schools",
      "stage people",
      "/ed-fi/students",
      "stage daily",
      "/ed-fi/grades",
      "/ed-fi/studentSchoolAttendanceEvents",
    ]);
    expect(rows[4]?.figures).toEqual(sumOf(lines.slice(2).map(figuresOf)));
  });

  it("are those with something to do, and those on their way, when only these are wanted", () => {
    const sending = new Map([["/ed-fi/grades", { planned: 5, done: 1 }]]);
    expect(keys(lines, sending, { search: "", busyOnly: true })).toEqual([
      "stage people",
      "/ed-fi/students",
      "stage daily",
      "/ed-fi/grades",
      "/ed-fi/studentSchoolAttendanceEvents",
    ]);
    expect(keys(lines, new Map(), { search: "student school", busyOnly: false })).toEqual([
      "stage daily",
      "/ed-fi/studentSchoolAttendanceEvents",
    ]);
  });
});

describe("words", () => {
  it("say what was asked to be sent", () => {
    expect(requestWords({})).toBe("All changes");
    expect(requestWords({ force: true })).toBe("Everything, also what has not changed");
    expect(requestWords({ resources: ["/ed-fi/grades"], limit: 500 })).toBe("Changes of grades, at most 500");
    expect(requestWords({ dateFrom: "2026-11-21", dateTo: "2026-11-21" })).toBe("Changes about Nov 21, 2026");
    expect(requestWords({ dateFrom: "2026-11-21", resources: ["/ed-fi/grades"], force: true })).toBe(
      "Everything of grades about days from Nov 21, 2026, also what has not changed",
    );
    expect(requestWords({ causes: ["1"], schools: ["1", "2"] })).toBe("Records of 1 cause of schools 1, 2");
    expect(requestWords({ resources: ["a", "b", "c", "d"] })).toBe("Changes of a, b and 2 more");
  });

  it("say what a submission of the first sync is", () => {
    const request = { connection: "c", force: false, withParents: true };
    expect(submissionTitle({ request, purpose: { kind: "stage", stage: "people" } })).toBe(
      "First sync: People",
    );
    expect(submissionTitle({ request: { ...request, sample: 100 }, purpose: { kind: "pilot" } })).toBe(
      "Pilot: about 100 records",
    );
    expect(submissionTitle({ request })).toBe("All changes");
  });

  it("say who or what started it", () => {
    expect(starterWords({ startedBy: "schedule", who: "mgarcia" })).toBe("The schedule");
    expect(starterWords({ startedBy: "window", who: "mgarcia" })).toBe("mgarcia, in the window");
  });

  it("never call a submission with refusals simply done, and say what a pause means for one that waits", () => {
    expect(submissionWords({ state: "done", refused: 0 }, false).words).toBe("Done");
    expect(submissionWords({ state: "done", refused: 12 }, false)).toMatchObject({
      words: "Done, 12 refused",
      tone: "refused",
    });
    expect(submissionWords({ state: "accepted", refused: 0 }, true).words).toContain("resumed");
  });

  it("give sizes and durations as people say them", () => {
    expect([bytesWords(1), bytesWords(999), bytesWords(1250), bytesWords(25_000_000)]).toEqual([
      "1 byte",
      "999 bytes",
      "1.3 kB",
      "25 MB",
    ]);
    const took = (seconds: number) =>
      durationWords("2026-11-22T07:30:00Z", new Date(Date.UTC(2026, 10, 22, 7, 30, seconds)).toISOString());
    expect([took(9), took(125), took(3900)]).toEqual(["9 s", "2 min 5 s", "1 h 5 min"]);
  });

  it("say what would leave the machine, where it goes, and what stays", () => {
    const preview = {
      planned: 30,
      unchanged: 5,
      rejected: 1,
      bytes: 12_000,
      resources: [{ resource: "/ed-fi/grades", order: 1, new: 10, changed: 20, again: 0 }],
    };
    const said = previewWords(preview, { to: "State (api.example.org)", force: false });
    expect(said[0]).toContain("30 records leave this computer, 12 kB, and go to State (api.example.org)");
    expect(said).toContain("Of them 10 new, 20 changed.");
    const keys = previewWords(
      { ...preview, keyChanged: 2, keyChangesHeld: 1 },
      { to: "State", force: false },
    );
    expect(keys).toContain("2 of them go under another key than before.");
    expect(keys.join(" ")).toContain("1 of them is held back: the key changed");
    expect(said.join(" ")).toContain("5 records stay here");
    expect(said.join(" ")).toContain("1 line of your files is no record");
    const none = { planned: 0, unchanged: 0, rejected: 0, resources: [] };
    expect(previewWords(none, { to: "State", force: false })).toEqual(["Nothing would be sent to State."]);
  });
});

describe("a list of submissions", () => {
  const submission = (id: string, state: Submission["state"] = "done"): Submission => ({
    id,
    connection: "c",
    startedBy: "window",
    who: "mgarcia",
    at: "2026-11-22T07:30:00Z",
    request: { connection: "c", force: false },
    state,
    runs: [],
    deleted: 0,
    sent: 0,
    refused: 0,
  });

  it("is newest first by number, each once, as it was told last", () => {
    const list = withSubmissions(
      [submission("9"), submission("8", "running")],
      [submission("10"), submission("8")],
    );
    expect(list.map(({ id, state }) => `${id} ${state}`)).toEqual(["10 done", "9 done", "8 done"]);
  });

  it("whose newest page does not reach what was known begins anew, so that none is left out in between", () => {
    const known = [submission("5"), submission("4")];
    expect(withNewest(known, [submission("6"), submission("5")])).toHaveLength(3);
    expect(withNewest(known, [submission("9"), submission("8")])).toHaveLength(2);
  });

  it("holds open ones, which can be cancelled, and ended ones", () => {
    const states = ["accepted", "running", "done", "stopped", "cancelled", "crashed"] as const;
    expect(states.filter((state) => isOpen({ state }))).toEqual(["accepted", "running"]);
  });
});

describe("the pace of a push", () => {
  it("is looked at twice a second at most, and remembered for two minutes", () => {
    let history: readonly Pace[] = [];
    for (let at = 0; at < 200_000; at += 100) history = withPace(history, { inFlight: 1, latencyMs: at }, at);
    expect(history).toHaveLength(240);
    expect(history[1]?.at).toBe((history[0]?.at ?? 0) + 500);
    expect(history.at(-1)?.at).toBe(199_500);
  });

  it("is a line that ends at the right edge and keeps within its height", () => {
    const points = linePoints([0, 5, 10], 239, 20).split(" ");
    expect(points).toEqual(["237,20", "238,10", "239,0"]);
    expect(linePoints([], 239, 20)).toBe("");
  });
});
