import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "../../electron/core/model/types.ts";
import { planSteps } from "../../electron/core/sync/plan.ts";

/** Steps as the model gives them: each after some before it; some resources have an Update row too. */
const anySteps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.record({
      update: fc.boolean(),
      after: fc.array(fc.nat(), { maxLength: 5 }),
      order: fc.nat({ max: 3 }),
    }),
    { maxLength: 30 },
  )
  .map((drawn) => {
    const steps: Step[] = [];
    let order = 0;
    for (const [index, { update, after, order: gap }] of drawn.entries()) {
      order += 1 + gap;
      const former = [...new Set(after.map((at) => at % Math.max(index, 1)))].filter((at) => at < index);
      const partner = update && steps[former[0] ?? -1]?.operation === "create" ? former[0] : undefined;
      const resource = partner === undefined ? `/ed-fi/r${index}` : (steps[partner]?.resource ?? "");
      const operation = partner === undefined ? "create" : "update";
      const ids = former.map((at) => steps[at]?.id ?? "");
      steps.push({ id: `s${index}`, resource, operation, order, after: ids });
    }
    return steps;
  });
const anyPlan = anySteps.chain((steps) =>
  fc.record({
    steps: fc.shuffledSubarray(steps, { minLength: steps.length }),
    busy: fc.subarray([...new Set(steps.map(({ resource }) => resource))]).map((names) => new Set(names)),
  }),
);

/** Everything that has to be finished before a step, over any number of steps between. */
function allBefore(steps: readonly Step[], id: string, known = new Set<string>()): Set<string> {
  for (const former of steps.find((step) => step.id === id)?.after ?? []) {
    if (known.has(former)) continue;
    known.add(former);
    allBefore(steps, former, known);
  }
  return known;
}

const numRuns = 10_000;

describe("the plan of a push", () => {
  test("has exactly the steps of resources that have something to do", () => {
    fc.assert(
      fc.property(anyPlan, ({ steps, busy }) => {
        const wanted = steps.filter(({ resource }) => busy.has(resource)).map(({ id }) => id);
        expect(
          planSteps(steps, busy)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(wanted.sort());
      }),
      { numRuns },
    );
  });

  test("keeps every dependency between them, also over steps that have nothing to do, and adds none", () => {
    fc.assert(
      fc.property(anyPlan, ({ steps, busy }) => {
        const planned = planSteps(steps, busy);
        const kept = new Set(planned.map(({ id }) => id));
        for (const { id } of planned) {
          const wanted = [...allBefore(steps, id)].filter((former) => kept.has(former)).sort();
          expect([...allBefore(planned, id)].sort()).toEqual(wanted);
        }
      }),
      { numRuns },
    );
  });

  test("comes in an order in which each step finds what it waits for before it", () => {
    fc.assert(
      fc.property(anyPlan, ({ steps, busy }) => {
        const seen = new Set<string>();
        for (const { id, after } of planSteps(steps, busy)) {
          expect(after.filter((former) => !seen.has(former))).toEqual([]);
          seen.add(id);
        }
      }),
      { numRuns },
    );
  });
});
