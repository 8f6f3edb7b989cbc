import { type Profile, whyUnsent } from "../../../shared/domain/profile.ts";
import { type Sample, type SampleStores, sampleSources } from "../connections/source-sample.ts";
import type { Model, Resource } from "../model/types.ts";
import type { Sent } from "./permission-gaps.ts";

interface Connection {
  readonly model: Model;
  readonly profile: Profile;
  /** Records in its sources, by resource. */
  readonly records: ReadonlyMap<string, number>;
  readonly sets: readonly number[];
}

/** Resources that the profile sends and the sources hold. Pure. */
export function sentResources({ model, profile, records }: Omit<Connection, "sets">): Sent["resources"] {
  return model.resources.flatMap((resource) => {
    const n = records.get(resource.path) ?? 0;
    return n > 0 && whyUnsent(profile, resource) === undefined
      ? [{ resource: resource.path, records: n }]
      : [];
  });
}

/** What a connection sends, as its sources were last read. Of large files only a part is looked at. */
export async function sentBy(stores: SampleStores, connection: Connection): Promise<Sent> {
  const resources = sentResources(connection);
  const counts = new Map(resources.map(({ resource, records }) => [resource, records]));
  const wanted = (resource: Resource) => counts.has(resource.path) && isTelling(resource);
  const namespaces: Sent["namespaces"][number][] = [];
  const schools = new Map<string, string | undefined>();
  for await (const sample of sampleSources(stores, connection.sets, { model: connection.model, wanted })) {
    const found = namespacesIn(sample);
    const resource = sample.resource.path;
    if (found.length > 0) namespaces.push({ resource, records: counts.get(resource) ?? 0, found });
    for (const id of schoolsIn(sample)) schools.set(id, schools.get(id));
    if (resource === schoolPath) for (const { id, within } of statedSchools(sample)) schools.set(id, within);
  }
  const found = [...schools].map(([id, within]) => ({ id, ...(within !== undefined && { within }) }));
  return { resources, namespaces, schools: found.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

const schoolPath = "/ed-fi/schools";

/** Its records show a namespace of their own, or which school they are about. */
const isTelling = (resource: Resource): boolean =>
  resource.path === schoolPath || namespacePlace(resource) >= 0 || schoolPlaces(resource).size > 0;

/** Where the key has the record's own namespace, not that of what it refers to; negative: nowhere. */
const namespacePlace = ({ identity }: Resource): number =>
  identity.parts.findIndex(
    ({ name, paths }) => name === "namespace" && paths.some((path) => path.length === 1),
  );

/** Indexes of the references to schools that are part of the key. */
const schoolPlaces = ({ references }: Resource): ReadonlySet<number> =>
  new Set(
    references.flatMap(({ identity, targets }, index) =>
      identity && targets.length === 1 && targets[0] === schoolPath ? [index] : [],
    ),
  );

function namespacesIn({ resource, keys, bodies }: Sample): string[] {
  const at = namespacePlace(resource);
  if (at < 0) return [];
  return [...new Set(bodies.flatMap((body) => keys.key(body)?.[at] ?? []))].sort();
}

/** Schools that records are about: those of their keys. Another school that is only mentioned needs no right. */
function schoolsIn({ resource, keys, bodies }: Sample): string[] {
  const places = schoolPlaces(resource);
  if (places.size === 0) return [];
  return bodies.flatMap((body) =>
    keys.references(body).flatMap(({ reference, values }) => (places.has(reference) ? values : [])),
  );
}

function statedSchools({ resource, keys, bodies }: Sample) {
  const agency = resource.references.findIndex(({ targets }) =>
    targets.includes("/ed-fi/localEducationAgencies"),
  );
  return bodies.flatMap((body) => {
    const [id] = keys.key(body) ?? [];
    const given = keys.references(body).find(({ reference }) => reference === agency);
    return id === undefined ? [] : [{ id, within: given?.values[0] }];
  });
}
