import type { Example } from "../../../shared/domain/finding.ts";
import { parseLossless } from "../model/canonical.ts";
import { asShown } from "../model/compare-bodies.ts";
import { collectionOf } from "../sources/records-store.ts";
import { idsOf } from "../sync/world.ts";
import type { RecordView, ViewStores } from "./record-view.ts";

/** Another record of the same resource that this connection's server has accepted, as it is in the files. */
export function exampleFor(
  { records, sets, states }: ViewStores,
  view: RecordView,
  connection: number,
  id: number,
): Example | undefined {
  const collection = Number.isSafeInteger(id) ? sets.collection(collectionOf(id)) : undefined;
  if (!collection) return undefined;
  // Kept counts tell at once where there is none to be looked for.
  if (!states.countsOf(connection, collection.id).some(({ state, n }) => state === "sent" && n > 0))
    return undefined;
  const { after, to } = idsOf(collection);
  const [found] = states.finding.accepted({ connection, after, to, limit: 1 }, id);
  const line = found === undefined ? undefined : view.line(found);
  const record = found === undefined ? undefined : records.byId(found);
  return line && record ? { line, body: asShown(parseLossless(record.body)) } : undefined;
}
