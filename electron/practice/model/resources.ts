import { extensionShapes, projectOfType } from "./extensions.ts";
import type { AbstractShape, Member, ReferenceShape, ResourceShape, Shape } from "./shape.ts";
import { assessmentShapes } from "./shapes/assessment.ts";
import { attendanceShapes } from "./shapes/attendance.ts";
import { calendarShapes } from "./shapes/calendar.ts";
import { cohortShapes } from "./shapes/cohorts.ts";
import { disciplineShapes } from "./shapes/discipline.ts";
import { educationOrganization, educationOrganizationShapes } from "./shapes/education-organizations.ts";
import { enrollmentShapes } from "./shapes/enrollment.ts";
import { gradeShapes } from "./shapes/grades.ts";
import { mappingShapes } from "./shapes/mappings.ts";
import { peopleShapes } from "./shapes/people.ts";
import { programShapes } from "./shapes/programs.ts";
import { scheduleShapes } from "./shapes/schedule.ts";
import { staffShapes } from "./shapes/staff.ts";
import { studentServiceShapes } from "./shapes/student-services.ts";

/**
 * The core of Ed-Fi Data Standard 5 in our own compact statement: names, natural keys, references, required members
 * and lengths are the standard's; many of its optional members are left out. One model serves all kinds of practice
 * server, so that even the old ones have contacts instead of parents: a simplification of practice.
 */
export const resourceShapes: readonly ResourceShape[] = [
  ...educationOrganizationShapes,
  ...calendarShapes,
  ...scheduleShapes,
  ...peopleShapes,
  ...staffShapes,
  ...enrollmentShapes,
  ...cohortShapes,
  ...programShapes,
  ...attendanceShapes,
  ...gradeShapes,
  ...disciplineShapes,
  ...assessmentShapes,
  ...studentServiceShapes,
  ...mappingShapes,
];

const abstractShapes: readonly AbstractShape[] = [educationOrganization];

/** The resources whose natural key may be changed by PUT (protocol section 5.3). */
export const updatableKeys: ReadonlySet<string> = new Set([
  "classPeriods",
  "grades",
  "gradebookEntries",
  "locations",
  "sections",
  "sessions",
  "studentSchoolAssociations",
  "studentSectionAssociations",
]);

/** The core's resources and those of all extensions. */
export const allShapes: readonly ResourceShape[] = [...resourceShapes, ...extensionShapes];

const bySingular: ReadonlyMap<string, ResourceShape> = new Map(
  allShapes.map((shape) => [shape.singular, shape]),
);

/** The project that a resource, a descriptor or an abstract resource belongs to: "ed-fi". */
export function projectOf(singular: string): string {
  const descriptor = /^(.+)Descriptor$/.exec(singular)?.[1];
  return descriptor === undefined
    ? (bySingular.get(singular)?.project ?? "ed-fi")
    : projectOfType(descriptor);
}

/** One part of a natural key under its flattened name, with every place where a body holds it. */
export interface IdentityPart {
  readonly name: string;
  readonly shape: Shape;
  readonly paths: readonly (readonly string[])[];
}

const identities = new Map<string, readonly IdentityPart[]>();

/** The flattened natural key of a resource or of an abstract one, by its singular name: own members, then references. */
export function identityOf(singular: string): readonly IdentityPart[] {
  const known = identities.get(singular);
  if (known !== undefined) return known;
  const parts = readIdentity(singular);
  identities.set(singular, parts);
  return parts;
}

function readIdentity(singular: string): readonly IdentityPart[] {
  const abstract = abstractShapes.find((shape) => shape.singular === singular);
  if (abstract !== undefined) {
    return [{ name: abstract.key, shape: { kind: "integer", wide: true }, paths: [] }];
  }
  const members = shapeOf(singular).members.filter((member) => member.need === "key");
  const parts = new Map<string, IdentityPart>();
  for (const member of members.toSorted((one, other) => referenceLast(one) - referenceLast(other))) {
    for (const part of flattened(member)) {
      const known = parts.get(part.name);
      parts.set(part.name, known === undefined ? part : { ...known, paths: [...known.paths, ...part.paths] });
    }
  }
  return [...parts.values()];
}

const referenceLast = (member: Member): number => (member.shape.kind === "reference" ? 1 : 0);

/** What a member is called outside its body: itself, or the parts of what it refers to, renamed. */
export function flattened(member: Member): readonly IdentityPart[] {
  const { name, shape } = member;
  if (shape.kind !== "reference") return [{ name, shape, paths: [[name]] }];
  return referenceParts(shape).map((part) => ({
    name: shape.renamed[part.name] ?? part.name,
    shape: part.shape,
    paths: [[name, part.name]],
  }));
}

/** The members of a reference, sorted by name. */
export function referenceParts(reference: ReferenceShape): readonly IdentityPart[] {
  return identityOf(reference.to).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function shapeOf(singular: string): ResourceShape {
  const shape = bySingular.get(singular);
  if (shape === undefined) throw new Error(`The built-in model has no "${singular}".`);
  return shape;
}

/** Singular names of the resources that satisfy a reference. */
export function concreteOf(singular: string): readonly string[] {
  return abstractShapes.find((shape) => shape.singular === singular)?.concrete ?? [singular];
}

/** Names of the descriptor types that the members use, without "Descriptor", sorted: "academicSubject". */
export function descriptorTypes(shapes: readonly ResourceShape[] = resourceShapes): readonly string[] {
  const types = new Set(shapes.flatMap((shape) => shape.members.flatMap(typesIn)));
  return [...types].toSorted();
}

function typesIn({ name, shape }: Member): readonly string[] {
  if (shape.kind === "descriptor") return [descriptorType(name, shape.type)];
  return "members" in shape ? shape.members.flatMap(typesIn) : [];
}

const descriptorType = (member: string, type: string | undefined): string =>
  type ?? member.slice(0, -"Descriptor".length);
