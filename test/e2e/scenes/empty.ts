import { createConnectionWorld } from "../connection-world.ts";
import { office } from "./office.ts";
import { press, type Stage } from "./scene.ts";

/** Pages with nothing to show: they say what will stand there, and how to come to it. */

const nothing: Stage = {
  name: "without a connection",
  world: () =>
    createConnectionWorld([], {
      "journal.list": () => ({ lines: [] }),
      "causes.list": () => [],
      "practice.show": () => ({}),
    }),
  scenes: [
    { name: "overview-empty", place: "/", shows: "main h1" },
    { name: "connections-empty", place: "/connections", shows: "main h1" },
    { name: "causes-empty", place: "/causes", shows: "main h1" },
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

export const empty: readonly Stage[] = [nothing, quiet];
