import type { PersonRule, Reference, Resource } from "../model/types.ts";

/** By reference of a resource: it is one of those that are meant. */
type Marks = readonly boolean[];

/** People whom the records of an association give the right to. */
export interface Meeting {
  readonly group: string;
  readonly marks: Marks;
}

/** How the records of one resource are told to be a school's. */
interface SchoolPath {
  readonly resource: string;
  /** References that lead to an education organization, or to what leads there itself. */
  readonly leads: Marks;
  /** Others are led to a school by its records. */
  readonly isStop: boolean;
  /** Where it is an association. */
  readonly meets: readonly Meeting[];
}

/** An association that leads to no organization: it is a school's with any of the people whom it is about. */
interface Tie {
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
 * (a section, by its course offering); those that it may leave out say other things (a room in another building), and
 * are followed only where nothing else leads to a school (a gradebook entry, by its section), and outside of lists. Nor
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

const isInList = (path: readonly string[]) => path.some((segment) => segment.endsWith("[]"));

/** The resources that lead to a school, each behind those that it leads through. */
function leadsOf(
  resources: ReadonlyMap<string, Resource>,
  persons: readonly PersonRule[],
  group: string,
): ReadonlyMap<string, Marks> {
  const leadsBy = new Map<string, Marks>();
  /** Those that every record of leads to an organization. */
  const firm = new Set<string>();
  const visited = new Set<string>();
  const isEnd = (path: string) =>
    resources.get(path)?.identity.group === group || persons.some(({ person }) => person === path);
  const visit = (path: string) => {
    // Whoever comes back here while it is looked at goes in a circle.
    if (visited.has(path) || isEnd(path)) return;
    visited.add(path);
    const references = resources.get(path)?.references ?? [];
    for (const { targets } of references) targets.forEach(visit);
    const [strict, loose] = marksOfLeads(references, { group, firm, leadsBy });
    if (strict.includes(true)) firm.add(path);
    const leads = strict.includes(true) ? strict : loose;
    if (leads.includes(true)) leadsBy.set(path, leads);
  };
  for (const path of resources.keys()) visit(path);
  return leadsBy;
}

interface Known {
  readonly group: string;
  readonly firm: ReadonlySet<string>;
  readonly leadsBy: ReadonlyMap<string, Marks>;
}

/** References that say where a record belongs for certain, and those that may say it. */
function marksOfLeads(references: readonly Reference[], { group, firm, leadsBy }: Known): [Marks, Marks] {
  const leadsTo = (reference: Reference, known: { has(path: string): boolean }) =>
    reference.group === group || reference.targets.some((target) => known.has(target));
  return [
    references.map((reference) => reference.required && leadsTo(reference, firm)),
    references.map((reference) => !isInList(reference.path) && leadsTo(reference, leadsBy)),
  ];
}
