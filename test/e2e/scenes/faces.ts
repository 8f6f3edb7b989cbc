import type { Page } from "@playwright/test";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { CheckProgress } from "../../../shared/domain/check.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Transport } from "../../../shared/rpc.ts";
import { createFakeCore, type FakeCore } from "../../hosts/fake-core.ts";
import { defaultWorld } from "../../hosts/fake-world.ts";
import { askedConsent, refusedKey } from "../connection-answers.ts";
import { createConnectionWorld, tenConnections } from "../connection-world.ts";
import { hugeWorld, mappingAnswers, smallWorld } from "../mapping-world.ts";
import { hugeProfileWorld, permissions, profileAnswers, profileWorld } from "../profile-world.ts";
import { createSyncWorld, manyLines, type SyncWorld, someFirstSync, someSubmissions } from "../sync-world.ts";
import { office } from "./office.ts";
import { press, type Scene, type Stage } from "./scene.ts";

/** The other faces of pages: empty, loading, failed, huge, and what only happens at times. */

const full = () => {
  throw new AppError(
    "storage",
    "The disk is full: Steward cannot read its database. Make room, then try again.",
  );
};
const never = () => new Promise(() => {});

const questions = [
  "causes.show",
  "sync.show",
  "submissions.list",
  "records.find",
  "records.show",
  "journal.list",
  "audit.list",
  "profile.show",
  "permissions.show",
  "descriptors.types",
  "schedule.show",
  "sources.list",
  "asSent.show",
  "notices.show",
  "firstSync.show",
] as const;
/** All that pages ask, but for who there is and what needs a person: answered by nothing, or by a refusal. */
const answeredBy = (answer: () => unknown) => Object.fromEntries(questions.map((name) => [name, answer]));

const places = [
  { name: "cause", place: "/causes/all/c-state/cause-school" },
  { name: "sync", place: "/sync/c-state" },
  { name: "records", place: "/records/c-state" },
  { name: "record", place: "/records/c-state/record/4294967297" },
  { name: "journal", place: "/journal" },
  { name: "connection", place: "/connections/c-state" },
  { name: "profile", place: "/connections/c-state/profile" },
  { name: "descriptors", place: "/connections/c-state/descriptors" },
  { name: "permissions", place: "/connections/c-state/permissions" },
  { name: "schedule", place: "/connections/c-state/schedule" },
  { name: "history", place: "/connections/c-state/history" },
  { name: "as-sent", place: "/as-sent/c-state/2026-10-29" },
  { name: "settings", place: "/settings" },
] as const;

const faces = (face: string, shows: string): Scene[] =>
  places.map(({ name, place }) => ({ name: `${name}-${face}`, place, shows }));

const loading: Stage = {
  name: "while it loads",
  world: () => office(answeredBy(never)),
  scenes: faces("loading", "main h1"),
};

const failing: Stage = {
  name: "when it fails",
  world: () => office(answeredBy(full)),
  scenes: faces("failed", "[role=alert]"),
};

const all: readonly Scene[] = [
  { name: "overview", place: "/", shows: "main h1" },
  { name: "connections", place: "/connections", shows: "main h1" },
  { name: "causes", place: "/causes", shows: "main h1" },
];
const named = (face: string) => all.map((scene) => ({ ...scene, name: `${scene.name}-${face}` }));

const starting: Stage = {
  name: "before anything is known",
  world: () => office({ "status.show": never }),
  scenes: named("unknown"),
};
const broken: Stage = {
  name: "when nothing can be known",
  world: () => office({ "status.show": full }),
  scenes: named("broken").map((scene) => ({ ...scene, shows: "[role=alert]" })),
};

const nothing: Stage = {
  name: "without a connection",
  world: () =>
    createConnectionWorld([], {
      "journal.list": () => ({ lines: [] }),
      "causes.list": () => [],
      "practice.show": () => ({}),
    }),
  scenes: [
    ...named("empty"),
    { name: "practice-empty", place: "/practice", shows: "main h1" },
    { name: "sync-empty", place: "/sync", shows: "main h1" },
    { name: "records-empty", place: "/records", shows: "main h1" },
    { name: "journal-empty", place: "/journal", shows: "main h1" },
    {
      name: "add-problems",
      place: "/connections/add",
      shows: "text=Give it a name that you will know it by.",
      act: press("Continue"),
    },
  ],
};

