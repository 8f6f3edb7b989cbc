import { expect } from "@playwright/test";
import type { TestStep } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld, tenConnections } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";
const unanswered: readonly TestStep[] = [
  { step: "address", ok: false, advice: "Nobody answers at this address." },
];

test("each tab has an address of its own; back and forward go through them", async ({ page, steward }) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state");
  await expect(pages.heading(state)).toBeVisible();
  await pages.tab("Overview").focus();
  for (const [name, place] of [
    ["Profile and resources", "profile"],
    ["Descriptors", "descriptors"],
    ["Permissions", "permissions"],
    ["Schedule", "schedule"],
    ["Transport", "transport"],
    ["History", "history"],
  ] as const) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`#/connections/c-state/${place}$`));
    await expect(pages.tab(name)).toHaveAttribute("aria-selected", "true");
    await expect(pages.tab(name)).toBeFocused();
  }
  await page.goBack();
  await expect(pages.tab("Transport")).toHaveAttribute("aria-selected", "true");
  await page.reload();
  await expect(pages.tab("Transport")).toHaveAttribute("aria-selected", "true");
});

test("the overview of a connection tells its counts, causes, key and folders", async ({ page, steward }) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state");
  await expect(page.getByRole("table", { name: `Needs you: ${state}` })).toBeVisible();
  await expect(page.getByText("Ends in x7Qa")).toBeVisible();
  await expect(page.getByText("41 files, 357,080 records")).toBeVisible();
  await takePicture(page, "connection");
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await pages.sideways()).toBe(0);
  await takePicture(page, "connection-zoomed");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("region", { name: "Where its records come from" }).scrollIntoViewIfNeeded();
  await takePicture(page, "connection-lower");
});

test("a connection with the longest name and an old key is shown whole", async ({ page, steward }) => {
  await steward.open(createConnectionWorld(tenConnections()));
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-3");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Accountability");
  expect(await pages.sideways()).toBe(0);
  await takePicture(page, "connection-long");
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await pages.sideways()).toBe(0);
  await pages.go("/connections/c-1");
  await expect(page.getByText("ask your host for a new pair")).toBeVisible();
  await expectAccessible(page);
});

test("a closed connection wears a band, offers nothing that it would refuse, and is reopened where one reads why", async ({
  page,
  steward,
}) => {
  await steward.open(createConnectionWorld(tenConnections()));
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-7/transport");
  await expect(page.getByText("Requests at a time, at most")).toBeVisible();
  await expect(page.locator("main").getByRole("textbox")).toHaveCount(1);
  await expect(pages.button("Save the name")).toBeVisible();
  await takePicture(page, "transport-closed");
  await pages.go("/connections/c-7/profile");
  await expect(page.getByRole("switch").first()).toBeDisabled();
  await expect(pages.button("Save as…")).toHaveCount(0);
  await pages.go("/connections/c-7");
  await expect(page.getByText("41 files")).toBeVisible();
  await expect(pages.button("Add the folder")).toHaveCount(0);
  await expect(page.getByText(/^Closed on .* kept for reading, nothing is sent$/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send now/ })).toHaveCount(0);
  await takePicture(page, "connection-closed");
  await pages.press(pages.button("Reopen"));
  await expect(page.getByText("is open again. Enter its key and secret before it sends.")).toBeVisible();
  await expect(pages.button("Add the folder")).toBeVisible();
});

test("the transport is changed by keyboard: what is wrong is told at its field, what is right is tested and saved", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state/transport");
  await expect(pages.field("Address of the API")).toHaveValue("https://api.example.org");
  await takePicture(page, "transport");
  await pages.type(pages.field("Requests at a time, at most"), "5000");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("A whole number from 1 to 1,024.")).toBeVisible();
  await expect(pages.field("Requests at a time, at most")).toBeFocused();
  expect(world.inputsOf("connections.update")).toEqual([]);
  await pages.type(pages.field("Requests at a time, at most"), "12");
  await pages.type(pages.field("Address of the proxy"), "http://proxy.example.org:8080");
  await pages.type(pages.field("Only these schools"), "255901001, Grand Bend");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("Grand is not the id of a school: ids have digits only")).toBeVisible();
  await expect(pages.field("Only these schools")).toBeFocused();
  await takePicture(page, "transport-schools");
  await pages.type(pages.field("Only these schools"), "255901001, 255901044");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(pages.steps).toContainText("TLS 1.3");
  await takePicture(page, "transport-saved");
  await expectAccessible(page);
  expect(world.inputsOf("connections.update")).toEqual([
    {
      connection: "c-state",
      settings: {
        url: "https://api.example.org",
        keyReminderDays: 365,
        sentHistoryDays: 400,
        concurrency: 12,
        requestTimeout: 60_000,
        connectTimeout: 15_000,
        proxy: "http://proxy.example.org:8080",
        schools: ["255901001", "255901044"],
      },
    },
  ]);
});

