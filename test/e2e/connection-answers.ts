import type { AuditEntry } from "../../shared/domain/audit.ts";
import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import type { Differences } from "../../shared/domain/difference.ts";
import type { ProfileView } from "../../shared/domain/profile.ts";
import type { ConnectionTemplate } from "../../shared/domain/template.ts";

/** Invented answers to what the pages of connections ask; nothing changes by asking. */

export type Answers = Readonly<Record<string, (input: never) => unknown>>;

export const goodSteps: readonly TestStep[] = [
  { step: "address", ok: true, found: "https://api.example.org" },
  {
    step: "tls",
    ok: true,
    found: "TLS 1.3, certificate good until 14 March 2027",
    details: [
      "api.example.org, issued by Invented Authority R3",
      "Invented Authority R3, issued by Invented Root X1",
    ],
  },
  {
    step: "discovery",
    ok: true,
    status: 200,
    found: "ODS/API 7.3, Ed-Fi 5.2.0, TPDM 1.1.0",
    details: ["token: https://api.example.org/oauth/token", "data: https://api.example.org/data/v3/"],
  },
  { step: "token", ok: true, status: 200 },
  { step: "token_info", ok: true, status: 200, found: "Claim set SIS Vendor, 1 district, 12 schools" },
  { step: "read", ok: true, status: 200, found: "schools" },
  {
    step: "permissions",
    ok: true,
    advice:
      "You send grades, but this key may not create them: ask your state before the first grading period.",
  },
];

export const refusedKey: readonly TestStep[] = [
  ...goodSteps.slice(0, 3),
  {
    step: "token",
    ok: false,
    status: 401,
    advice: "The server does not know this key. Ask your state for the current pair.",
  },
];

/** The server names another origin for its token: nobody has allowed it yet. */
export const askedConsent = (trustOrigin: string): readonly TestStep[] => [
  ...goodSteps.slice(0, 2),
  {
    step: "discovery",
    ok: false,
    advice: `The server wants the key to be sent to ${trustOrigin}.`,
    suggestion: { trustOrigin },
  },
];

export const templateOf = ({ name, settings }: Connection): ConnectionTemplate => ({
  format: "steward-connection",
  version: 1,
  name,
  exportedAt: "2026-11-20T09:12:00.000Z",
  settings: { ...settings, caFile: "C:\\Steward\\state-ca.pem" },
  profile: { extensions: ["tpdm"], off: ["/ed-fi/grades"], owners: {} },
  profileName: "State collection",
  schedule: { timing: { kind: "every", minutes: 10 }, timeZone: "America/Chicago" },
  mappings: ["LATE", "LATE-MEDEXC"].map((code) => ({
    type: "/ed-fi/attendanceEventCategoryDescriptors",
    code,
    uri: "uri://ed-fi.org/AttendanceEventCategoryDescriptor#Tardy",
  })),
  notes: [],
  server: { resources: ["/ed-fi/schools", "/ed-fi/students"], extensions: ["tpdm"], descriptors: [] },
});

export function someDifferences(comparedWith: string): Differences {
  return {
    comparedWith,
    at: "2026-11-22T08:00:00.000Z",
    descriptors: [
      {
        type: "/ed-fi/attendanceEventCategoryDescriptors",
        added: ["uri://ed-fi.org/AttendanceEventCategoryDescriptor#Remote"],
        gone: [
          {
            uri: "uri://ed-fi.org/AttendanceEventCategoryDescriptor#Tardy",
            mappedFrom: ["LATE", "LATE-MEDEXC"],
          },
        ],
        changed: [],
      },
    ],
    resources: { added: ["/ed-fi/contacts"], gone: ["/ed-fi/parents"] },
    extensions: { added: [], gone: ["tpdm"] },
    years: {
      inData: [2026],
      ofServer: 2027,
      advice: "Your files hold records of 2026, and this server is of 2027: wait for next year's export.",
    },
    notCompared: [],
  };
}

const audit: readonly AuditEntry[] = [
  {
    id: "a-3",
    at: "2026-11-20T09:12:00.000Z",
    who: "mgarcia",
    connection: "State 2026-27",
    what: "changed the transport",
    changes: [
      { field: "concurrency", from: "32", to: "12" },
      { field: "proxy", to: "http://proxy.example.org:8080" },
    ],
  },
  { id: "a-2", at: "2026-10-02T07:40:00.000Z", who: "mgarcia", what: "rotated the key", changes: [] },
  { id: "a-1", at: "2026-08-01T07:40:00.000Z", who: "tlee", what: "added the connection", changes: [] },
];

const profileView: ProfileView = {
  profile: { extensions: "all", off: [], owners: {} },
  projects: [
    { project: "ed-fi", version: "5.2.0", resources: 214, parts: 0, on: true },
    { project: "tpdm", version: "1.1.0", resources: 31, parts: 4, on: true },
  ],
  resources: [],
  apiProfiles: { assigned: [], hidden: [] },
  unknown: [],
};

/** What changes nothing. */
export const quietAnswers: Answers = {
  "connections.secrets": () => ({ source: "keychain", passphrase: true, proxyLogin: false }),
  "audit.list": ({ after }: { after?: string }) => (after === undefined ? audit : []),
  "profile.show": () => profileView,
  "profile.save": () => profileView,
  "sources.list": () => [
    {
      id: "s-1",
      folder: "C:\\Exports\\Ed-Fi\\2026-27",
      format: "jsonl",
      readAt: "2026-11-22T07:30:00.000Z",
      files: 41,
      records: 357_080,
    },
  ],
  "sources.add": () => ({ id: "s-2", folder: "D:\\", format: "jsonl", files: 0, records: 0 }),
  "sources.remove": () => undefined,
  "sources.cancel": () => undefined,
  "sources.scan": () => ({
    files: 2,
    records: 1250,
    new: 1250,
    changed: 0,
    unchanged: 0,
    gone: 0,
    rejected: [{ file: "students.jsonl", line: 17, reason: "the line is not JSON" }],
    rejectedTotal: 1,
    seconds: 1,
  }),
  "sync.show": () => ({ connection: "c-state", lines: [] }),
  "sync.graph": () => ({ connection: "c-state", resources: [] }),
  "submissions.list": () => [],
  "schedule.show": () => ({ connection: "c-state", waits: "off", kept: true }),
  "firstSync.show": () => ({ connection: "c-state", finished: { how: "earlier" }, stages: [] }),
  "push.preview": () => ({
    planned: 1250,
    unchanged: 0,
    resources: [
      { resource: "/ed-fi/schools", order: 1, new: 50, changed: 0, again: 0 },
      { resource: "/ed-fi/students", order: 2, new: 1200, changed: 0, again: 0 },
    ],
    rejected: 1,
  }),
};
