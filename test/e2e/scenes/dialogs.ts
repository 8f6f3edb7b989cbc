import type { Page } from "@playwright/test";
import { review } from "../../hosts/fake-cli-journal.ts";
import { goodSteps, templateOf } from "../connection-answers.ts";
import { plan } from "../delete-world.ts";
import { someDays } from "../journal-world.ts";
import { found } from "../key-change-world.ts";
import { profileAnswers, profileWorld } from "../profile-world.ts";
import { createSyncWorld, line, somePreview } from "../sync-world.ts";
import { choiceAnswers } from "../theirs-world.ts";
import { office } from "./office.ts";
import { choose, press, type Stage } from "./scene.ts";

const dialog = (page: Page) => page.getByRole("dialog");

const shared = { extensions: [], off: ["/ed-fi/grades"], owners: {} };

/** Every dialog, menu and form that lies over a page. */
export const everyDialog: Stage = {
  name: "every dialog",
  world: () =>
    office({
      ...profileAnswers(
        profileWorld({
          named: [
            { name: "State core", profile: shared, usedBy: ["State 2025-26", "Practice"] },
            { name: "Old", profile: shared, usedBy: [] },
          ],
        }),
      ),
      "journal.preview": () => ({ ...review, journal: someDays() }),
      "journal.purge": () => ({ answers: 1200, runs: 12, causeEvents: 34 }),
      "journal.retain": () => ({ answers: 5000, runs: 0, causeEvents: 0 }),
      "connections.probe": () => ({ steps: goodSteps }),
      "push.preview": () => somePreview(),
    }),
  scenes: [
    {
      name: "palette",
      place: "/sync/c-state",
      shows: "[role=option]",
      act: async (page) => {
        await page.getByRole("link", { name: "Journal" }).focus();
        await page.keyboard.press("ControlOrMeta+k");
      },
    },
    {
      name: "palette-records",
      place: "/records/c-state",
      shows: "[role=option]:has-text('604823')",
      act: async (page) => {
        await page.keyboard.press("ControlOrMeta+k");
        await dialog(page).getByRole("combobox").fill("604823");
      },
    },
    {
      name: "switcher",
      place: "/",
      shows: "[role=menuitem]",
      act: (page) => page.locator(".switcher").first().click(),
    },
    {
      name: "connection-menu",
      place: "/connections",
      shows: "[role=menuitem]",
      act: press("More for State 2026-27"),
    },
    {
      name: "dialog-test",
      place: "/connections",
      shows: "[role=dialog] :text('TLS 1.3')",
      act: choose("Test"),
    },
    { name: "dialog-key", place: "/connections", shows: "[role=dialog]", act: choose("New key…") },
    {
      name: "dialog-roll-over",
      place: "/connections",
      shows: "[role=dialog]",
      act: choose("Roll over to a new year…"),
    },
    {
      name: "dialog-cloned",
      place: "/connections",
      shows: "[role=dialog] :text('3,000 mappings')",
      act: async (page) => {
        await choose("Roll over to a new year…")(page);
        await dialog(page).getByLabel("Address of the API").fill("https://api.example.org/2028");
        await press("Clone")(page);
      },
    },
    { name: "dialog-clone", place: "/connections", shows: "[role=dialog]", act: choose("Clone…") },
    { name: "dialog-close", place: "/connections", shows: "[role=dialog]", act: choose("Close…") },
    { name: "dialog-remove", place: "/connections", shows: "[role=dialog]", act: choose("Remove…") },
    {
      name: "dialog-import",
      place: "/connections",
      shows: "[role=dialog]",
      act: press("Import a connection"),
    },
    {
      name: "dialog-import-facts",
      place: "/connections",
      shows: "text=What is in State.json",
      act: async (page) => {
        await press("Import a connection")(page);
        const [connection] = office().statuses();
        if (!connection) throw new Error("The office has a connection.");
        await dialog(page)
          .getByLabel("Template file")
          .setInputFiles({
            name: "State.json",
            mimeType: "application/json",
            buffer: Buffer.from(JSON.stringify(templateOf(connection.connection))),
          });
      },
    },
    {
      name: "dialog-complete-lists",
      place: "/connections/c-state",
      shows: "[role=dialog]",
      act: press(/^Complete lists of /),
    },
    {
      name: "dialog-profiles",
      place: "/connections/c-state/profile",
      shows: "[role=dialog] :text('State core')",
      act: press("Use another profile…"),
    },
    {
      name: "dialog-name-profile",
      place: "/connections/c-state/profile",
      shows: "[role=dialog]",
      act: press("Save as…"),
    },
    {
      name: "profile-changed",
      place: "/connections/c-state/profile",
      shows: "text=Take all back",
      act: (page) => page.getByRole("switch", { name: /^TPDM/ }).press("Space"),
    },
    {
      name: "descriptors-menu",
      place: "/connections/c-state/descriptors",
      shows: "[role=menuitem]",
      act: press("Import and export"),
    },
    {
      name: "dialog-import-mappings",
      place: "/connections/c-state/descriptors",
      shows: "[role=dialog]",
      act: async (page) => {
        await press("Import and export")(page);
        await page.getByRole("menuitem", { name: "Import mappings…" }).click();
      },
    },
    {
      name: "descriptors-picker",
      place: "/connections/c-state/descriptors",
      shows: "[role=listbox][aria-label='Values of the server'] [role=option]",
      act: async (page) => {
        await page.locator("[data-column=target]").first().focus();
        await page.keyboard.type("a");
      },
    },
    {
      name: "descriptors-unsaved",
      place: "/connections/c-state/descriptors",
      shows: "text=not saved",
      act: async (page) => {
        await page.locator("[data-column=target]").first().focus();
        await page.keyboard.press("Enter");
      },
    },
    {
      name: "dialog-selection",
      place: "/sync/c-state",
      shows: "[role=dialog] :text('1,212')",
      act: press("This selection…"),
    },
    {
      name: "dialog-everything-again",
      place: "/sync/c-state",
      shows: "[role=dialog] :text('1,212')",
      act: press("Everything again…"),
    },
    {
      name: "dialog-review-file",
      place: "/journal",
      shows: "[role=dialog] table",
      act: press("Make a review file…"),
    },
    {
      name: "dialog-clear-journal",
      place: "/journal",
      shows: "[role=dialog] :text('1,200')",
      act: async (page) => {
        await press("Clear the journal…")(page);
        await dialog(page).getByLabel("Forget what happened before").fill("2026-11-01");
      },
    },
    { name: "dialog-keep-journal", place: "/journal", shows: "[role=dialog]", act: press("Change…") },
    {
      name: "dialog-remove-practice",
      place: "/practice",
      shows: "[role=dialog]",
      act: press("Remove practice…"),
    },
    {
      name: "cause-note",
      place: "/causes/all/c-state/cause-school",
      shows: "text=Save the note",
      act: press("Add a note"),
    },
  ],
};

