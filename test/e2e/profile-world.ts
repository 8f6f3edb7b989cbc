import type { PermissionsView } from "../../shared/domain/permissions.ts";
import type { NamedProfile, Profile, ProfileView } from "../../shared/domain/profile.ts";
import { whyUnsent } from "../../shared/domain/unsent.ts";

/** Invented profiles and permissions, that answer what the pages about them ask. */

interface Resource {
  readonly path: string;
  readonly records: number;
  readonly parts?: readonly string[];
}

const resources: readonly Resource[] = [
  { path: "/ed-fi/schools", records: 12 },
  { path: "/ed-fi/students", records: 3000, parts: ["tpdm"] },
  { path: "/ed-fi/grades", records: 27_000 },
  { path: "/ed-fi/staffs", records: 240, parts: ["tpdm"] },
  { path: "/ed-fi/parents", records: 0 },
  { path: "/ed-fi/gradeLevelDescriptors", records: 0 },
  { path: "/tpdm/candidates", records: 18 },
  { path: "/tpdm/surveySectionAggregateResponses", records: 0 },
];

/** As many as a real server has, and then some. */
const many: readonly Resource[] = Array.from({ length: 1200 }, (_, index) => ({
  path: `/ed-fi/resource${index + 1}s`,
  records: index % 3 === 0 ? index : 0,
}));

interface ProfileWorld {
  profile: Profile;
  name: string | undefined;
  named: NamedProfile[];
  more: Partial<ProfileView>;
  resources: readonly Resource[];
}

export function profileWorld(given: Partial<ProfileWorld> = {}): ProfileWorld {
  return {
    profile: { extensions: "all", off: [], owners: {} },
    name: undefined,
    named: [],
    more: {},
    resources,
    ...given,
  };
}

export const hugeProfileWorld = () => profileWorld({ resources: [...resources, ...many] });

const projectOf = (path: string) => path.split("/")[1] ?? "";

function viewOf({ profile, name, more, resources: all }: ProfileWorld): ProfileView {
  const projects = [...new Set(all.map(({ path }) => projectOf(path)))];
  return {
    profile,
    ...(name !== undefined && { name }),
    projects: projects.map((project) => ({
      project,
      version: project === "tpdm" ? "1.1.0" : "5.2.0",
      resources: all.filter(({ path }) => projectOf(path) === project).length,
      parts: all.filter(({ parts = [] }) => parts.includes(project)).length,
      on: project === "ed-fi" || profile.extensions === "all" || profile.extensions.includes(project),
    })),
    resources: all.map(({ path, records, parts = [] }) => {
      const unsent = whyUnsent(profile, { path, project: projectOf(path) });
      const given = profile.owners[path];
      return {
        resource: path,
        project: projectOf(path),
        kind: path.endsWith("Descriptors") ? ("descriptor" as const) : ("resource" as const),
        owner: given?.owner ?? ("us" as const),
        ...(given?.contact !== undefined && { contact: given.contact }),
        off: profile.off.includes(path),
        ...(unsent && { unsent }),
        records,
        parts: [...parts],
      };
    }),
    apiProfiles: { assigned: [], hidden: [] },
    unknown: [],
    ...more,
  };
}

/** Answers by the world, which the commands change. */
export function profileAnswers(world: ProfileWorld, connection = "State 2026-27") {
  return {
    "profile.show": () => viewOf(world),
    "profile.save": ({ profile }: { profile: Profile }) => {
      world.profile = profile;
      world.more = { ...world.more, unknown: [] };
      return viewOf(world);
    },
    "profile.use": ({ name }: { name: string | null }) => {
      world.name = name ?? undefined;
      world.profile = world.named.find((each) => each.name === name)?.profile ?? world.profile;
      return viewOf(world);
    },
    "profiles.list": () => world.named,
    "profiles.name": ({ name }: { name: string }) => {
      world.name = name;
      world.named.push({ name, profile: world.profile, usedBy: [connection] });
      return viewOf(world);
    },
    "profiles.remove": ({ name }: { name: string }) => {
      world.named = world.named.filter((each) => each.name !== name);
      return undefined;
    },
  };
}

const everyDay = ["Create", "Read", "Update", "Delete"];

export function permissions(more: Partial<PermissionsView> = {}): PermissionsView {
  return {
    now: {
      at: "2026-11-20T07:30:00.000Z",
      claimSet: "SIS Vendor",
      namespacePrefixes: ["uri://ed-fi.org", "uri://district.example.org"],
      organizations: Array.from({ length: 13 }, (_, index) => ({
        id: String(255_901_000 + index),
        name: index === 0 ? "Invented District" : `Invented School ${index}`,
        type: index === 0 ? "edfi.LocalEducationAgency" : "edfi.School",
      })),
      profiles: [],
      resources: [
        { resource: "/ed-fi/schools", operations: everyDay },
        { resource: "/ed-fi/students", operations: everyDay },
        { resource: "/ed-fi/grades", operations: ["Read"] },
        { resource: "/ed-fi/parents", operations: [...everyDay, "ReadChanges"] },
      ],
    },
    changes: [
      "No longer allowed is Create on grades.",
      "The claim set is SIS Vendor; it was SIS Vendor Pilot.",
    ],
    changedSince: "2026-10-02T07:30:00.000Z",
    gaps: [
      {
        resource: "/ed-fi/staffs",
        missing: ["Create", "Update"],
        records: 240,
        sentence:
          "You send staffs, but this key may not create or update them. Ask the state for Create and Update on staffs.",
      },
      {
        resource: "/ed-fi/grades",
        missing: ["Create", "Update"],
        records: 27_000,
        sentence:
          "You send grades, but this key may not create or update them. Ask the state for Create and Update on grades.",
      },
    ],
    ...more,
  };
}
