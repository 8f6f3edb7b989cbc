/** Where each page is: addresses after the "#", so that the window and the browser need the same one file. */

import { type CausesChoice, causesText } from "./causes-filter.ts";
import { type JournalFilter, journalText } from "./journal-filter.ts";
import { type ExplorerFilter, filterText } from "./record-filter.ts";
import { type SyncFilter, syncFilterText } from "./sync-view.ts";

export const connectionTabs = [
  "overview",
  "profile",
  "descriptors",
  "permissions",
  "schedule",
  "transport",
  "history",
] as const;
export type ConnectionTab = (typeof connectionTabs)[number];

/** Steps of the wizard; the first two have no connection yet. */
export type WizardStep = "address" | "key" | SetUpStep;
/** With a connection that is stored: their address survives a reload. */
const setUpSteps = ["what", "folder", "check"] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** Every page there is, in the order in which an address is tried: the first that fits is shown. `filter`: what narrows it. */
export const patterns = {
  overview: "/",
  overviewOf: "/overview/:id",
  sync: "/sync",
  syncOf: "/sync/:id/:view?/:filter?",
  connections: "/connections",
  add: "/connections/add",
  setUp: "/connections/add/:id/:step",
  connection: "/connections/:id/:tab?/:filter?",
  asSent: "/as-sent/:id/:day?",
  records: "/records",
  recordsOf: "/records/:id/:filter?",
  record: "/records/:id/record/:record",
  settings: "/settings",
  about: "/settings/about",
  practice: "/practice/:begin?",
  causes: "/causes/:scope?/:filter?",
  cause: "/causes/:scope/:connection/:cause/:filter?",
  journal: "/journal/:scope?/:filter?",
} as const;

export type PageName = keyof typeof patterns;

/** "/causes/c-1" and "only=found" to one address. */
const narrowed = (place: string, filter: string) => (filter === "" ? place : `${place}/${filter}`);

/** In the place of a connection's id. */
export const ofAll = "all";

export const places = {
  /** Of one connection, or of all. */
  overview: (id?: string) => (id === undefined ? "/" : `/overview/${encodeURIComponent(id)}`),
  /** Of one connection, or the list to choose one from. */
  sync: (id?: string) => (id === undefined ? "/sync" : `/sync/${encodeURIComponent(id)}`),
  /** The resources of one connection, as a list or as a map, narrowed by what may stand in an address. */
  syncFace: (id: string, face: "list" | "map", filter: Partial<SyncFilter> = {}) => {
    const text = syncFilterText(filter);
    if (face === "list" && text === "") return `/sync/${encodeURIComponent(id)}`;
    return narrowed(`/sync/${encodeURIComponent(id)}/${face}`, text);
  },
  /** One thing that was sent, on the page of its connection. */
  submission: (id: string, submission: string): string => places.syncFace(id, "list", { submission }),
  /** Of one connection, or of all, narrowed by what may stand in an address. */
  causes: (id: string = ofAll, choice: Partial<CausesChoice> = {}) => {
    const text = causesText(choice);
    if (id === ofAll && text === "") return "/causes";
    return narrowed(`/causes/${encodeURIComponent(id)}`, text);
  },
  /** Of Steward itself, for all connections. */
  settings: () => "/settings",
  about: () => "/settings/about",
  /** Where practice is made, mended, started over and removed. */
  practice: () => "/practice",
  /** The same, and it is made at once where there is none. */
  beginPractice: () => "/practice/begin",
  /** Those that the last check of a connection found. */
  foundCauses: (id: string): string => places.causes(id, { only: "found" }),
  /** One cause, beside the list of those of one connection, or of all, narrowed as that is. */
  cause: (
    { connection, id }: { connection: string; id: string },
    scope: string = ofAll,
    choice: Partial<CausesChoice> = {},
  ) =>
    narrowed(
      `/causes/${encodeURIComponent(scope)}/${encodeURIComponent(connection)}/${encodeURIComponent(id)}`,
      causesText(choice),
    ),
  /** Of one connection, or of all, narrowed by what may stand in an address. */
  journal: (id: string = ofAll, filter: Partial<JournalFilter> = {}) => {
    const text = journalText(filter);
    if (id === ofAll && text === "") return "/journal";
    return narrowed(`/journal/${encodeURIComponent(id)}`, text);
  },
  connections: () => "/connections",
  add: () => "/connections/add",
  setUp: (id: string, step: SetUpStep) => `/connections/add/${encodeURIComponent(id)}/${step}`,
  /** One part of a connection, narrowed by what that has for an address. */
  connection: (id: string, tab: ConnectionTab = "overview", filter = "") =>
    narrowed(`/connections/${encodeURIComponent(id)}${tab === "overview" ? "" : `/${tab}`}`, filter),
  asSent: (id: string, day?: string) =>
    `/as-sent/${encodeURIComponent(id)}${day === undefined ? "" : `/${day}`}`,
  /** Of one connection, narrowed by what may stand in an address, or the list to choose one from. */
  records: (id?: string, filter: Partial<ExplorerFilter> = {}) => {
    if (id === undefined) return "/records";
    return narrowed(`/records/${encodeURIComponent(id)}`, filterText(filter));
  },
  /** Of one connection. By the record's number: an address never holds a key, for addresses are kept and copied. */
  record: (id: string, record: string) =>
    `/records/${encodeURIComponent(id)}/record/${encodeURIComponent(record)}`,
};

/** For a link: `<a href={linkTo(places.connections())}>`. */
export const linkTo = (place: string) => `#${place}`;

/** Undefined for a tab that there is not. */
export function readTab(given: string | undefined): ConnectionTab | undefined {
  if (given === undefined) return "overview";
  return connectionTabs.find((tab) => tab === given);
}

export function readSetUpStep(given: string): SetUpStep | undefined {
  return setUpSteps.find((step) => step === given);
}
