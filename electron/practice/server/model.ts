/**
 * What the practice API knows of a resource, read from OpenAPI documents (protocol section 3.2). It is built once at
 * the start and never changes; bodies are walked along it.
 */
export interface Scalar {
  readonly kind: "string" | "integer" | "number" | "boolean" | "date" | "date-time" | "descriptor";
  readonly name: string;
  readonly required: boolean;
  /** Part of the identity of its own object: a collection item's key, or the resource's. */
  readonly identity: boolean;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** 32-bit integers are checked for their range. */
  readonly int32: boolean;
}

export interface ReferenceMember {
  readonly kind: "reference";
  readonly name: string;
  readonly required: boolean;
  /** Marked as a part of the resource's key (the Data Management Service's documents). */
  readonly identity: boolean;
  /** Sorted by name: the order of the target's key. */
  readonly parts: readonly Scalar[];
  /** The target in its "project.entity" form, lower case: "edfi.student". */
  readonly target: string;
  /** The target's name in messages: "Student". */
  readonly entity: string;
}

interface ObjectMember {
  readonly kind: "object";
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

export interface CollectionMember {
  readonly kind: "collection";
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

export type Member = Scalar | ReferenceMember | ObjectMember | CollectionMember;

export interface Shape {
  /** Entity name, Pascal case: "StudentEducationOrganizationAssociationAddress". */
  readonly entity: string;
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
  /** By lower-case name: the ODS takes property names in any case. */
  readonly byLowerName: ReadonlyMap<string, Member>;
}

export interface KeyPart {
  /** Flattened name as the query parameter spells it: "gradingPeriodSchoolYear". */
  readonly name: string;
  readonly kind: Scalar["kind"];
  /** Where bodies hold it; all must agree (key unification). */
  readonly paths: readonly (readonly string[])[];
}

export interface Resource {
  /** "/ed-fi/students" */
  readonly path: string;
  readonly project: string;
  readonly name: string;
  /** "Student" */
  readonly entity: string;
  /** "edfi.student" */
  readonly id: string;
  readonly descriptor: boolean;
  readonly shape: Shape;
  /** Sorted by name; never empty. */
  readonly key: readonly KeyPart[];
  /** The identity space: schools and districts share one. */
  readonly group: string;
  readonly updatableKey: boolean;
  /** Query parameters (lower case) and the paths that they look at. */
  readonly queries: ReadonlyMap<string, KeyPart>;
}

/** What claims are about (protocol section 2.4). */
export type Operation = "Create" | "Read" | "Update" | "Delete" | "ReadChanges";

export interface Model {
  readonly resources: readonly Resource[];
  /** By lower-case path. */
  readonly byPath: ReadonlyMap<string, Resource>;
  /** What a reference's target stands for: the identity group and the resources that satisfy it. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The descriptor resource that a member's values belong to, by the member's name; undefined where none fits. */
  descriptorOf(member: string): Resource | undefined;
}

export interface Target {
  readonly group: string;
  readonly resources: readonly Resource[];
}

export function isScalar(member: Member): member is Scalar {
  return member.kind !== "reference" && member.kind !== "object" && member.kind !== "collection";
}
