import type { PersonRule, Resource } from "../model/types.ts";

/** By reference of a resource: it is one of those that are meant. */
type Marks = readonly boolean[];

/** People whom the records of an association give the right to. */
export interface Meeting {
  readonly group: string;
  readonly marks: Marks;
}

/** How the records of one resource are told to be a school's. */
export interface SchoolPath {
  readonly resource: string;
  /** References that lead to an education organization, or to what leads there itself. */
  readonly leads: Marks;
  /** Others are led to a school by its records. */
  readonly isStop: boolean;
  /** Where it is an association. */
  readonly meets: readonly Meeting[];
}

/** An association that leads to no organization: it is a school's with any of the people whom it is about. */
export interface Tie {
  readonly resource: string;
  readonly through: readonly Meeting[];
  readonly meets: readonly Meeting[];
}

export interface SchoolPaths {
  /** Each behind those that it leads through. */
  readonly paths: readonly SchoolPath[];
  readonly ties: readonly Tie[];
}

/**
 * How far a school reaches. Pure. Followed are references that a record cannot do without, for these say where it belongs
 * (a section, by its course offering); those that it may leave out say other things (a room in another building). Nor
 * does the way lead through a person: what two schools say of one student is each school's own. `group`: identity group
 * of schools.
 */
export function schoolPaths(
  resources: ReadonlyMap<string, Resource>,
  persons: readonly PersonRule[],
  group: string,
): SchoolPaths {
  const leadsBy = leadsOf(resources, persons, group);
  const stops = new Set<string>();
  for (const [path, leads] of leadsBy) {
    for (const [index, { targets }] of (resources.get(path)?.references ?? []).entries())
      if (leads[index]) for (const target of targets) stops.add(target);
  }
  const meetings = (path: string, of: readonly PersonRule[]): Meeting[] =>
    of.map((rule) => ({ group: rule.group, marks: marksOf(resources.get(path), rule.group) }));
  const rulesFor = (path: string) => persons.filter(({ associations }) => associations.includes(path));
  const associations = new Set(persons.flatMap((rule) => rule.associations));
  return {
    paths: [...leadsBy].map(([resource, leads]) => ({
      resource,
      leads,
      isStop: stops.has(resource),
      meets: meetings(resource, rulesFor(resource)),
    })),
    ties: [...associations]
      .filter((path) => !leadsBy.has(path))
      .map((resource) => ({
        resource,
        through: meetings(
          resource,
          persons.filter((rule) => !rule.associations.includes(resource)),
        ),
        meets: meetings(resource, rulesFor(resource)),
      })),
  };
}

const marksOf = (resource: Resource | undefined, group: string): Marks =>
  resource?.references.map((reference) => reference.group === group) ?? [];

/** The resources that lead to a school, each behind those that it leads through. */
function leadsOf(
  resources: ReadonlyMap<string, Resource>,
  persons: readonly PersonRule[],
  group: string,
): ReadonlyMap<string, Marks> {
  const leadsBy = new Map<string, Marks>();
  const visited = new Set<string>();
  const isEnd = (path: string) =>
    resources.get(path)?.identity.group === group || persons.some(({ person }) => person === path);
  const visit = (path: string): boolean => {
    // Whoever comes back here while it is looked at goes in a circle.
    if (visited.has(path)) return leadsBy.has(path);
    visited.add(path);
    const references = isEnd(path) ? [] : (resources.get(path)?.references ?? []);
    const leads = references.map(
      ({ required, targets, group: of }) => required && (of === group || targets.map(visit).includes(true)),
    );
    if (leads.includes(true)) leadsBy.set(path, leads);
    return leadsBy.has(path);
  };
  for (const path of resources.keys()) visit(path);
  return leadsBy;
}