/** What has left the files, and what has other keys in them. */
export const leaving: Stage = {
  name: "what leaves and what is renamed",
  world: () =>
    createSyncWorld({
      lines: [
        line("sections", "schedule", { sent: 1210, gone: 1190 }),
        line("cohorts", "people", { gone: 10 }),
      ],
      more: {
        "push.preview": () => ({ ...somePreview(), planned: 30, deletes: plan }),
        "deletes.list": () => [],
        "keychanges.list": () => found,
      },
    }),
  scenes: [
    { name: "sync-leaving", place: "/sync/c-state", shows: "text=are no longer in your files" },
    {
      name: "dialog-deletes",
      place: "/sync/c-state",
      shows: "[role=dialog] :text('27 grades belong')",
      act: press("See what would be deleted…"),
    },
    {
      name: "dialog-key-changes",
      place: "/sync/c-state",
      shows: "[role=dialog] table",
      act: press("See the plan…"),
    },
  ],
};

/** What somebody else changed on the server. */
export const elsewhere: Stage = {
  name: "what was changed elsewhere",
  world: () => office(choiceAnswers()),
  scenes: [
    {
      name: "cause-changed-elsewhere",
      place: "/causes/all/c-state/cause-others",
      shows: "text=invented key 1",
    },
    {
      name: "dialog-theirs",
      place: "/causes/all/c-state/cause-others",
      shows: "[role=dialog] table",
      act: press(/^Compare schools /),
    },
  ],
};
