import { expect, type Page } from "@playwright/test";
import type { PageName } from "../../renderer/routes.ts";
import { line as recordLine } from "./records-world.ts";

/** A place of a page, and what a steward may choose there that has to come back with it. */
export interface Visit {
  readonly place: string;
  readonly title: string;
  /** Chooses something. Absent: there is nothing to choose. */
  readonly narrow?: (page: Page) => Promise<unknown>;
  /** What tells the place from others of the same page. */
  readonly holds?: (page: Page) => Promise<unknown>;
}

const state = "State 2026-27";

const ofConnection = async (page: Page) =>
  expect(page.getByRole("button", { name: `Connection: ${state}` })).toBeVisible();

/** A field that is filled, and keeps what is in it. */
const filled = (name: string, text: string): Pick<Visit, "narrow" | "holds"> => {
  const field = (page: Page) => page.locator("main").getByRole("textbox", { name });
  return {
    narrow: (page) => field(page).fill(text),
    holds: (page) => expect(field(page)).toHaveValue(text),
  };
};

const chosen = (name: string, value: string): Pick<Visit, "narrow" | "holds"> => {
  const field = (page: Page) => page.locator("main").getByRole("combobox", { name, exact: true });
  return {
    narrow: (page) => field(page).selectOption(value),
    holds: (page) => expect(field(page)).toHaveValue(value),
  };
};

/** A button or a switch that stays pressed. */
const pressed = (role: "button" | "switch" | "tab", name: RegExp): Pick<Visit, "narrow" | "holds"> => {
  const control = (page: Page) => page.locator("main").getByRole(role, { name });
  return {
    narrow: (page) => control(page).click(),
    holds: async (page) => {
      if (role === "switch") return expect(control(page)).toBeChecked();
      return expect(control(page)).toHaveAttribute(role === "tab" ? "aria-selected" : "aria-pressed", "true");
    },
  };
};

const causeChip = pressed("button", /^✓? ?Permission \d/);
const cause = "Attendance code";

/** Every page there is: one that is added without its visits is an error of types. */
export const visits: Readonly<Record<PageName, readonly Visit[]>> = {
  overview: [{ place: "/", title: "Overview" }],
  overviewOf: [{ place: "/overview/c-state", title: "Overview", holds: ofConnection }],
  sync: [{ place: "/sync", title: "Sync" }],
  syncOf: [
    { place: "/sync/c-state", title: "Sync", ...pressed("switch", /^Only with something to do/) },
    { place: "/sync/c-state", title: "Sync", ...filled("Find a resource", "grades") },
    { place: "/sync/c-state", title: "Sync", ...pressed("tab", /^Map/) },
    { place: "/sync/c-state/map", title: "Sync", ...pressed("switch", /^All resources of the server/) },
  ],
  connections: [{ place: "/connections", title: "Connections" }],
  add: [{ place: "/connections/add", title: "Add a connection" }],
  setUp: [
    {
      place: "/connections/add/c-state/folder",
      title: "Add a connection",
      holds: (page) => expect(page.locator("[aria-current=step]")).toContainText("Where records come from"),
    },
  ],
  connection: [
    { place: "/connections/c-state", title: state, ...pressed("tab", /^Schedule/) },
    { place: "/connections/c-state/profile", title: state, ...filled("Find a resource", "grades") },
    { place: "/connections/c-state/permissions", title: state, ...filled("Find a resource", "grades") },
    { place: "/connections/c-state/descriptors", title: state, ...filled("Find a code", "LATE") },
    {
      place: "/connections/c-state/descriptors",
      title: state,
      narrow: (page) => page.getByRole("option", { name: /^All types/ }).click(),
      holds: (page) => expect(page.getByRole("region", { name: "All types" })).toBeVisible(),
    },
  ],
  asSent: [
    {
      place: "/as-sent/c-state",
      title: "As sent",
      narrow: (page) => page.getByLabel("Day", { exact: true }).fill("2026-10-30"),
      holds: (page) => expect(page.getByLabel("Day", { exact: true })).toHaveValue("2026-10-30"),
    },
  ],
  records: [{ place: "/records", title: "Records" }],
  recordsOf: [
    { place: "/records/c-state", title: "Records", ...chosen("State", "refused") },
    { place: "/records/c-state", title: "Records", ...filled("File", "students") },
  ],
  record: [
    {
      place: `/records/c-state/record/${recordLine(1).id}`,
      title: "A record of",
      holds: (page) => expect(page.getByText("Created on the server")).toBeVisible(),
    },
  ],
  settings: [{ place: "/settings", title: "Settings" }],
  about: [{ place: "/settings/about", title: "About Steward" }],
  practice: [{ place: "/practice", title: "Practice" }],
  causes: [
    { place: "/causes", title: "Causes", ...causeChip },
    { place: "/causes/c-state", title: "Causes", ...pressed("button", /^✓? ?Cleared/) },
  ],
  cause: [
    {
      place: "/causes/all/c-state/cause-attendance",
      title: "Causes",
      ...causeChip,
      holds: async (page) => {
        await causeChip.holds?.(page);
        await expect(page.getByRole("article").getByRole("heading", { name: cause })).toBeVisible();
      },
    },
  ],
  journal: [
    { place: "/journal/c-state", title: "Journal", ...chosen("Show", "causes") },
    {
      place: "/journal",
      title: "Journal",
      narrow: (page) => page.getByLabel("From day").fill("2026-11-02"),
      holds: (page) => expect(page.getByLabel("From day")).toHaveValue("2026-11-02"),
    },
  ],
};
