import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgesOf } from "../../renderer/map/edges.ts";
import { type MapGraph, mapGraph } from "../../renderer/map/graph.ts";
import { layOut, nodeHeight, nodeWidth, type Place } from "../../renderer/map/layout.ts";
import { isWalkKey, walk } from "../../renderer/map/walk.ts";
import { firstShape, layoutFor, scaleOf } from "../../renderer/map/zoom.ts";
import type { GraphResource } from "../../shared/domain/resource-graph.ts";
import { stages } from "../../shared/domain/stage.ts";

/** Resources in an order of sending: each waits for some of those before it, and has no earlier stage than these. */
const resources = fc
  .array(fc.record({ step: fc.integer({ min: 0, max: 9 }), after: fc.array(fc.nat(), { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((given) => {
    let stage = 0;
    return given.map(({ step, after }, index): GraphResource => {
      if (step === 0) stage = Math.min(stages.length - 1, stage + 1);
      return {
        resource: `/ed-fi/r${index}`,
        stage: stages[stage] ?? "daily",
        kind: "resource",
        after: index === 0 ? [] : [...new Set(after.map((one) => `/ed-fi/r${one % index}`))],
      };
    });
  });
const columns = fc.integer({ min: 1, max: 14 });

/** What a resource waits for by the document, also by way of others. */
function ways(all: readonly GraphResource[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { resource, after } of all)
    found.set(resource, new Set(after.flatMap((one) => [one, ...(found.get(one) ?? [])])));
  return found;
}

/** The same, along the edges that are drawn. */
function drawnWays({ nodes }: MapGraph): Map<string, Set<string>> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const of = (id: string): string[] => (byId.get(id)?.after ?? []).flatMap((one) => [one, ...of(one)]);
  return new Map(nodes.map(({ id }) => [id, new Set(of(id))]));
}

/** To a later layer, and seen to do so: further down in the same band, or on to a later one. */
const leadsOn = (from: Place, to: Place) =>
  from.layer < to.layer && (from.stage === to.stage ? from.row < to.row : from.x < to.x);

const overlap = (one: Place, other: Place) =>
  Math.abs(one.x - other.x) < nodeWidth && Math.abs(one.y - other.y) < nodeHeight;

describe("the map of resources", () => {
  it("draws every edge to a later layer, and no two nodes over each other", () => {
    fc.assert(
      fc.property(resources, columns, (all, wide) => {
        const graph = mapGraph(all, () => true);
        const layout = layOut(graph, wide);
        const places = [...layout.places.values()];
        expect(places).toHaveLength(all.length);
        for (const { from, to } of edgesOf(graph, layout)) {
          const [first, then] = [layout.places.get(from), layout.places.get(to)];
          expect(first && then && leadsOn(first, then)).toBe(true);
        }
        for (const [index, one] of places.entries())
          for (const other of places.slice(index + 1)) expect(overlap(one, other)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps every node within the band of its stage, and the bands beside each other", () => {
    fc.assert(
      fc.property(resources, columns, (all, wide) => {
        const { places, bands, width, height } = layOut(
          mapGraph(all, () => true),
          wide,
        );
        for (const { stage, x, y } of places.values()) {
          const band = bands.find((each) => each.stage === stage);
          expect(x).toBeGreaterThan(band?.x ?? 0);
          expect(x + nodeWidth).toBeLessThan((band?.x ?? 0) + (band?.width ?? 0));
          expect(y + nodeHeight).toBeLessThan(height);
        }
        const ends = bands.map(({ x, width: own }) => x + own);
        expect(bands.slice(1).every(({ x }, index) => x > (ends[index] ?? 0))).toBe(true);
        expect(ends.at(-1)).toBe(width);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves out edges that say nothing new, and no way that there is: also past what is hidden", () => {
    fc.assert(
      fc.property(resources, fc.array(fc.nat(), { maxLength: 20 }), (all, hidden) => {
        const gone = new Set(hidden.map((one) => `/ed-fi/r${one % all.length}`));
        const graph = mapGraph(all, ({ resource }) => !gone.has(resource));
        const whole = ways(all);
        const drawn = drawnWays(graph);
        for (const { id, after } of graph.nodes) {
          const wanted = [...(whole.get(id) ?? [])].filter((one) => !gone.has(one)).sort();
          expect([...(graph.ancestors.get(id) ?? [])].sort()).toEqual(wanted);
          expect([...(drawn.get(id) ?? [])].sort()).toEqual(wanted);
          for (const one of after)
            expect(after.some((other) => graph.ancestors.get(other)?.has(one))).toBe(false);
          for (const one of wanted) expect(graph.descendants.get(one)?.has(id)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("can be walked by the arrow keys from every node to every other", () => {
    fc.assert(
      fc.property(resources, columns, (all, wide) => {
        const layout = layOut(
          mapGraph(all, () => true),
          wide,
        );
        const start = walk(layout, "", "Home") ?? "";
        const seen = new Set([start]);
        for (const id of seen)
          for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].filter(isWalkKey)) {
            const next = walk(layout, id, key);
            if (next !== undefined) seen.add(next);
          }
        expect(seen.size).toBe(all.length);
        expect(seen).toContain(walk(layout, start, "End"));
      }),
      { numRuns: 60 },
    );
  });

  it("fits its place when it is shown whole, unless it could not be made out any more", () => {
    fc.assert(
      fc.property(
        resources,
        fc.record({
          width: fc.integer({ min: 300, max: 2400 }),
          height: fc.integer({ min: 300, max: 1400 }),
        }),
        (all, room) => {
          const graph = mapGraph(all, () => true);
          if (firstShape(graph, room) === "natural") return;
          const layout = layoutFor("whole", graph, room);
          const scale = scaleOf("whole", layout, room);
          expect(layout.width * scale).toBeLessThanOrEqual(room.width + 0.001);
          expect(layout.height * scale).toBeLessThanOrEqual(room.height + 0.001);
        },
      ),
      { numRuns: 40 },
    );
  });
});
