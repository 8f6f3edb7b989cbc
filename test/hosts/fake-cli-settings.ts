import type { Handlers } from "../../shared/contract.ts";
import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import type { CodeLine, MappingResult, PullReport } from "../../shared/domain/descriptor.ts";
import type { Differences } from "../../shared/domain/difference.ts";
import type { PermissionsView } from "../../shared/domain/permissions.ts";
import { everything, type Profile, type ProfileView } from "../../shared/domain/profile.ts";

/** How a fake core answers what concerns connections, profiles and descriptors. */
export interface SettingsScript {
  readonly steps?: readonly TestStep[];
  readonly settings?: Partial<ConnectionSettings>;
  readonly connection?: Partial<Connection>;
  readonly profile?: Profile;
  readonly profileName?: string;
  readonly permissions?: Partial<PermissionsView>;
  readonly codes?: readonly CodeLine[];
  /** Codes of a type whose mapping leads to nothing. */
  readonly lost?: number;
  readonly mapped?: Partial<MappingResult>;
  readonly pulled?: Partial<PullReport>;
}

export const at = "2026-11-22T10:42:00.000Z";

const differences: Differences = {
  comparedWith: "State",
  at,
  descriptors: [
    {
      type: "/ed-fi/gradeLevelDescriptors",
      added: ["uri://state.example/GradeLevelDescriptor#PK3"],
      gone: [{ uri: "uri://state.example/GradeLevelDescriptor#PK", mappedFrom: ["PK", "PRE"] }],
      changed: [],
    },
  ],
  resources: { added: ["/ed-fi/studentHealths"], gone: [] },
  extensions: { added: [], gone: ["tpdm"] },
  years: { inData: [2026], ofServer: 2027, advice: "The data is of 2026, the server of 2027." },
  notCompared: [],
};

export const unmappedCode: CodeLine = {
  type: "/ed-fi/gradeLevelDescriptors",
  code: "09",
  state: "unmapped",
  uses: 412,
  resources: [{ resource: "/ed-fi/studentSchoolAssociations", uses: 412 }],
};

export const fakeConnection = ({ settings, connection }: SettingsScript, name = "State"): Connection => ({
  id: "one",
  name,
  settings: ConnectionSettings.parse({ url: "https://api.example.org", ...settings }),
  server: { version: "7.3", product: "ods", dataModels: ["Ed-Fi 5.2.0"], seenAt: at },
  key: { ending: "9d3f", since: at, due: false },
  practice: false,
  createdAt: at,
  ...connection,
});

const resources = [
  { resource: "/ed-fi/students", project: "ed-fi", records: 500 },
  { resource: "/ed-fi/grades", project: "ed-fi", records: 1_350 },
  { resource: "/ed-fi/staffs", project: "ed-fi", records: 20 },
  { resource: "/ed-fi/contacts", project: "ed-fi", records: 0 },
  { resource: "/tpdm/candidates", project: "tpdm", records: 7 },
  { resource: "/sample/contacts", project: "sample", records: 0 },
] as const;

function viewOf(profile: Profile, name: string | undefined): ProfileView {
  return {
    profile,
    ...(name === undefined ? {} : { name }),
    projects: [
      { project: "ed-fi", version: "5.2.0", resources: 4, parts: 0, on: true },
      { project: "tpdm", version: "1.1.0", resources: 1, parts: 1, on: profile.extensions === "all" },
      { project: "sample", resources: 1, parts: 0, on: profile.extensions === "all" },
    ],
    resources: resources.map(({ resource, ...rest }) => {
      const { owner = "us", contact } = profile.owners[resource] ?? {};
      const off = profile.off.includes(resource);
      const unsent = owner === "us" ? (off ? "off" : undefined) : owner;
      return {
        ...rest,
        resource,
        kind: "resource",
        owner,
        off,
        parts: [],
        ...(contact === undefined ? {} : { contact }),
        ...(unsent === undefined ? {} : { unsent }),
      };
    }),
    apiProfiles: { assigned: [], hidden: [] },
    unknown: [],
  };
}

const permissions: PermissionsView = {
  now: {
    at,
    claimSet: "SIS Vendor",
    namespacePrefixes: ["uri://ed-fi.org"],
    organizations: [{ id: "255901", name: "Practice Falls", type: "LocalEducationAgency" }],
    profiles: [],
    resources: [{ resource: "/ed-fi/grades", operations: ["Read"] }],
  },
  changes: ["The key may not create grades any more."],
  changedSince: at,
  gaps: [
    {
      resource: "/ed-fi/grades",
      missing: ["Create"],
      records: 1_350,
      sentence: "You send grades, but may not create them: ask the host.",
    },
  ],
};

const nothingMapped: MappingResult = { changed: 1, records: 412, refused: [], warnings: [] };
const nothingPulled: PullReport = {
  types: 209,
  values: 3_294,
  added: 12,
  changed: 3,
  gone: 1,
  unreadable: [],
  failed: [],
};