const quiet: Stage = {
  name: "with nothing in it yet",
  world: () =>
    office({
      "causes.list": () => [],
      "sync.show": () => ({ connection: "c-state", lines: [] }),
      "submissions.list": () => [],
      "records.find": () => ({ lines: [], searched: 0, of: 0 }),
      "journal.list": () => ({ lines: [] }),
      "audit.list": () => [],
      "sources.list": () => [],
      "descriptors.types": () => [],
      "profiles.list": () => [],
      "permissions.show": () => ({ changes: [], gaps: [] }),
    }),
  scenes: [
    { name: "causes-none", place: "/causes", shows: "text=Nothing to mend" },
    { name: "sync-none", place: "/sync/c-state", shows: "text=No records yet" },
    { name: "records-none", place: "/records/c-state", shows: "text=No record is like that" },
    { name: "journal-none", place: "/journal", shows: "main h1" },
    { name: "history-none", place: "/connections/c-state/history", shows: "text=Nothing was changed yet" },
    { name: "connection-none", place: "/connections/c-state", shows: "text=Ends in x7Qa" },
    { name: "permissions-none", place: "/connections/c-state/permissions", shows: "main h2" },
    { name: "descriptors-none", place: "/connections/c-state/descriptors", shows: "main h2" },
  ],
};

const many: Stage = {
  name: "as much as there can be",
  world: () => {
    const [cause] = defaultWorld().causes["c-state"] ?? [];
    const causes = Array.from({ length: 200 }, (_, index) => ({
      ...(cause as Cause),
      id: `cause-${index}`,
      title: `School 255901${String(index).padStart(3, "0")} was refused: the address type "Physical and mailing address of the annex" is not known to this server`,
      releases: 2_000_000 - index * 9000,
    }));
    return createConnectionWorld(tenConnections(), {
      ...profileAnswers(hugeProfileWorld()),
      ...mappingAnswers(hugeWorld()),
      "causes.list": () => causes,
      "causes.show": () => ({ ...causes[0], history: [], trend: [] }),
      "sync.show": () => ({ connection: "c-3", lines: manyLines(400) }),
      "submissions.list": () => someSubmissions(50),
      "permissions.show": () => permissions(),
      "firstSync.show": () => ({ connection: "c-3", finished: { how: "earlier" }, stages: [] }),
      "keychanges.list": () => ({ renames: [], recreations: 0, unconfirmed: 0, steps: [], changes: [] }),
    });
  },
  scenes: [
    { name: "overview-many", place: "/", shows: "text=Last 30 days" },
    { name: "connections-many", place: "/connections", shows: ".connection-list li" },
    { name: "causes-many", place: "/causes", shows: "[role=option]" },
    { name: "sync-many", place: "/sync/c-3", shows: "text=resource000" },
    { name: "profile-many", place: "/connections/c-state/profile", shows: "text=TPDM" },
    { name: "descriptors-many", place: "/connections/c-state/descriptors", shows: "text=LOCAL-" },
    { name: "connection-long", place: "/connections/c-3", shows: "text=Accountability" },
    { name: "connection-old-key", place: "/connections/c-1", shows: "text=ask your host for a new pair" },
    { name: "connection-closed", place: "/connections/c-7", shows: "text=kept for reading" },
    { name: "transport-closed", place: "/connections/c-7/transport", shows: "text=Requests at a time" },
    {
      name: "switcher-many",
      place: "/",
      shows: "[role=menuitem]",
      act: (page) => page.locator(".switcher").first().click(),
    },
  ],
};

const core = (world: Transport) => (world as SyncWorld).core;
/** A push that is under way. */
const send = (more: Parameters<FakeCore["advance"]>[1]) => async (page: Page, world: Transport) => {
  await page.evaluate(() =>
    fetch("/call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "push.start", input: { connection: "c-state" } }),
    }),
  );
  core(world).advance(250, { latencyMs: 41, inFlight: 12, concurrency: 16, ...more });
};