test("a passphrase or a login at the proxy is entered alone, and it is told which of them are kept", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state/transport");
  await expect(pages.field("Address of the API")).toBeVisible();
  await expect(pages.secret("Passphrase of the client certificate's key")).toHaveCount(0);
  await pages.type(pages.field("File of the client certificate's key"), "C:\\Steward\\client.key");
  await pages.type(pages.field("Address of the proxy"), "http://proxy.example.org:8080");
  await expect(page.getByText("One is kept in the keychain.")).toBeVisible();
  await expect(page.getByText("None is kept. It is needed only where the proxy asks")).toBeVisible();
  await pages.type(pages.secret("Password at the proxy"), "invented-password");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("Enter the user too.")).toBeVisible();
  expect(world.inputsOf("connections.update")).toEqual([]);
  await takePicture(page, "transport-secrets");
  await expectAccessible(page);
  await pages.type(pages.field("User at the proxy"), "steward");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(world.inputsOf("connections.update")).toMatchObject([
    { credentials: { proxyUser: "steward", proxyPassword: "invented-password" } },
  ]);
  await expect(pages.secret("Password at the proxy")).toHaveValue("");
  expect(await page.content()).not.toContain("invented-password");
});

test("a change that the server cannot be used with is refused with its sentence, and stays in the form", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, {
    "connections.update": () => {
      throw new AppError("unusable", "Nobody answers at this address.", { steps: unanswered });
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state/transport");
  await pages.field("Address of the API").fill("https://gone.example.org");
  await pages.button("Save").click();
  await expect(page.getByRole("alert")).toHaveText("Nobody answers at this address.");
  await expect(pages.field("Address of the API")).toHaveValue("https://gone.example.org");
  await expect(pages.steps.getByRole("listitem").first()).toContainText("does not work");
  await expectAccessible(page);
});

test("the history tells who changed what, old and new", async ({ page, steward }) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state/history");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("mgarcia");
  await expect(rows.nth(1)).toContainText("requests at a time, at most: 32");
  await expect(rows.nth(1)).toContainText("address of the proxy: not set");
  await takePicture(page, "history");
});

test("an address that leads nowhere teaches where everything is", async ({ page, steward }) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  for (const [place, title] of [
    ["/nowhere", "There is no such page"],
    ["/connections/c-state/nowhere", "There is no such page"],
    ["/connections/add/c-state/nowhere", "There is no such page"],
    ["/connections/c-gone", "There is no such connection"],
    ["/overview/c-gone", "There is no such connection"],
  ] as const) {
    await pages.go(place);
    await expect(pages.heading(title)).toBeVisible();
    await expectAccessible(page);
  }
  await takePicture(page, "nowhere");
  await page.getByRole("link", { name: "See the connections" }).press("Enter");
  await expect(pages.heading("Connections")).toBeVisible();
});

test("a page whose parts are still on their way, or failed, says so", async ({ page, steward }) => {
  let broken = true;
  const answer = Promise.withResolvers<void>();
  const world = createConnectionWorld(undefined, {
    "audit.list": async () => {
      await answer.promise;
      if (broken) throw new AppError("storage", "The disk is full.");
      return [];
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state/history");
  await expect(page.getByRole("status", { name: "Loading the history" })).toBeVisible();
  await takePicture(page, "history-loading");
  answer.resolve();
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  await takePicture(page, "history-failed");
  broken = false;
  await pages.button("Try again").press("Enter");
  await expect(page.getByText("Nothing was changed yet.")).toBeVisible();
});
