import { inTransaction } from "../../db/open.ts";
import { type DeleteContext, deleteRecords } from "../deletes/delete-run.ts";
import { ChosenRecords } from "../selection-set.ts";
import type { World } from "../world.ts";
import { oldDependents } from "./dependents.ts";
import { type Change, readChanges } from "./open-changes.ts";
import { createRemoval } from "./recreate-plan.ts";

/** What was agreed to and is not done yet. */
export const confirmedChanges = (world: World): readonly Change[] => readChanges(world).filter(isConfirmed);
const isConfirmed = ({ how, confirmedAt }: Change): boolean => how === "recreate" && confirmedAt !== null;

/**
 * The last step of making records anew, once it is confirmed: the old ones go, and before them what hung on them and has
 * its successor. What is not there yet keeps its old record on the server until a later push.
 */
export async function removeOld(context: DeleteContext): Promise<void> {
  const { world, signal, tally } = context;
  const changes = readChanges(world);
  const confirmed = changes.filter(isConfirmed);
  if (confirmed.length === 0 || signal.aborted) return;
  const removal = createRemoval(confirmed);
  const ids = new ChosenRecords();
  const counts = new Map<string, number>();
  const add = (id: number, resource: string) => {
    ids.add(id);
    counts.set(resource, (counts.get(resource) ?? 0) + 1);
  };
  for await (const dependent of oldDependents(world, changes))
    if (removal.take(dependent)) add(dependent.record, dependent.resource);
  const olds = new Set(removal.old());
  const last = confirmed.filter(({ oldRecord }) => olds.has(oldRecord));
  for (const { oldRecord, resource } of last) add(oldRecord, resource);
  for (const [resource, planned] of counts) {
    tally.deletes.set(resource, { planned, done: 0 });
    tally.planned += planned;
  }
  await deleteRecords(context, ids);
  context.writer.flush();
  inTransaction(world.stores.db, () => {
    for (const { newRecord } of last) world.stores.openChanges.end(world.connection, newRecord);
  });
}
