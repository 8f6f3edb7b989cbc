import type { NamedProfile, ProfileView } from "../../shared/domain/profile.ts";
import type { Session } from "./session.ts";
import { counted, printable, some, typed } from "./words.ts";

type Resource = ProfileView["resources"][number];

interface Shown {
  readonly name: string;
  /** Connections that use the same named profile, this one among them. */
  readonly users: readonly string[];
  /** Every resource; else those with records, and those that somebody chose about. */
  readonly all: boolean;
}

/** What is sent of what the server has, and why the rest is not. */
export function viewText(session: Session, view: ProfileView, { name, users, all }: Shown): string {
  const { resources, unknown, apiProfiles } = view;
  const shown = resources.filter((each) => all || each.records > 0 || isChosen(each));
  const hidden = resources.length - shown.length;
  const rest =
    hidden > 0
      ? [`${some(hidden, "resource")} without records: 'steward profile ${typed(name)} --all' lists them.`]
      : [];
  return [
    headingOf(view, name, users),
    projectsTable(session, view),
    "",
    ...(shown.length > 0 ? [resourcesTable(session, shown)] : []),
    ...rest,
    ...heldBack(shown),
    ...apiProfileLines(view),
    ...apiProfiles.hidden.map(hiddenLine),
    ...(unknown.length > 0 ? [`This server has none of these: ${printable(unknown.join(", "))}.`] : []),
  ].join("\n");
}

function headingOf({ name: profile }: ProfileView, name: string, users: readonly string[]): string {
  if (profile === undefined) return `${name} has a profile of its own.`;
  const said = `${name} uses the profile "${printable(profile)}"`;
  return users.length < 2
    ? `${said}.`
    : `${said}, as do others: what is changed here changes for ${printable(users.join(", "))}.`;
}

function projectsTable(session: Session, { projects }: ProfileView): string {
  const columns = ["Part", "Version", "Resources", "Adds to", "Sent"].map((title) => ({ title }));
  const rows = projects.map(({ project, version, resources, parts, on }) => [
    project === "ed-fi" ? "core (ed-fi)" : project,
    version ?? "",
    resources,
    parts === 0 ? undefined : parts,
    on ? "yes" : "no",
  ]);
  return session.table(columns, rows);
}

/** A switch that somebody has set about this very resource. */
const isChosen = ({ off, owner }: Resource): boolean => off || owner !== "us";

function resourcesTable(session: Session, resources: readonly Resource[]): string {
  const columns = [{ title: "Resource", flexible: true }, { title: "Records" }, { title: "Sent" }];
  const rows = resources.map((each) => [each.resource, each.records, sentOf(each)]);
  return session.table([...columns, { title: "Extended by" }].slice(0, hasParts(resources) ? 4 : 3), [
    ...rows.map((row, index) => [...row, resources[index]?.parts.join(", ")]),
  ]);
}

const hasParts = (resources: readonly Resource[]) => resources.some(({ parts }) => parts.length > 0);

function sentOf({ unsent, contact, project }: Resource): string {
  const call = contact === undefined ? "" : ` (${contact})`;
  switch (unsent) {
    case undefined:
      return "yes";
    case "extension":
      return `no: ${project} is not used`;
    case "off":
      return `no: switched off${call}`;
    case "other":
      return `no: another system sends it${call}`;
    case "unused":
      return `no: not used${call}`;
    default:
      return unsent satisfies never;
  }
}

/** Records that nobody will see on the server. */
function heldBack(resources: readonly Resource[]): string[] {
  const records = resources
    .filter(({ unsent }) => unsent !== undefined)
    .reduce((sum, each) => sum + each.records, 0);
  return records === 0 ? [] : [`${some(records, "record")} of the folders are not sent for this profile.`];
}

function apiProfileLines({ profile, apiProfiles: { assigned, advice } }: ProfileView): string[] {
  return [
    ...(profile.apiProfile === undefined
      ? []
      : [`Requests name the API Profile ${printable(profile.apiProfile)}.`]),
    ...(assigned.length === 0
      ? []
      : [`The server assigned these API Profiles to the key: ${printable(assigned.join(", "))}.`]),
    ...(advice === undefined ? [] : [printable(advice)]),
  ];
}

const hiddenLine = ({ resource, members }: { resource: string; members: readonly string[] }) =>
  `The API Profile hides of ${resource}: ${printable(members.join(", "))}; the server drops what is sent there.`;

/** The profiles that have a name, and who uses them. */
export function listText(session: Session, profiles: readonly NamedProfile[]): string {
  if (profiles.length === 0)
    return "No profile has a name yet. 'steward profile NAME --save-as PROFILE' gives one.";
  const columns = [
    { title: "Profile" },
    { title: "Extensions", flexible: true },
    { title: "Off" },
    { title: "Not ours" },
    { title: "Used by", flexible: true },
  ];
  return session.table(
    columns,
    profiles.map(({ name, profile, usedBy }) => [
      name,
      profile.extensions === "all" ? "all" : profile.extensions.join(", ") || "core only",
      counted(profile.off.length),
      counted(Object.keys(profile.owners).length),
      usedBy.join(", ") || "nobody",
    ]),
  );
}
