import type { Member, ResourceShape } from "./shape.ts";
import { sampleParts, sampleShapes } from "./shapes/sample.ts";

/** Extensions of the built-in model that a practice API can have. */
export type ExtensionName = "sample";

const extensionNames: readonly ExtensionName[] = ["sample"];

interface Extension {
  readonly resources: readonly ResourceShape[];
  readonly parts: Readonly<Record<string, readonly Member[]>>;
}

const extensions: Readonly<Record<ExtensionName, Extension>> = {
  sample: { resources: sampleShapes, parts: sampleParts },
};

/** Descriptor types that extensions bring, by project. */
const ownTypes: Readonly<Record<ExtensionName, readonly string[]>> = { sample: ["clubType"] };

/** The project of a descriptor type: "clubType" -> "sample". */
export function projectOfType(type: string): string {
  return extensionNames.find((name) => ownTypes[name].includes(type)) ?? "ed-fi";
}

/** Resources that belong to extensions. */
export const extensionShapes: readonly ResourceShape[] = extensionNames.flatMap(
  (name) => extensions[name].resources,
);

/** The core's shapes with the extensions' `_ext` parts in them, and the extensions' own resources after them. */
export function extended(
  core: readonly ResourceShape[],
  names: readonly ExtensionName[],
): readonly ResourceShape[] {
  return names.reduce<readonly ResourceShape[]>((shapes, name) => {
    const { parts, resources } = extensions[name];
    return [...shapes.map((shape) => withParts(shape, name, parts)), ...resources];
  }, core);
}

function withParts(shape: ResourceShape, project: ExtensionName, parts: Extension["parts"]): ResourceShape {
  const members = shape.members.map((member) => {
    const inner = parts[`${shape.singular}.${member.name}`];
    if (inner === undefined || member.shape.kind !== "list") return member;
    const extendedItems = [...member.shape.members, extensionMember(project, inner)];
    return { ...member, shape: { ...member.shape, members: extendedItems } };
  });
  const own = parts[shape.singular];
  return { ...shape, members: own === undefined ? members : [...members, extensionMember(project, own)] };
}

function extensionMember(project: string, members: readonly Member[]): Member {
  return { need: "may", name: "_ext", shape: { kind: "extension", project, members } };
}
