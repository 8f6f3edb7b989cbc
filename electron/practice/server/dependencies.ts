import type { Model, ReferenceMember, Resource, Shape } from "./model.ts";

/** People: their references from elsewhere wait for the associations that give the right to them. */
const people: readonly { readonly person: string; readonly associations: readonly string[] }[] = [
  { person: "students", associations: ["studentSchoolAssociations"] },
  { person: "contacts", associations: ["studentContactAssociations"] },
  { person: "parents", associations: ["studentParentAssociations"] },
  {
    person: "staffs",
    associations: [
      "staffEducationOrganizationAssignmentAssociations",
      "staffEducationOrganizationEmploymentAssociations",
    ],
  },
];

export interface DependencyRow {
  readonly resource: string;
  readonly order: number;
  readonly operations: readonly ("Create" | "Update")[];
}

/** The load order of a model as a server lists it (protocol section 4); older servers list Create rows only. */
export function deriveDependencies(model: Model, updateRows: boolean): DependencyRow[] {
  const levels = new Map<Resource, number>();
  const rows = model.resources
    .filter((resource) => resource.name !== "schoolYearTypes")
    .flatMap((resource) => rowsOf(model, resource, levels, updateRows));
  return rows.toSorted((one, other) => one.order - other.order || (one.resource < other.resource ? -1 : 1));
}

function rowsOf(
  model: Model,
  resource: Resource,
  levels: Map<Resource, number>,
  updateRows: boolean,
): DependencyRow[] {
  const order = level(model, resource, levels, new Set());
  const rule = people.find((one) => one.person === resource.name);
  if (!updateRows) return [{ resource: resource.path, order, operations: ["Create"] }];
  const associations = named(model, rule?.associations ?? []);
  if (associations.length === 0) {
    return [{ resource: resource.path, order, operations: ["Create", "Update"] }];
  }
  const after = associations.map((one) => level(model, one, levels, new Set()));
  return [
    { resource: resource.path, order, operations: ["Create"] },
    { resource: resource.path, order: Math.max(...after) + 1, operations: ["Update"] },
  ];
}

/** One more than the highest that it depends on; a cycle is cut where it closes. */
function level(model: Model, resource: Resource, levels: Map<Resource, number>, path: Set<Resource>): number {
  const known = levels.get(resource);
  if (known !== undefined) return known;
  if (path.has(resource)) return 0;
  path.add(resource);
  let highest = 0;
  for (const one of dependenciesOf(model, resource)) {
    if (one !== resource) highest = Math.max(highest, level(model, one, levels, path));
  }
  path.delete(resource);
  levels.set(resource, highest + 1);
  return highest + 1;
}

function dependenciesOf(model: Model, resource: Resource): Set<Resource> {
  const found = new Set<Resource>();
  collect(model, resource.shape, found, new Set());
  for (const rule of people) {
    const person = [...found].find((one) => one.name === rule.person);
    if (person === undefined || rule.associations.includes(resource.name)) continue;
    const associations = named(model, rule.associations);
    if (associations.length === 0) continue;
    found.delete(person);
    for (const association of associations) found.add(association);
  }
  return found;
}

function named(model: Model, names: readonly string[]): Resource[] {
  return names.flatMap((name) => model.byPath.get(`/ed-fi/${name}`.toLowerCase()) ?? []);
}

function collect(model: Model, shape: Shape, found: Set<Resource>, seen: Set<Shape>): void {
  if (seen.has(shape)) return;
  seen.add(shape);
  for (const member of shape.members) {
    if (member.kind === "object" || member.kind === "collection") collect(model, member.shape, found, seen);
    else if (member.kind === "reference") addTargets(model, member, found);
    else if (member.kind === "descriptor") addDescriptor(model, member.name, found);
  }
}

function addTargets(model: Model, member: ReferenceMember, found: Set<Resource>): void {
  for (const target of model.targets.get(member.target)?.resources ?? []) {
    if (target.name !== "schoolYearTypes") found.add(target);
  }
  for (const part of member.parts) if (part.kind === "descriptor") addDescriptor(model, part.name, found);
}

function addDescriptor(model: Model, name: string, found: Set<Resource>): void {
  const descriptor = model.descriptorOf(name);
  if (descriptor !== undefined) found.add(descriptor);
}
