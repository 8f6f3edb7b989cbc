import { expect, type Page } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld, tenConnections } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { hugeProfileWorld, profileAnswers, profileWorld } from "./profile-world.ts";

test.skip(!hasChromium, whyNot);

const place = "/connections/c-state/profile";
const unsaved = (page: Page) => page.getByRole("status").filter({ hasText: "Not saved:" });

test("extensions and resources are switched by keyboard, told in words, and saved together", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, profileAnswers(profileWorld()));
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(page.getByText("2 resources, and parts in 2 other resources")).toBeVisible();
  await expect(
    page.getByText("8 resources are sent; your files hold 30,270 records for 5 of them."),
  ).toBeVisible();
  await takePicture(page, "profile");
  await pages.press(page.getByRole("switch", { name: /^TPDM/ }), "Space");
  await expect(page.getByRole("checkbox", { name: /^Every extension/ })).not.toBeChecked();
  await expect(page.getByRole("row", { name: /^tpdm\/candidates/ })).toContainText(
    "Its extension TPDM is off",
  );
  await pages.pressTo(page.getByRole("combobox", { name: "grades", exact: true }), "Tab");
  await page.keyboard.press("a");
  const contact = page.getByRole("textbox", { name: "Whom to call about grades" });
  await pages.type(contact, "Ms Invented, 555-0100");
  await expect(contact).toHaveValue("Ms Invented, 555-0100");
  await expect(unsaved(page)).toContainText("TPDM off");
  await expect(unsaved(page)).toContainText("grades: another system sends it");
  await takePicture(page, "profile-changed");
  await expectAccessible(page);
  await page.getByRole("tab", { name: "History" }).press("Enter");
  await page.getByRole("tab", { name: "Profile and resources" }).press("Enter");
  await expect(unsaved(page)).toContainText("TPDM off");
  await pages.press(pages.button("Save"));
  await expect(page.getByText("Saved. 5 resources are sent")).toBeVisible();
  expect(world.inputsOf("profile.save")).toEqual([
    {
      connection: "c-state",
      profile: {
        extensions: [],
        off: [],
        owners: { "/ed-fi/grades": { owner: "other", contact: "Ms Invented, 555-0100" } },
      },
    },
  ]);
  await expect(unsaved(page)).toHaveCount(0);
  await takePicture(page, "profile-saved");
  await expectAccessible(page);
});

test("a named profile: saved under a name, used, told who shares it, removed", async ({ page, steward }) => {
  const shared = { extensions: [], off: ["/ed-fi/grades"], owners: {} };
  const world = createConnectionWorld(
    undefined,
    profileAnswers(
      profileWorld({
        named: [
          { name: "State core", profile: shared, usedBy: ["State 2025-26", "Practice"] },
          { name: "Old", profile: shared, usedBy: [] },
        ],
      }),
    ),
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(page.getByText("State 2026-27 has a profile of its own.")).toBeVisible();
  await pages.press(pages.button("Use another profile…"));
  await expect(pages.dialog).toContainText("Used by State 2025-26, Practice");
  await takePicture(page, "profile-dialog");
  await expect(pages.button("Remove State core")).toHaveCount(0);
  await pages.press(pages.button("Use State core"));
  await expect(
    page.getByText("Who changes it here changes it for State 2025-26, Practice too."),
  ).toBeVisible();
  await expect(pages.button("Use another profile…")).toBeFocused();
  await page.getByRole("switch", { name: /^TPDM/ }).press("Space");
  await expect(
    page.getByText('The profile "State core" changes for State 2025-26, Practice too.'),
  ).toBeVisible();
  await expectAccessible(page);
  await pages.press(pages.button("Take all back"));
  await pages.press(pages.button("Save as…"));
  await expect(pages.dialog.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Spring collection");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText('uses the profile "Spring collection", and no other connection does'),
  ).toBeVisible();
  expect(world.inputsOf("profiles.name")).toEqual([{ connection: "c-state", name: "Spring collection" }]);
});

test("an API Profile says what it hides; names that the server does not know are told and can go", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(
    undefined,
    profileAnswers(
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
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(page.getByText("students: birthCity, addresses")).toBeVisible();
  await expect(
    page.getByText("This server does not know what the profile names: /ed-fi/contacts"),
  ).toBeVisible();
  await takePicture(page, "profile-api");
  await pages.type(page.getByRole("combobox", { name: "API Profile that requests name" }), "State-Coll");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(unsaved(page)).toContainText("API Profile State-Collection");
  await page.getByRole("button", { name: "Take these names out of the profile" }).press("Enter");
  await pages.button("Save").press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(world.inputsOf("profile.save")).toMatchObject([
    { profile: { off: [], apiProfile: "State-Collection" } },
  ]);
});

test("1,200 resources are searched and switched together without drawing them all", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, profileAnswers(hugeProfileWorld()));
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await page.getByRole("switch", { name: "Only what your files hold" }).press("Space");
  await expect(page.getByRole("table", { name: "Resources" })).toHaveAttribute("aria-rowcount", /12\d\d/);
  expect(await page.getByRole("row").count()).toBeLessThan(60);
  await page.getByRole("textbox", { name: "Find a resource" }).fill("resource11");
  await page.getByRole("combobox", { name: "All of Ed-Fi core: resources" }).selectOption("Not used");
  await expect(unsaved(page)).toContainText("resource11s, resource110s, resource111s and");
  await takePicture(page, "profile-huge");
  await expectAccessible(page);
});

test("at 200 percent zoom the profile is not cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(createConnectionWorld(undefined, profileAnswers(profileWorld())));
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await page.getByRole("combobox", { name: "grades", exact: true }).selectOption("Another system sends it");
  expect(await pages.sideways()).toBe(0);
  await page.getByRole("heading", { name: "Resources" }).scrollIntoViewIfNeeded();
  await takePicture(page, "profile-zoomed");
  await expectAccessible(page);
});

test("a profile that cannot be shown or saved says why; a closed connection's is for reading", async ({
  page,
  steward,
}) => {
  let broken = true;
  const answers = profileAnswers(profileWorld());
  const world = createConnectionWorld(tenConnections(), {
    ...answers,
    "profile.show": () => {
      if (broken)
        throw new AppError("unusable", "The server's resources are not known yet. Test the connection.");
      return answers["profile.show"]();
    },
    "profile.save": () => {
      throw new AppError("storage", "The disk is full.");
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(page.getByRole("alert")).toContainText("The server's resources are not known yet.");
  broken = false;
  await pages.button("Try again").press("Enter");
  await page.getByRole("switch", { name: /^TPDM/ }).press("Space");
  await pages.button("Save").press("Enter");
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  await expect(unsaved(page)).toBeVisible();
  await pages.go("/connections/c-7/profile");
  await expect(page.getByRole("switch", { name: /^TPDM/ })).toBeDisabled();
  await expect(page.getByRole("combobox", { name: "grades", exact: true })).toBeDisabled();
  await expectAccessible(page);
});