const sending: Stage = {
  name: "while it is sent",
  world: office,
  scenes: [
    { name: "overview-sending", place: "/", shows: "text=250 of 1,000", act: send({}) },
    { name: "sync-sending", place: "/sync/c-state", shows: "text=12 of 16", act: async () => {} },
    {
      name: "sync-down",
      place: "/sync/c-state",
      shows: "text=The API has not answered since",
      act: async (_, world) =>
        core(world).advance(400, { downSince: "2026-11-22T07:12:00Z", perSecond: 0, inFlight: 1 }),
    },
    {
      name: "overview-down",
      place: "/",
      shows: "[aria-label=Connections] >> text=The API has not answered since",
    },
  ],
};

const checking: CheckProgress = {
  connection: "c-state",
  of: "check",
  phase: "checking",
  linesRead: 100_000,
  checked: 41_250,
  planned: 100_000,
};

const paused: Stage = {
  name: "paused, and checked",
  world: () =>
    office({
      "check.last": () => ({ running: checking }),
      "practice.show": () => ({
        making: { phase: "district", done: 21_000, of: 52_000, startedAt: "2026-11-22T07:40:00.000Z" },
      }),
    }),
  scenes: [
    { name: "practice-making", place: "/practice", shows: "main h1" },
    { name: "sync-checking", place: "/sync/c-state", shows: "text=41,250 of 100,000" },
    { name: "sync-paused", place: "/sync/c-state", shows: "text=Sending is paused.", act: press("Pause") },
  ],
};

const firstSync = (advice: "go" | "stop"): Stage => ({
  name: `a first sync: ${advice}`,
  world: () => createSyncWorld({ more: { "firstSync.show": () => someFirstSync(advice) } }),
  scenes: [
    { name: `first-sync-${advice}`, place: "/sync/c-state", shows: "text=Foundation" },
    {
      name: `dialog-finish-first-sync-${advice}`,
      place: "/sync/c-state",
      shows: "[role=dialog]",
      act: press("Send without stages…"),
    },
  ],
});

const ready: Stage = {
  name: "what is ready, what is narrowed to nothing",
  world: () => {
    const world = defaultWorld();
    const causes = (world.causes["c-state"] ?? []).map((cause) =>
      cause.id === "cause-school" ? { ...cause, records: 0, repaired: 1, ready: 45_012 } : cause,
    );
    return createFakeCore({ world: { ...world, causes: { "c-state": causes } } });
  },
  scenes: [
    { name: "cause-ready", place: "/causes/all/c-state/cause-school", shows: "text=records are ready" },
    {
      name: "dialog-send-ready",
      place: "/causes/all/c-state/cause-school",
      shows: "[role=dialog]",
      act: press("Send 45,012 now…"),
    },
  ],
};

const servers: Stage = {
  name: "what servers say otherwise",
  world: () => {
    const { resources: _, ...before } = permissions().now ?? permissions({}).now ?? ({} as never);
    return createConnectionWorld(undefined, {
      ...profileAnswers(
        profileWorld({
          profile: { extensions: "all", off: ["/ed-fi/contacts"], owners: {} },
          more: {
            unknown: ["/ed-fi/contacts"],
            apiProfiles: {
              assigned: ["State-Collection"],
              hidden: [{ resource: "/ed-fi/students", members: ["birthCity", "addresses"] }],
              advice: "Under the API Profile State-Collection the server drops what it hides without a word.",
            },
          },
        }),
      ),
      ...mappingAnswers({ ...smallWorld(), pulledAt: undefined }),
      "permissions.show": () => ({ ...permissions({ gaps: [] }), now: before }),
      "connections.probe": ({ credentials }: { credentials?: object }) => ({
        steps: credentials ? refusedKey : askedConsent("https://login.example.net"),
      }),
    });
  },
  scenes: [
    { name: "profile-api", place: "/connections/c-state/profile", shows: "text=birthCity" },
    { name: "descriptors-unread", place: "/connections/c-state/descriptors", shows: "text=are not read yet" },
    { name: "permissions-before-7.3", place: "/connections/c-state/permissions", shows: "text=SIS Vendor" },
    {
      name: "add-trust",
      place: "/connections/add",
      shows: "text=may receive",
      act: async (page) => {
        await page.getByRole("textbox", { name: "Name" }).fill("State");
        await page.getByRole("textbox", { name: "Address of the API" }).fill("https://api.example.org");
      },
    },
  ],
};

export const everyFace: readonly Stage[] = [
  loading,
  failing,
  starting,
  broken,
  nothing,
  quiet,
  many,
  sending,
  paused,
  firstSync("go"),
  firstSync("stop"),
  ready,
  servers,
];
