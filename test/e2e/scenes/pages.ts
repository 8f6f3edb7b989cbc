import { connectionTabs } from "../../../renderer/routes.ts";
import { line as recordLine } from "../records-world.ts";
import { office } from "./office.ts";
import { press, type Scene, type Stage } from "./scene.ts";

const recordPlace = `/records/c-state/record/${recordLine(1).id}`;

const shownOnTab: Readonly<Record<(typeof connectionTabs)[number], string>> = {
  overview: "text=Ends in x7Qa",
  profile: "text=TPDM",
  descriptors: "text=LATE-MEDEXC",
  permissions: "text=SIS Vendor",
  schedule: "text=Every 15 minutes",
  transport: "text=Requests at a time, at most",
  history: "text=tlee",
};

const tabs = connectionTabs.map(
  (tab): Scene => ({
    name: `connection-${tab}`,
    place: `/connections/c-state${tab === "overview" ? "" : `/${tab}`}`,
    shows: shownOnTab[tab],
  }),
);

/** Every page as it is on an ordinary day. */
export const everyPage: Stage = {
  name: "every page",
  world: office,
  scenes: [
    { name: "overview", place: "/", shows: "text=Last 30 days" },
    {
      name: "overview-table",
      place: "/",
      shows: "text=Sun, Nov 22",
      act: press("As a table"),
    },
    { name: "overview-of-one", place: "/overview/c-practice", shows: "text=Last 30 days" },
    { name: "causes", place: "/causes", shows: "[role=option]" },
    { name: "cause", place: "/causes/all/c-state/cause-school", shows: "text=invented key 1" },
    { name: "cause-mapping", place: "/causes/all/c-state/cause-attendance", shows: "text=invented key 1" },
    {
      name: "cause-trend-table",
      place: "/causes/all/c-state/cause-grades",
      shows: "th:has-text('Waiting')",
      act: press("As a table"),
    },
    { name: "causes-found", place: "/causes/c-state/only=found", shows: "h1" },
    { name: "sync", place: "/sync/c-state", shows: "text=What was sent" },
    { name: "sync-map", place: "/sync/c-state/map", shows: "[aria-label='Map of what waits for what']" },
    { name: "sync-choice", place: "/sync", shows: ".sync-choice li" },
    { name: "submission", place: "/sync/c-state/list/submission=5", shows: "[role=dialog] table" },
    { name: "records-choice", place: "/records", shows: "main li" },
    { name: "records", place: "/records/c-state", shows: "text=more come as you scroll" },
    { name: "record", place: recordPlace, shows: "text=Created on the server" },
    {
      name: "record-compared",
      place: recordPlace,
      shows: "text=Tenth grade",
      act: press("See what the server has"),
    },
    { name: "connections", place: "/connections", shows: ".connection-list li" },
    ...tabs,
    { name: "add-connection", place: "/connections/add", shows: "text=Address of the API" },
    { name: "add-what", place: "/connections/add/c-state/what", shows: "text=of Ed-Fi core" },
    { name: "add-folder", place: "/connections/add/c-state/folder", shows: "text=41 files" },
    { name: "add-check", place: "/connections/add/c-state/check", shows: "text=students.jsonl line 17" },
    { name: "as-sent", place: "/as-sent/c-state/2026-10-29", shows: "text=40,003" },
    { name: "journal", place: "/journal", shows: "text=New cause: attendance" },
    { name: "settings", place: "/settings", shows: "text=Quiet hours" },
    { name: "about", place: "/settings/about", shows: "main h1" },
    { name: "practice", place: "/practice", shows: "main h1" },
    { name: "nowhere", place: "/nowhere", shows: "h1" },
    { name: "connection-nobody", place: "/connections/c-nobody", shows: "h1" },
    {
      name: "cause-nobody",
      place: "/causes/all/c-state/nothing",
      shows: "text=There is no such cause",
    },
    { name: "record-nobody", place: "/records/c-state/record/99", shows: "text=There is no such record" },
  ],
};
