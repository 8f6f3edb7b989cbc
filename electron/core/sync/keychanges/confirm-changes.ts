import type { PushRequest } from "../../../../shared/domain/run.ts";
import { AppError } from "../../../../shared/errors.ts";
import { counted } from "../../../../shared/sentence-numbers.ts";
import { inTransaction } from "../../db/open.ts";
import type { World } from "../world.ts";
import { type Change, readChanges } from "./open-changes.ts";

/** To be made anew, and nobody has confirmed it. */
const isUnconfirmed = ({ how, confirmedAt }: Change): boolean => how === "recreate" && confirmedAt === null;

/**
 * Whoever confirmed a number saw a list: what differs from it now is to be looked at again. What was confirmed before
 * counts no more. Throws AppError("conflict").
 */
export function checkConfirmed(world: World, { keyChanges, confirmKeyChanges }: PushRequest) {
  if (keyChanges !== "confirm" || confirmKeyChanges === undefined) return;
  const refusal = refusalOf(readChanges(world).filter(isUnconfirmed).length, confirmKeyChanges);
  if (refusal !== undefined) throw new AppError("conflict", `Nothing was sent. ${refusal}`);
}

/** Undefined: what was confirmed is what there is, or nothing is left to confirm. Pure. */
export function refusalOf(unconfirmed: number, confirmed: number): string | undefined {
  if (unconfirmed === 0 || unconfirmed === confirmed) return undefined;
  const [were, are] = [confirmed, unconfirmed].map(counted);
  const keys = confirmed === 1 ? "changed key was" : "changed keys were";
  return `${were} ${keys} confirmed, and there are ${are} now. Look at the list again, and confirm ${are}.`;
}

/** They are kept as confirmed: they go on with every push. */
export function confirmAll({ stores, connection }: World, changes: readonly Change[]) {
  const at = Date.now();
  inTransaction(stores.db, () => {
    for (const change of changes.filter(isUnconfirmed)) stores.openChanges.keep(connection, change, at);
  });
}
