import {
  type Profile,
  type ProfileView,
  projectKey,
  sendsProject,
  whyUnsent,
} from "../../../shared/domain/profile.ts";
import type { Member, Model, Resource } from "../model/types.ts";

export interface ShownProfile {
  readonly profile: Profile;
  readonly name: string | null;
  readonly model: Model;
  /** "TPDM 1.1.0" and the like, as discovery said. */
  readonly dataModels: readonly { readonly name: string; readonly version: string }[];
  /** Records in the connection's sources, by resource. */
  readonly records: ReadonlyMap<string, number>;
  readonly apiProfiles: ProfileView["apiProfiles"];
}

/** A profile laid over what the server has: core first, then extensions, each resource with what becomes of it. Pure. */
export function viewProfile(shown: ShownProfile): ProfileView {
  const { profile, name, model, apiProfiles } = shown;
  const resources = model.resources.map((resource) => ({ resource, parts: extensionParts(resource) }));
  const projects = [
    ...new Set(["ed-fi", ...model.resources.map(({ project }) => project), ...partsOnly(resources)]),
  ];
  const known = new Set(model.resources.map(({ path }) => path));
  return {
    profile,
    ...(name !== null && { name }),
    projects: projects.map((project) => viewProject(project, resources, shown)),
    resources: resources.map((each) => viewResource(each, shown)),
    apiProfiles,
    unknown: [
      ...[...profile.off, ...Object.keys(profile.owners)].filter((path) => !known.has(path)),
      ...(profile.extensions === "all" ? [] : profile.extensions).filter(
        (project) => !projects.some((one) => projectKey(one) === projectKey(project)),
      ),
    ],
  };
}

interface Extended {
  readonly resource: Resource;
  readonly parts: readonly string[];
}

function viewProject(project: string, resources: readonly Extended[], { profile, dataModels }: ShownProfile) {
  const version = dataModels.find((model) => projectKey(model.name) === projectKey(project))?.version;
  return {
    project,
    ...(version !== undefined && { version }),
    resources: resources.filter(({ resource }) => resource.project === project).length,
    parts: resources.filter(({ parts }) => parts.some((part) => projectKey(part) === projectKey(project)))
      .length,
    on: sendsProject(profile.extensions, project),
  };
}

function viewResource({ resource, parts }: Extended, { profile, records }: ShownProfile) {
  const { path, project, kind } = resource;
  const given = profile.owners[path];
  const unsent = whyUnsent(profile, resource);
  return {
    resource: path,
    project,
    kind,
    owner: given?.owner ?? ("us" as const),
    ...(given?.contact !== undefined && { contact: given.contact }),
    off: profile.off.includes(path),
    ...(unsent && { unsent }),
    records: records.get(path) ?? 0,
    parts: [...parts],
  };
}

/** Projects that have parts in other projects' resources and no resource of their own. */
function partsOnly(resources: readonly Extended[]): string[] {
  const known = new Set(resources.map(({ resource }) => projectKey(resource.project)));
  return resources.flatMap(({ parts }) => parts).filter((part) => !known.has(projectKey(part)));
}

/** Projects with `_ext` parts anywhere in a resource's bodies. */
export function extensionParts({ members }: Resource): string[] {
  return [...new Set(members.flatMap(partsIn))].sort();
}

function partsIn(member: Member): readonly string[] {
  if (member.kind === "scalar") return [];
  const inside = member.kind === "object" ? member.members : member.item;
  return member.name === "_ext" ? inside.map(({ name }) => name) : inside.flatMap(partsIn);
}
