import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordId } from "../../electron/core/sources/records-store.ts";
import { ChosenRecords } from "../../electron/core/sync/selection-set.ts";

const collections = [1, 2, 7];
const anyId = fc
  .record({ collection: fc.constantFrom(...collections), position: fc.nat({ max: 3000 }) })
  .map(({ collection, position }) => recordId(collection, position));
const anyChange = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("add" as const), id: anyId }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("remove" as const), id: anyId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("all" as const),
      collection: fc.constantFrom(...collections),
      end: fc.nat({ max: 2000 }),
    }),
  },
);
type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

/** The same twice: as Steward keeps it, and as a set. */
function build(changes: readonly Change[]) {
  const chosen = new ChosenRecords();
  const plain = new Set<number>();
  for (const change of changes) {
    if (change.kind === "all") {
      chosen.addAll(change.collection, change.end);
      for (let at = 0; at < change.end; at++) plain.add(recordId(change.collection, at));
    } else if (change.kind === "add") {
      chosen.add(change.id);
      plain.add(change.id);
    } else {
      chosen.remove(change.id);
      plain.delete(change.id);
    }
  }
  return { chosen, plain };
}

function allOf(chosen: ChosenRecords, limit: number): number[] {
  const ids: number[] = [];
  for (const collection of collections) {
    for (let page = chosen.page(collection, -1, limit); page.length > 0; ) {
      ids.push(...page);
      page = chosen.page(collection, page.at(-1) ?? 0, limit);
    }
  }
  return ids;
}
const sorted = (ids: Iterable<number>) => [...ids].sort((one, other) => one - other);
const changes = fc.array(anyChange, { maxLength: 40 });

describe("chosen records", () => {
  test("are those that were added and not removed, page by page in order", () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 500 }), anyId, (made, limit, id) => {
        const { chosen, plain } = build(made);
        expect(allOf(chosen, limit)).toEqual(sorted(plain));
        expect(chosen.has(id)).toBe(plain.has(id));
      }),
      { numRuns: 1000 },
    );
  });

  test("are narrowed to those that both choices have", () => {
    fc.assert(
      fc.property(changes, changes, (one, other) => {
        const [first, second] = [build(one), build(other)];
        first.chosen.keepOnly(second.chosen);
        expect(allOf(first.chosen, 250)).toEqual(
          sorted([...first.plain].filter((id) => second.plain.has(id))),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
