import { describe, expect, it } from "vitest";
import { descriptorsId, mapGraph } from "../../renderer/map/graph.ts";
import {
  mapTotals,
  type Standing,
  spokenNode,
  standingsOf,
  toneOf,
  toneWords,
} from "../../renderer/map/standing.ts";
import { tieTo } from "../../renderer/map/ties.ts";
import { keptAt, scaleOf, stepped } from "../../renderer/map/zoom.ts";
import { places } from "../../renderer/routes.ts";
import { readSyncFace } from "../../renderer/sync-view.ts";
import { recordStates, type StateCounts } from "../../shared/domain/record.ts";
import type { GraphResource } from "../../shared/domain/resource-graph.ts";
import type { SyncLine } from "../../shared/domain/sync.ts";

const resource = (
  name: string,
  after: readonly string[] = [],
  more: Partial<GraphResource> = {},
): GraphResource => ({
  resource: `/ed-fi/${name}`,
  stage: "foundation",
  kind: "resource",
  after: after.map((one) => `/ed-fi/${one}`),
  ...more,
});

function line(name: string, counts: Partial<StateCounts>): SyncLine {
  const all = Object.fromEntries(recordStates.map((state) => [state, counts[state] ?? 0])) as StateCounts;
  const records = Object.values(all).reduce((sum, count) => sum + count, 0);
  return {
    resource: `/ed-fi/${name}`,
    records,
    counts: all,
    rejected: 0,
    gone: 0,
    stage: "daily",
    causes: 0,
  };
}

function standing(counts: Partial<StateCounts>, more: Partial<GraphResource> = {}): Standing {
  const found = standingsOf([resource("grades", [], more)], [line("grades", counts)]).get("/ed-fi/grades");
  if (!found) throw new Error("Every resource of the graph has a standing.");
  return found;
}

describe("a resource of the map", () => {
  it.each([
    ["refused", "3 refused", { failed: 3, blocked: 9, waiting: 9, new: 9, sent: 9 }],
    ["blocked", "9 blocked", { blocked: 8, "delete-pending": 1, waiting: 9, new: 9, sent: 9 }],
    ["waiting", "9 waiting", { waiting: 9, new: 9, sent: 9 }],
    ["to-send", "10 to send", { new: 1, changed: 2, unknown: 3, sending: 4, sent: 9 }],
    ["accepted", "1,000 accepted", { sent: 1000 }],
    ["not-sent", "not sent", { outside: 7 }],
    ["none", "none of yours", {}],
  ] as const)("is %s by what matters most of it: %s", (tone, words, counts) => {
    expect(toneOf(standing(counts))).toBe(tone);
    expect(toneWords(standing(counts))).toBe(words);
  });

  it("is being sent while a push says so, whatever else there is of it", () => {
    const sending = { planned: 1000, done: 250 };
    expect(toneOf(standing({ failed: 3 }), sending)).toBe("sending");
    expect(toneWords(standing({ failed: 3 }), sending)).toBe("250 of 1,000");
  });

  it("is not sent where the profile does not send it, unless something of it is refused or held", () => {
    expect(toneOf(standing({ new: 40, sent: 2 }, { unsent: "off" }))).toBe("not-sent");
    expect(toneOf(standing({ blocked: 1 }, { unsent: "off" }))).toBe("blocked");
  });

  it("is told in a sentence, with what it waits for and what waits for it", () => {
    const all = [resource("schools"), resource("students"), resource("enrolments", ["schools", "students"])];
    const graph = mapGraph(all, () => true);
    const standings = standingsOf(all, [line("students", { sent: 1000, failed: 3 })]);
    const told = (name: string) => {
      const found = standings.get(`/ed-fi/${name}`);
      return found && spokenNode(found, graph);
    };
    expect(told("students")).toBe(
      "students: 1,000 accepted, 3 refused; waits for nothing; 1 resource waits for it",
    );
    expect(told("enrolments")).toBe(
      "enrolments: no records of yours; waits for 2 resources; nothing waits for it",
    );
    expect(mapTotals([...standings.values()])).toEqual([
      { tone: "refused", words: "with refused records", resources: 1 },
      { tone: "none", words: "without records of yours", resources: 2 },
    ]);
  });

  it("shows how the others are tied to it", () => {
    const all = [resource("a"), resource("b", ["a"]), resource("c", ["b"]), resource("d")];
    const graph = mapGraph(all, () => true);
    const ties = all.map((each) => tieTo(each.resource, "/ed-fi/b", graph));
    expect(ties).toEqual(["before", "self", "behind", "apart"]);
  });
});

describe("descriptors of the map", () => {
  const all = [
    resource("sexDescriptors", [], { kind: "descriptor" }),
    resource("gradeLevelDescriptors", [], { kind: "descriptor" }),
    resource("students", ["sexDescriptors", "gradeLevelDescriptors"]),
  ];

  it("are one node with the figures of all of them", () => {
    const graph = mapGraph(all, () => true);
    expect(graph.nodes).toEqual([
      { id: descriptorsId, stage: "foundation", after: [] },
      { id: "/ed-fi/students", stage: "foundation", after: [descriptorsId] },
    ]);
    const lines = [
      line("sexDescriptors", { sent: 4 }),
      line("gradeLevelDescriptors", { sent: 2, failed: 1 }),
    ];
    expect(standingsOf(all, lines).get(descriptorsId)).toMatchObject({
      name: "Descriptors",
      accepted: 6,
      refused: 1,
      records: 7,
    });
  });
});

describe("the zoom of the map", () => {
  const room = { width: 1000, height: 500 };

  it("makes it as wide as its place, but never too small to be read", () => {
    expect(scaleOf("natural", { width: 1100, height: 9000 }, room)).toBeCloseTo(0.909);
    expect(scaleOf("natural", { width: 3000, height: 9000 }, room)).toBe(0.75);
    expect(scaleOf("natural", { width: 500, height: 100 }, room)).toBe(1);
  });

  it("goes step by step between two ends, and keeps in its place what one looks at", () => {
    expect(stepped(1, true)).toBe(1.25);
    expect(stepped(0.21, false)).toBe(0.2);
    expect(stepped(1.9, true)).toBe(2);
    // 300 of the drawing lies at 200 of the place; at twice the size it is 600, and lies there still.
    expect(keptAt(100, 200, 2)).toBe(400);
  });
});

describe("the address of the Sync page", () => {
  it("says which face is shown, what narrows it, and which submission is open", () => {
    const read = (place: string) => {
      const [, , , view, filter] = place.split("/");
      return readSyncFace(view, filter && decodeURIComponent(filter));
    };
    const nothing = { find: "", only: "", resource: "", submission: "" };
    expect(places.syncFace("c-1", "list")).toBe(places.sync("c-1"));
    expect(read(places.sync("c-1"))).toEqual({ face: "list", filter: nothing });
    expect(read(places.submission("c-1", "12"))).toEqual({
      face: "list",
      filter: { ...nothing, submission: "12" },
    });
    expect(read(places.syncFace("c-1", "list", { find: "grades", only: "busy" }))).toEqual({
      face: "list",
      filter: { ...nothing, find: "grades", only: "busy" },
    });
    expect(read(places.syncFace("c-1", "map", { resource: "/ed-fi/students" }))).toEqual({
      face: "map",
      filter: { ...nothing, resource: "/ed-fi/students" },
    });
  });
});
