import type { Profile, ProfileView } from "../shared/domain/profile.ts";
import { projectKey, sendsProject, whyUnsent } from "../shared/domain/unsent.ts";
import { count, counted, resourceName } from "./format.ts";

export type ResourceLine = ProfileView["resources"][number];
/** What a person decides of a resource. */
export type Decision = "sent" | "off" | "other" | "unused";
type Unsent = NonNullable<ReturnType<typeof whyUnsent>>;

/** What becomes of a resource under a profile that may not be saved yet. */
export interface ShownResource extends ResourceLine {
  readonly decision: Decision;
  readonly why: Unsent | undefined;
  /** Not as it is saved. */
  readonly isChanged: boolean;
}

export function shownResources(
  { profile: saved, resources }: ProfileView,
  profile: Profile,
): ShownResource[] {
  const off = new Set(profile.off);
  const savedOff = new Set(saved.off);
  return resources.map((line) => {
    const { resource: path, project } = line;
    const decision = decisionOf(profile.owners[path]?.owner, off.has(path));
    const before = decisionOf(saved.owners[path]?.owner, savedOff.has(path));
    const contact = profile.owners[path]?.contact;
    const { contact: _, unsent: __, ...rest } = line;
    return {
      ...rest,
      ...(contact !== undefined && { contact }),
      decision,
      why: whyUnsent({ ...profile, off: off.has(path) ? [path] : [] }, { path, project }),
      isChanged: decision !== before || contact !== saved.owners[path]?.contact,
    };
  });
}

function decisionOf(owner: "other" | "unused" | undefined, isOff: boolean): Decision {
  return owner ?? (isOff ? "off" : "sent");
}

/** Pure. */
export function decide(profile: Profile, paths: readonly string[], decision: Decision): Profile {
  const touched = new Set(paths);
  const owners = Object.fromEntries(Object.entries(profile.owners).filter(([path]) => !touched.has(path)));
  const off = profile.off.filter((path) => !touched.has(path));
  if (decision === "off") return { ...profile, owners, off: [...off, ...paths].sort() };
  if (decision === "sent") return { ...profile, owners, off };
  const given = paths.map((path) => {
    const contact = profile.owners[path]?.contact;
    return [path, { owner: decision, ...(contact !== undefined && { contact }) }] as const;
  });
  return { ...profile, off, owners: { ...owners, ...Object.fromEntries(given) } };
}

/** Whom to call about a resource that another system sends. Pure. */
export function callAbout(profile: Profile, path: string, contact: string): Profile {
  const known = profile.owners[path];
  if (!known) return profile;
  const next = { owner: known.owner, ...(contact.trim() !== "" && { contact }) };
  return { ...profile, owners: { ...profile.owners, [path]: next } };
}

/** One extension on or off; whoever switches one off chooses all of them by hand from then on. Pure. */
export function switchExtension(
  { projects, profile: saved }: ProfileView,
  profile: Profile,
  project: string,
): Profile {
  const known = projects.map((each) => each.project).filter((each) => projectKey(each) !== "edfi");
  const others = saved.extensions === "all" ? [] : saved.extensions;
  const strangers = others.filter((each) => !known.some((one) => projectKey(one) === projectKey(each)));
  const isOn = (each: string) =>
    sendsProject(profile.extensions, each) !== (projectKey(each) === projectKey(project));
  return { ...profile, extensions: [...known.filter(isOn), ...strangers] };
}

/** Without names that the server does not know. Pure. */
export function withoutUnknown(profile: Profile, unknown: readonly string[]): Profile {
  const isKnown = (name: string) => !unknown.includes(name);
  return {
    ...profile,
    off: profile.off.filter(isKnown),
    owners: Object.fromEntries(Object.entries(profile.owners).filter(([path]) => isKnown(path))),
    extensions: profile.extensions === "all" ? "all" : profile.extensions.filter(isKnown),
  };
}

/** The same sending in the same words: order says nothing. Pure. */
export function isSameProfile(one: Profile, other: Profile): boolean {
  return canonical(one) === canonical(other);
}

const canonical = ({ extensions, off, owners, apiProfile }: Profile) =>
  JSON.stringify([
    extensions === "all" ? "all" : extensions.toSorted(),
    off.toSorted(),
    Object.entries(owners)
      .map(([path, given]) => [path, given?.owner, given?.contact?.trim()])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    apiProfile,
  ]);

const mostNamed = 3;

/** What saving would change, a sentence part each. Pure. */
export function changeWords(view: ProfileView, profile: Profile): string[] {
  const { profile: saved } = view;
  const words: string[] = [];
  for (const { project } of view.projects) {
    const [before, now] = [saved, profile].map(({ extensions }) => sendsProject(extensions, project));
    if (before !== now) words.push(`${projectTitle(project)} ${now ? "on" : "off"}`);
  }
  if ((saved.extensions === "all") !== (profile.extensions === "all"))
    words.push(profile.extensions === "all" ? "later extensions too" : "no later extensions");
  if (saved.apiProfile !== profile.apiProfile)
    words.push(profile.apiProfile === undefined ? "no API Profile" : `API Profile ${profile.apiProfile}`);
  const changed = shownResources(view, profile).filter(({ isChanged }) => isChanged);
  for (const [decision, group] of Map.groupBy(changed, (line) => line.decision)) {
    const names = group.slice(0, mostNamed).map(({ resource }) => resourceName(resource));
    const more = group.length > mostNamed ? ` and ${group.length - mostNamed} more` : "";
    words.push(`${names.join(", ")}${more}: ${decisionWords[decision].toLowerCase()}`);
  }
  return words;
}

export const decisionWords: Readonly<Record<Decision, string>> = {
  sent: "Sent",
  off: "Off",
  other: "Another system sends it",
  unused: "Not used",
};

/** Why a resource is not sent, in words. */
export function whyWords(
  why: Unsent,
  { project, contact }: Pick<ResourceLine, "project" | "contact">,
): string {
  switch (why) {
    case "extension":
      return `Its extension ${projectTitle(project)} is off`;
    case "off":
      return "Switched off";
    case "other":
      return contact === undefined ? "Another system sends it" : `Another system sends it: call ${contact}`;
    case "unused":
      return "Not used here";
    default:
      return why satisfies never;
  }
}

/** "ed-fi" -> "Ed-Fi core", "tpdm" -> "TPDM", "grand-bend" -> "Grand bend". */
export function projectTitle(project: string): string {
  if (projectKey(project) === "edfi") return "Ed-Fi core";
  if (project.length <= 5) return project.toUpperCase();
  return project.charAt(0).toUpperCase() + project.slice(1).replaceAll("-", " ");
}

/** What the profile comes to. */
export function sentWords(lines: readonly ShownResource[]): string {
  const sent = lines.filter(({ why }) => why === undefined);
  const filled = sent.filter(({ records }) => records > 0);
  const records = filled.reduce((sum, line) => sum + line.records, 0);
  const kept = lines.reduce((sum, line) => sum + (line.why === undefined ? 0 : line.records), 0);
  const held = kept > 0 ? ` ${counted(kept, "record", "records")} of your files stay here.` : "";
  const own = `${counted(records, "record", "records")} for ${count(filled.length)} of them`;
  return `${counted(sent.length, "resource is", "resources are")} sent; your files hold ${own}.${held}`;
}