type ConnectionCommands =
  | "connections.update"
  | "connections.rotate"
  | "connections.clone"
  | "connections.differences"
  | "connections.close"
  | "connections.reopen"
  | "connections.export"
  | "connections.import"
  | "connections.readTemplate"
  | "connections.secrets"
  | "permissions.show"
  | "audit.list";

export function connectionHandlers(script: SettingsScript): Pick<Handlers, ConnectionCommands> {
  const steps = [...(script.steps ?? [{ step: "address" as const, ok: true, found: "api.example.org" }])];
  const one = (name?: string) => fakeConnection(script, name);
  const copied = (name: string) => ({ connection: one(name), steps, mappings: 312, differences });
  return {
    "connections.update": ({ name }) => ({ connection: one(name), steps }),
    "connections.rotate": () => ({
      connection: { ...one(), key: { ending: "77aa", since: at, due: false } },
      steps,
    }),
    "connections.clone": ({ name }) => copied(name),
    "connections.import": ({ name }) => copied(name),
    "connections.differences": () => differences,
    "connections.close": () => ({ ...one(), closedAt: at }),
    "connections.reopen": () => one(),
    "connections.export": () => ({
      format: "steward-connection",
      version: 1,
      name: "State",
      exportedAt: at,
      settings: one().settings,
      profile: everything,
      mappings: [{ type: "/ed-fi/gradeLevelDescriptors", code: "09", uri: "uri://x#y" }],
      notes: [],
      server: { resources: [], extensions: [], descriptors: [] },
    }),
    "connections.readTemplate": () => ({
      name: "State",
      exportedAt: at,
      settings: one().settings,
      extensions: ["tpdm"],
      profileName: "K12",
      unsent: 2,
      hasSchedule: true,
      mappings: 312,
      mappedTypes: 14,
      notes: 2,
      resources: 131,
    }),
    "connections.secrets": () => ({ source: "keychain", passphrase: true, proxyLogin: false }),
    "permissions.show": () => ({ ...permissions, ...script.permissions }),
    "audit.list": () => [
      {
        id: "2",
        at,
        who: "pat",
        connection: "State",
        what: "rotated the key",
        changes: [{ field: "key ending", from: "9d3f", to: "77aa" }],
      },
    ],
  };
}

type ProfileCommands =
  | "profile.show"
  | "profile.save"
  | "profile.use"
  | "profiles.list"
  | "profiles.name"
  | "profiles.remove";

export function profileHandlers(script: SettingsScript): Pick<Handlers, ProfileCommands> {
  const profile = script.profile ?? everything;
  return {
    "profile.show": () => viewOf(profile, script.profileName),
    "profile.save": ({ profile: saved }) => viewOf(saved, script.profileName),
    "profile.use": ({ name }) => viewOf(profile, name ?? undefined),
    "profiles.list": () => [{ name: "K12", profile, usedBy: ["State", "Hub"] }],
    "profiles.name": ({ name }) => viewOf(profile, name),
    "profiles.remove": () => undefined,
  };
}

type DescriptorCommands =
  | "descriptors.types"
  | "descriptors.codes"
  | "descriptors.values"
  | "descriptors.map"
  | "descriptors.pull"
  | "descriptors.export"
  | "descriptors.import";

export function descriptorHandlers(script: SettingsScript): Pick<Handlers, DescriptorCommands> {
  const codes = script.codes ?? [unmappedCode];
  const line = { values: 20, readable: true, codes: 4, uses: { same: 3, mapped: 0, open: 412 } };
  return {
    "descriptors.types": () => [
      { type: "/ed-fi/gradeLevelDescriptors", ...line, unmapped: 1, unmappedUses: 412 },
      {
        type: "/tpdm/genderDescriptors",
        ...line,
        unmapped: 0,
        unmappedUses: 0,
        ...(script.lost === undefined ? {} : { lost: script.lost }),
      },
    ],
    "descriptors.codes": ({ after, limit }) => {
      const from = after === undefined ? 0 : codes.findIndex(({ code }) => code === after.code) + 1;
      return codes.slice(from, from + limit);
    },
    "descriptors.values": () => [
      {
        uri: "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade",
        namespace: "uri://ed-fi.org/GradeLevelDescriptor",
        codeValue: "Ninth grade",
        shortDescription: "Ninth grade",
        description: "",
      },
    ],
    "descriptors.map": () => ({ ...nothingMapped, ...script.mapped }),
    "descriptors.pull": () => ({ ...nothingPulled, ...script.pulled }),
    "descriptors.export": () => ({ csv: "type,code,uri\r\n", lines: 3 }),
    "descriptors.import": () => ({ ...nothingMapped, ...script.mapped }),
  };
}
