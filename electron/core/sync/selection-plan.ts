import type { PushRequest } from "../../../shared/domain/run.ts";
import { type Pending, readPending, selectResources } from "./plan.ts";
import type { Left } from "./push-result.ts";
import { chooseRecords } from "./selection.ts";
import { type ChosenCounts, countChosen, leftOf, pendingOf } from "./selection-counts.ts";
import type { World } from "./world.ts";

/** What a push is about, and what that has to send. */
export interface Intent {
  /** With the records that were chosen, if any were. */
  readonly world: World;
  /** Paths of the resources that were asked for, or of all that are sent. */
  readonly selected: ReadonlySet<string>;
  readonly pending: readonly Pending[];
  /** Of the chosen records. */
  readonly counts?: ChosenCounts;
}

/** Finds out what a request means; the same for a preview and for the push itself. Throws what chooseRecords throws. */
export async function readIntent(world: World, request: PushRequest, signal: AbortSignal): Promise<Intent> {
  const selected = selectResources(world, request.resources);
  const chosen = await chooseRecords({ world, request, resources: selected, signal });
  if (!chosen) {
    const pending = readPending(world).filter(({ resource }) => selected.has(resource));
    return { world, selected, pending };
  }
  const counts = await countChosen(world, chosen, { resources: selected, signal });
  return { world: { ...world, chosen }, selected, pending: pendingOf(counts), counts };
}

/** What is left of the chosen records when a push has ended; undefined where none were chosen. */
export async function leftOfChosen(
  world: World | undefined,
  resources: ReadonlySet<string> | undefined,
): Promise<Left | undefined> {
  if (!world?.chosen || !resources) return undefined;
  // Lines that are no records are not among what was chosen.
  return { ...leftOf(await countChosen(world, world.chosen, { resources })), rejected: 0 };
}
