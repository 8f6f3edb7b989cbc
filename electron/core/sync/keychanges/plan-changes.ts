import type { Step } from "../../model/types.ts";
import type { World } from "../world.ts";
import { countMoving, oldDependents } from "./dependents.ts";
import { type Change, readChanges } from "./open-changes.ts";
import { createPlan, type PlanStep } from "./recreate-plan.ts";

/** What is to be done about all records under other keys, before anything of it is done. */
export interface ChangesPlan {
  readonly changes: readonly Change[];
  /** Records that the server gives their new keys, by resource. */
  readonly renames: ReadonlyMap<string, number>;
  /** How the others are made anew; empty where there are none. */
  readonly steps: readonly PlanStep[];
}

export async function planChanges(world: World, steps: readonly Step[]): Promise<ChangesPlan> {
  const changes = readChanges(world);
  const renames = new Map<string, number>();
  for (const { how, resource } of changes)
    if (how === "rename") renames.set(resource, (renames.get(resource) ?? 0) + 1);
  const recreations = changes.filter(({ how }) => how === "recreate");
  if (recreations.length === 0) return { changes, renames, steps: [] };
  const plan = createPlan(recreations);
  for await (const dependent of oldDependents(world, changes)) plan.take(dependent);
  const order = [...new Set(steps.map(({ resource }) => resource))];
  return {
    changes,
    renames,
    steps: plan.steps({ order, moving: await countMoving(world, changes) }),
  };
}
