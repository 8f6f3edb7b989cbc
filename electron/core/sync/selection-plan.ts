import type { PushRequest } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { type Pending, readPending, selectResources } from "./plan.ts";
import type { Left } from "./push-result.ts";
import { chooseRecords } from "./selection.ts";
import { type ChosenCounts, countChosen, leftOf, pendingOf } from "./selection-counts.ts";
import { otherSchools } from "./selection-others.ts";
import { ChosenRecords } from "./selection-set.ts";
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
  requireSent(world, request.schools ?? []);
  const named = await chooseRecords({ world, request, resources: selected, signal });
  const chosen = await withinSchools(world, { named, force: request.force, signal });
  if (!chosen) {
    const pending = readPending(world).filter(({ resource }) => selected.has(resource));
    return { world, selected, pending };
  }
  const counts = await countChosen(world, chosen, { resources: selected, signal });
  return { world: { ...world, chosen }, selected, pending: pendingOf(counts), counts };
}

/** Who chooses a school that the connection does not send would wait for records that never go. */
function requireSent({ schools }: World, chosen: readonly string[]) {
  const other = chosen.find((id) => !schools.includes(id.replace(/^0+(?=\d)/, "")));
  if (schools.length === 0 || other === undefined) return;
  throw new AppError(
    "conflict",
    `School ${other} is not among those that this connection sends. Add it to the connection's schools first.`,
  );
}

/**
 * What is forced is sent whatever its state is: of schools that the connection does not send nothing is, then or else.
 * Where nothing is forced, states say so.
 */
async function withinSchools(
  world: World,
  { named, force, signal }: { named: ChosenRecords | undefined; force: boolean; signal: AbortSignal },
): Promise<ChosenRecords | undefined> {
  if (!force || world.schools.length === 0) return named;
  const chosen = named ?? allOf(world);
  chosen.leaveOut(await otherSchools(world, world.schools, { signal }));
  return chosen;
}

function allOf({ collections }: World): ChosenRecords {
  const chosen = new ChosenRecords();
  for (const { id, nextPosition } of collections) chosen.addAll(id, nextPosition);
  return chosen;
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
