import type { Parent } from "../../../shared/domain/record.ts";
import { parseLossless } from "../model/canonical.ts";
import { compileKeys } from "../model/keys.ts";
import type { Reference, Resource } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import type { RecordText } from "../sources/records-store.ts";
import type { World } from "../sync/world.ts";
import type { RecordView } from "./record-view.ts";

/** What a record refers to, each with what this connection knows of it. */
export function parentsOf(world: World, view: RecordView, resource: Resource, record: RecordText): Parent[] {
  const given = compileKeys(resource).references(parseLossless(record.body) as object);
  return given.flatMap(({ reference: at, values }, index) => {
    const reference = resource.references[at];
    if (!reference) return [];
    const from = index * referenceBytes;
    // The references stand in the row in the order in which they are read from the body.
    const key = record.refs.subarray(from + 1, from + referenceBytes);
    return parentOf(world, view, reference, { key, values });
  });
}

interface Given {
  readonly key: Buffer;
  readonly values: readonly string[];
}

function parentOf(world: World, view: RecordView, reference: Reference, { key, values }: Given): Parent {
  const { stores, collections, unsent } = world;
  const role = reference.path.map((segment) => segment.replace("[]", "")).join(", ");
  const found = stores.records
    .idsOfKey(key)
    .flatMap(({ id, collection, gone }) => {
      const known = collections.find((one) => one.id === collection);
      return known && reference.targets.includes(known.resource)
        ? [{ id, gone, resource: known.resource }]
        : [];
    })
    .sort((one, other) => one.gone - other.gone)[0];
  const line = found && view.line(found.id);
  const resource = line?.resource ?? (reference.targets.length === 1 ? reference.targets[0] : undefined);
  const why = resource === undefined ? undefined : unsent.get(resource);
  const common = {
    role,
    ...(resource !== undefined && { resource }),
    ...(why !== undefined && { unsent: why }),
  };
  if (line) return { ...common, label: line.label, id: line.id, state: line.state };
  const label = reference.names.map((name, index) => `${name} ${shown(values[index])}`).join(", ");
  const rejected = rejectedLine(world, key);
  return { ...common, label, ...(rejected && { rejected }) };
}

const shown = (value = "") => (value.startsWith("uri:") ? value.slice(value.indexOf("#") + 1) : value);

function rejectedLine({ stores, collections }: World, key: Buffer): Parent["rejected"] {
  for (const set of new Set(collections.map((collection) => collection.set))) {
    const found = stores.sets.rejectedByKey(set, key);
    if (found) return { file: found.file, line: found.line, reason: found.reason };
  }
  return undefined;
}
