/**
 * What a server's OpenAPI documents say, in the words that the rest of the core uses. Pure data:
 * it can be stored as JSON and read back (protocol section 3.2, and "Reading a server's OpenAPI").
 */
export interface Model {
  /** Digest of all that reading sources and planning depend on; equal signatures give equal keys and references. */
  readonly signature: string;
  readonly resources: readonly Resource[];
}

export interface Resource {
  /** Path below the data API: "/ed-fi/students". Unique. */
  readonly path: string;
  /** "ed-fi", "tpdm", "tx" … */
  readonly project: string;
  /** Plural, camel case: "students". */
  readonly name: string;
  /** Singular, Pascal case, as references and error texts name it: "Student". */
  readonly entity: string;
  readonly kind: "resource" | "descriptor";
  readonly identity: Identity;
  readonly references: readonly Reference[];
  readonly descriptors: readonly DescriptorMember[];
  /** x-Ed-Fi-isUpdatable: the natural key may be changed by PUT (protocol section 5.3). */
  readonly updatableKey: boolean;
  /** The members of a body, `id`, `_etag`, `_lastModifiedDate` and `link` left out. */
  readonly members: readonly Member[];
}

/** The natural key. */
interface Identity {
  /**
   * The identity space: resources of one group exclude each other's keys, and a reference to the group is satisfied
   * by any of them. Schools and districts: "EducationOrganization"; most resources stand alone: their own entity name,
   * with the project in front where it is not ed-fi ("tpdm.Candidate").
   */
  readonly group: string;
  /** Never empty, in the order of the group's own names, sorted; all resources of a group have as many parts. */
  readonly parts: readonly KeyPart[];
}

export interface KeyPart {
  /** Flattened name, as the GET query parameter spells it: "gradingPeriodSchoolYear". */
  readonly name: string;
  /** Where bodies hold it; several where key unification says that all must agree: [["schoolReference","schoolId"]]. */
  readonly paths: readonly (readonly string[])[];
  readonly type: ScalarType;
}

export type ScalarType = "string" | "integer" | "number" | "boolean" | "date" | "date-time" | "descriptor";

export interface Reference {
  /** Path of the reference object in a body; "[]" after a collection's name: ["classPeriods[]", "classPeriodReference"]. */
  readonly path: readonly string[];
  /** Identity group of what it refers to. */
  readonly group: string;
  /** Paths of the resources that can satisfy it; several for an abstract target; empty where the model does not know it. */
  readonly targets: readonly string[];
  /** Names inside the reference object, in the order of the group's key parts. */
  readonly names: readonly string[];
  /** Required, and so are all the collections and objects above it. */
  readonly required: boolean;
  /** It is part of the natural key. */
  readonly identity: boolean;
}

export interface DescriptorMember {
  readonly path: readonly string[];
  /** Path of the descriptor resource: "/ed-fi/gradeLevelDescriptors"; absent where no name fits. */
  readonly target?: string;
  readonly required: boolean;
}

export type Member =
  | ScalarMember
  | {
      readonly kind: "object";
      readonly name: string;
      readonly required: boolean;
      readonly members: readonly Member[];
    }
  | {
      readonly kind: "collection";
      readonly name: string;
      readonly required: boolean;
      readonly item: readonly Member[];
    };

export interface ScalarMember {
  readonly kind: "scalar";
  readonly name: string;
  readonly type: ScalarType;
  readonly required: boolean;
  /** int32 or int64 for integers. */
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One row of a dependency document (protocol section 4). */
export interface Dependency {
  readonly resource: string;
  readonly order: number;
  readonly operations: readonly ("Create" | "Update")[];
}

/** One stop of a push: a resource, sent at its Create row or (people who had to wait) at its Update row. */
export interface Step {
  /** "/ed-fi/students" or "/ed-fi/students#update". */
  readonly id: string;
  readonly resource: string;
  readonly operation: "create" | "update";
  readonly order: number;
  /** Steps that must be finished before this one starts. Acyclic. */
  readonly after: readonly string[];
}

/** Who gives the right to update a person, and to write what hangs on one (protocol section 4). */
export interface PersonRule {
  /** "/ed-fi/students" */
  readonly person: string;
  /** Identity group of the person. */
  readonly group: string;
  /** Resources whose accepted records give the right: ["/ed-fi/studentSchoolAssociations"]. Any one of them is enough. */
  readonly associations: readonly string[];
}
