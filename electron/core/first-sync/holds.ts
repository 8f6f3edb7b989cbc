import { referenceBytes } from "../sources/record.ts";
import { keyNumber } from "../sync/key-number.ts";
import { eachRow } from "../sync/selection-rows.ts";
import type { World } from "../sync/world.ts";

const keyBytes = 16;
/** Records of one cause that are followed: one that has more is known to flood. */
const mostFollowed = 20_000;

/**
 * How many records of later stages could not be sent because of each cause: those that refer to what it refused or holds,
 * and those that refer to these. One reading of keys and references; others get their turn between two pages.
 */
export async function countHeldLater(
  world: World,
  causes: readonly number[],
  later: readonly string[],
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  const keptBack = keysOf(world, causes);
  if (keptBack.size === 0) return counts;
  for (const resource of later)
    await eachRow(world, resource, (links) => {
      const cause = causeOf(links, keptBack);
      if (cause === undefined) return;
      counts.set(cause, (counts.get(cause) ?? 0) + 1);
      keptBack.set(keyNumber(links), cause);
    });
  return counts;
}

/** Key numbers of the records that each cause keeps back, and the cause. */
function keysOf({ stores, connection }: World, causes: readonly number[]): Map<number, number> {
  const keys = new Map<number, number>();
  const { selection } = stores.states;
  for (const cause of causes) {
    for (const id of selection.ofCause(connection, cause, { after: -1, limit: mostFollowed })) {
      const [row] = selection.links({ after: id - 1, to: id, limit: 1 });
      if (row) keys.set(keyNumber(row.links), cause);
    }
  }
  return keys;
}

function causeOf(links: Buffer, keptBack: ReadonlyMap<number, number>): number | undefined {
  for (let at = keyBytes; at < links.length; at += referenceBytes) {
    const cause = keptBack.get(keyNumber(links, at + 1));
    if (cause !== undefined) return cause;
  }
  return undefined;
}
