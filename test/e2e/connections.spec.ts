import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld, tenConnections } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";

test("ten connections are told apart at a glance: standing, figures, key, last push", async ({
  page,
  steward,
}) => {
  await steward.open(createConnectionWorld(tenConnections()));
  const pages = new ConnectionsPage(page);
  await page.getByRole("link", { name: "Connections" }).press("Enter");
  await expect(pages.heading("Connections")).toBeFocused();
  await expect(pages.row(state)).toContainText("In step except for 3 causes");
  await expect(pages.row(state)).toContainText("312,040 accepted");
  await expect(pages.row(state)).toContainText("First: A school was refused");
  await expect(pages.row("Practice")).toContainText("nothing here reaches your state");
  await expect(pages.row("State 2025-26")).toContainText("time for a new one");
  await expect(pages.row("Special education")).toContainText("No key in the keychain");
  await expect(pages.row("State 2024-25")).toContainText("Closed");
  await expect(pages.row("State 2024-25").getByRole("button", { name: /^Send now/ })).toHaveCount(0);
  await expect(page.getByRole("article").last()).toContainText("State 2024-25");
  expect(await pages.sideways()).toBe(0);
  await takePicture(page, "connections");
});

test("at 200 percent zoom ten connections are not cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(createConnectionWorld(tenConnections()));
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await expect(pages.row(state)).toBeVisible();
  expect(await pages.sideways()).toBe(0);
  await takePicture(page, "connections-zoomed");
  await expectAccessible(page);
});

test("at 200 percent zoom no page, tab, step or dialog is cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(createConnectionWorld(tenConnections()));
  const pages = new ConnectionsPage(page);
  for (const [place, awaited] of [
    ["/connections/add", "Address of the API"],
    ["/connections/add/c-3/what", "Which extensions?"],
    ["/connections/add/c-3/folder", "Add the folder"],
    ["/connections/add/c-3/check", "students.jsonl line 17"],
    ["/connections/c-3/transport", "Other addresses of the same API"],
    ["/connections/c-3/history", "mgarcia"],
    ["/overview/c-3", "Nothing needs you."],
  ] as const) {
    await pages.go(place);
    await expect(page.getByText(awaited).first()).toBeVisible();
    expect([place, await pages.sideways()]).toEqual([place, 0]);
    await takePicture(page, `zoomed${place.replaceAll("/", "-")}`);
    await expectAccessible(page);
  }
  await pages.go("/connections");
  await pages.choose(state, "Clone…");
  await expect(pages.dialog).toBeVisible();
  expect(await pages.dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await takePicture(page, "zoomed-dialog");
  await expectAccessible(page);
});

test("without a connection the list teaches, with one button", async ({ page, steward }) => {
  await steward.open(createConnectionWorld([]));
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await expect(page.getByRole("heading", { name: "Welcome to Steward" })).toBeVisible();
  await takePicture(page, "connections-empty");
  await page.getByRole("link", { name: "Add a connection" }).press("Enter");
  await expect(pages.heading("Add a connection")).toBeFocused();
});

test("the switcher takes the page to another connection, and back and forward retrace the way", async ({
  page,
  steward,
}) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  await pages.button("Connection: All connections").press("Enter");
  const choice = page.getByRole("menuitem", { name: "Practice" });
  await takePicture(page, "switcher");
  await pages.pressTo(choice, "ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/overview\/c-practice$/);
  await expect(page.getByText("Practice: nothing here reaches your state")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);
  await takePicture(page, "overview-of-one");
  await page.goBack();
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.goForward();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("a connection is tested, closed, opened again and removed by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");

  await pages.choose(state, "Test");
  await expect(pages.dialog).toContainText("ODS/API 7.3, Ed-Fi 5.2.0, TPDM 1.1.0");
  await expect(pages.dialog).toContainText("ask your state before the first grading period");
  await takePicture(page, "dialog-test");
  await page.keyboard.press("Escape");
  await expect(pages.dialog).toBeHidden();
  await expect(pages.button(`More for ${state}`)).toBeFocused();

  await pages.choose(state, "Close…");
  await takePicture(page, "dialog-close");
  await pages.press(pages.button("Close the connection"));
  await expect(pages.row(state)).toContainText("Closed");
  await pages.choose(state, "Reopen");
  await expect(pages.row(state)).not.toContainText("Closed");

  await pages.choose(state, "Remove…");
  await expect(pages.dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("State 2026");
  await page.keyboard.press("Enter");
  await expect(pages.dialog).toContainText(`Type the name as it is: ${state}`);
  expect(world.inputsOf("connections.remove")).toEqual([]);
  await takePicture(page, "dialog-remove");
  await expectAccessible(page);
  await page.keyboard.type("-27");
  await page.keyboard.press("Enter");
  await expect(pages.dialog).toBeHidden();
  await expect(pages.row(state)).toBeHidden();
  expect(world.inputsOf("connections.remove")).toEqual([{ connection: "c-state" }]);
});

test("a key that is refused stays a draft, says why, and is forgotten by the page once it was sent", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.choose(state, "New key…");
  await expect(pages.dialog).toContainText("The key in use ends in x7Qa");
  await pages.press(pages.button("Test and switch"));
  await expect(pages.dialog).toContainText("Enter the key.");
  await expect(pages.secret("Key")).toBeFocused();
  await takePicture(page, "dialog-key");
  await expectAccessible(page);
  for (const name of ["Key", "Secret"]) {
    await expect(pages.secret(name)).toHaveAttribute("type", "password");
  }
  await pages.secret("Key").focus();
  await page.keyboard.type("invented-key");
  await pages.type(pages.secret("Secret"), "invented-secret");
  await page.keyboard.press("Enter");
  await expect(pages.dialog).toBeHidden();
  await expect(page.getByText(`${state} uses the new key from now on.`)).toBeVisible();
  expect(world.inputsOf("connections.rotate")).toEqual([
    { connection: "c-state", credentials: { key: "invented-key", secret: "invented-secret" } },
  ]);
  await expect(pages.row(state)).toContainText("Key …n3Wk");
  expect(await page.content()).not.toContain("invented-secret");
  expect(
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
  ).not.toContain("invented");
});
