import { type Draft, entityKey, projectOf } from "./draft.ts";
import type { FoundIdentity } from "./identity.ts";
import type { FoundReference } from "./shape.ts";
import type { KeyPart, ScalarType } from "./types.ts";

/** A draft whose natural key is known. */
export interface KeyedDraft {
  readonly draft: Draft;
  readonly identity: FoundIdentity;
}

/** An identity space that several resources share, as the schema that refers to it shows it. */
export interface AbstractType {
  readonly key: string;
  readonly group: string;
  readonly entity: string;
  readonly parts: readonly { readonly name: string; readonly type: ScalarType }[];
}

/**
 * The abstract types of Ed-Fi. Documents show an abstract type only where a resource refers to it; a document that a
 * profile has cut down need not, and schools and districts exclude each other's ids all the same.
 */
const knownTypes: readonly AbstractType[] = [
  {
    key: entityKey("edfi", "EducationOrganization"),
    group: "EducationOrganization",
    entity: "EducationOrganization",
    parts: [{ name: "educationOrganizationId", type: "integer" }],
  },
  {
    key: entityKey("edfi", "GeneralStudentProgramAssociation"),
    group: "GeneralStudentProgramAssociation",
    entity: "GeneralStudentProgramAssociation",
    parts: [
      { name: "beginDate", type: "date" },
      { name: "educationOrganizationId", type: "integer" },
      { name: "programEducationOrganizationId", type: "integer" },
      { name: "programName", type: "string" },
      { name: "programTypeDescriptor", type: "descriptor" },
      { name: "studentUniqueId", type: "string" },
    ],
  },
];

/** The name of an identity space: extensions carry their project in front. */
export function groupName(project: string, entity: string): string {
  return project === "ed-fi" ? entity : `${project}.${entity}`;
}

/** The known abstract types, and those that a reference names although no resource bears their name. */
export function findAbstractTypes(drafts: readonly Draft[]): AbstractType[] {
  const concrete = new Set(drafts.map((draft) => draft.entityKey));
  const project = projectOf(drafts);
  const found = new Map(knownTypes.map((type) => [type.key, type]));
  for (const { entity, parts } of drafts.flatMap((draft) => draft.shape.references)) {
    const key = entityKey(entity.prefix, entity.entity);
    if (parts.length > 0) {
      found.set(key, {
        key,
        group: groupName(project(entity.prefix), entity.entity),
        entity: entity.entity,
        parts,
      });
    }
  }
  return [...found.values()].filter((type) => !concrete.has(type.key));
}

/**
 * The key of a resource in the order of the abstract type it is a kind of; undefined when it is none.
 * A kind has the type's key; one scalar may bear the kind's own name (schoolId for educationOrganizationId). A key that
 * one reference gives whole belongs to something that hangs on such a kind.
 */
export function alignWithType({ draft, identity }: KeyedDraft, type: AbstractType): KeyPart[] | undefined {
  if (draft.isDescriptor || identity.parts.length !== type.parts.length) return undefined;
  if ([...identity.references].some((reference) => givesAll(reference, identity.parts))) return undefined;
  const typeWord = type.entity.charAt(0).toLowerCase() + type.entity.slice(1);
  const ownWord = draft.entity.charAt(0).toLowerCase() + draft.entity.slice(1);
  const aligned = type.parts.flatMap((part) => {
    const ownName = part.name.startsWith(typeWord) ? ownWord + part.name.slice(typeWord.length) : part.name;
    return (
      identity.parts.find(
        ({ name, type: keyType, paths }) =>
          keyType === part.type && (name === part.name || (name === ownName && paths[0]?.length === 1)),
      ) ?? []
    );
  });
  return aligned.length === type.parts.length ? aligned : undefined;
}

function givesAll(reference: FoundReference, parts: readonly KeyPart[]): boolean {
  return parts.every(({ paths }) => paths.some(([property]) => property === reference.path[0]));
}
