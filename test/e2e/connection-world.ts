import type { ConnectionStatus } from "../../shared/contract.ts";
import type { AuditEntry } from "../../shared/domain/audit.ts";
import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import type { Differences } from "../../shared/domain/difference.ts";
import type { ProfileView } from "../../shared/domain/profile.ts";
import { AppError } from "../../shared/errors.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { createFakeCore, type FakeCore } from "../hosts/fake-core.ts";
import { defaultWorld } from "../hosts/fake-world.ts";

/** What the pages of connections ask for, answered by hand: invented connections that can be cloned, closed and removed. */

type Answers = Readonly<Record<string, (input: never) => unknown>>;

interface Asked {
  readonly name: string;
  readonly input: unknown;
}

export interface ConnectionWorld extends Transport {
  readonly core: FakeCore;
  /** Every command that was asked for, in order. */
  readonly asked: readonly Asked[];
  inputsOf(name: string): unknown[];
  statuses(): readonly ConnectionStatus[];
}

export function createConnectionWorld(
  given: readonly ConnectionStatus[] = twoConnections(),
  more: Answers = {},
): ConnectionWorld {
  const world = { statuses: [...given], causes: defaultWorld().causes };
  const core = createFakeCore({ world, byHand: true });
  const asked: Asked[] = [];
  const answers: Answers = { ...connectionAnswers(world, core), ...quietAnswers, ...more };
  return {
    core,
    asked,
    listen: core.listen,
    inputsOf: (name) => asked.filter((each) => each.name === name).map(({ input }) => input),
    statuses: () => world.statuses,
    call: async (name, input) => {
      asked.push({ name, input });
      const answer = answers[name];
      return answer === undefined ? core.call(name, input) : reply(() => answer(input as never));
    },
  };
}

async function reply(answer: () => unknown): Promise<Reply> {
  try {
    return { ok: true, value: await answer() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

export function twoConnections(): ConnectionStatus[] {
  return defaultWorld().statuses;
}

/** As many as are to be comfortable, with the longest names there can be among them. */
export function tenConnections(): ConnectionStatus[] {
  const [state, practice] = defaultWorld().statuses;
  if (!state || !practice) return [];
  const names = [
    "Local hub",
    "State 2025-26",
    "Regional Education Service Center for the North-Eastern Lakes, shared instance, 2026-27 school year",
    "Assessment-and-Accountability-Data-Collection-System-of-the-Department-of-Education-2026-2027-pilot",
    "Special education",
    "State 2026-27, staging",
    "TPDM pilot",
    "State 2024-25",
  ];
  const others = names.map(
    (name, index): ConnectionStatus => ({
      ...practice,
      connection: {
        ...practice.connection,
        id: `c-${index}`,
        name,
        practice: false,
        ...(index === 1 && { key: { ending: "k9Zz", since: "2024-08-01T08:00:00.000Z", due: true } }),
        ...(index >= 7 && { closedAt: "2026-07-01T08:00:00.000Z" }),
      },
    }),
  );
  const keyless = others[4];
  if (keyless) {
    const { key: _, ...connection } = keyless.connection;
    const { lastRun: __, ...rest } = keyless;
    others[4] = { ...rest, connection };
  }
  return [state, practice, ...others];
}

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

function connectionAnswers(world: { statuses: ConnectionStatus[] }, core: FakeCore): Answers {
  const find = (reference: string) => {
    const found = world.statuses.find(
      ({ connection: { id, name } }) => reference === id || reference === name,
    );
    if (!found) throw new AppError("not-found", "There is no connection of that name.");
    return found;
  };
  const tell = () => core.emit({ name: "data.changed", data: { tables: ["connections", "audit"] } });
  const put = (id: string, change: Partial<Connection>) => {
    const { connection } = find(id);
    const next = { ...connection, ...change };
    world.statuses = world.statuses.map((status) =>
      status.connection.id === connection.id ? { ...status, connection: next } : status,
    );
    tell();
    return next;
  };
  const add = (connection: Connection) => {
    const { lastRun: _, ...fresh } = twoConnections()[1] ?? find("");
    world.statuses = [...world.statuses, { ...fresh, connection }];
    tell();
    return connection;
  };
  const made = (name: string, change: Partial<Connection>): Connection => ({
    ...find(twoConnections()[0]?.connection.id ?? "").connection,
    id: `c-${name.length}-new`,
    name,
    ...change,
  });
  return {
    "status.show": () => world.statuses,
    "connections.test": ({ connection }: { connection: string }) => ({
      connection: find(connection).connection,
      steps: goodSteps,
    }),
    "connections.add": ({ name, settings }: { name: string; settings: Connection["settings"] }) => {
      const base = twoConnections()[0]?.connection;
      if (!base) throw new AppError("not-found", "The world is empty.");
      const connection = add({ ...base, id: "c-added", name, settings: { ...base.settings, ...settings } });
      return { connection, steps: goodSteps };
    },
    "connections.update": (input: {
      connection: string;
      name?: string;
      settings?: Connection["settings"];
    }) => {
      const { settings } = find(input.connection).connection;
      const connection = put(input.connection, {
        ...(input.name !== undefined && { name: input.name }),
        settings: { ...settings, ...input.settings },
      });
      return { connection, steps: goodSteps };
    },
    "connections.rotate": ({ connection }: { connection: string }) => ({
      connection: put(connection, {
        key: { ending: "n3Wk", since: new Date().toISOString(), due: false },
      }),
      steps: goodSteps,
    }),
    "connections.clone": ({ connection, name }: { connection: string; name: string }) => ({
      connection: add(made(name, { clonedFrom: find(connection).connection.name })),
      steps: goodSteps,
      mappings: 3000,
      differences: someDifferences(find(connection).connection.name),
    }),
    "connections.differences": ({ connection }: { connection: string }) =>
      someDifferences(find(connection).connection.clonedFrom ?? ""),
    "connections.close": ({ connection }: { connection: string }) =>
      put(connection, { closedAt: "2026-11-22T08:00:00.000Z" }),
    "connections.reopen": ({ connection }: { connection: string }) =>
      put(connection, { closedAt: undefined } as never),
    "connections.remove": ({ connection }: { connection: string }) => {
      const { id } = find(connection).connection;
      world.statuses = world.statuses.filter((status) => status.connection.id !== id);
      tell();
      return undefined;
    },
  };
}

function someDifferences(comparedWith: string): Differences {
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
const quietAnswers: Answers = {
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
