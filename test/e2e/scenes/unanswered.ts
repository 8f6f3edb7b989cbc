import { AppError } from "../../../shared/errors.ts";
import { office } from "./office.ts";
import type { Scene, Stage } from "./scene.ts";

/** Pages whose answers are still to come, and pages that were refused one. */

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

export const unanswered: readonly Stage[] = [loading, failing, starting, broken];
