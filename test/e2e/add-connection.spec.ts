import { expect } from "@playwright/test";
import type { TestStep } from "../../shared/domain/connection.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { goodSteps, refusedKey } from "./connection-answers.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

interface ProbeInput {
  test: string;
  settings: { url: string; year?: number; trustedOrigins?: string[] };
  credentials?: { key: string };
}

test("a connection is added by keyboard alone: address, key, what, where from, check, first sync", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld([], { "connections.probe": () => ({ steps: goodSteps }) });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/add");
  await takePicture(page, "add-address-empty");

  await pages.type(pages.field("Name"), "State 2026-27");
  await pages.type(pages.field("Address of the API"), "https://api.example.org");
  await expect(pages.steps).toContainText("ODS/API 7.3, Ed-Fi 5.2.0, TPDM 1.1.0");
  await expect(pages.steps).not.toContainText("Key and secret");
  await takePicture(page, "add-address");
  await expectAccessible(page);
  await pages.press(pages.button("Continue"));

  await pages.type(pages.secret("Key"), "invented-key");
  await pages.type(pages.secret("Secret"), "invented-secret");
  await takePicture(page, "add-key");
  await expectAccessible(page);
  await pages.press(pages.button("Test and add"));

  await expect(page).toHaveURL(/#\/connections\/add\/c-added\/what$/);
  await expect(page.getByText("214 resources of Ed-Fi core")).toBeVisible();
  await pages.pressTo(page.getByRole("radio", { name: /every extension/ }), "Tab");
  await page.keyboard.press("ArrowDown");
  await pages.press(page.getByRole("checkbox", { name: /TPDM/ }), "Space");
  await takePicture(page, "add-what");
  await expectAccessible(page);
  await pages.press(pages.button("Continue"));

  await expect(page.getByText("C:\\Exports\\Ed-Fi\\2026-27")).toBeVisible();
  // A browser has no dialog that tells where a folder lies.
  await expect(pages.button("Choose…")).toBeHidden();
  await pages.type(pages.field("Folder"), "D:\\Attendance");
  await page.keyboard.press("Enter");
  await takePicture(page, "add-folder");
  await expectAccessible(page);
  await pages.press(page.getByRole("link", { name: "Continue" }));

  await expect(page.getByText("students.jsonl line 17: the line is not JSON")).toBeVisible();
  await expect(page.getByRole("region", { name: "Check without sending" })).toBeVisible();
  await takePicture(page, "add-check");
  await pages.press(page.getByRole("link", { name: "Go on to the first sync" }));
  await expect(pages.heading("Sync")).toBeVisible();

  expect(world.inputsOf("connections.add")).toEqual([
    {
      name: "State 2026-27",
      settings: { url: "https://api.example.org" },
      credentials: { key: "invented-key", secret: "invented-secret" },
    },
  ]);
  expect(world.inputsOf("profile.save")).toEqual([
    { connection: "c-added", profile: { extensions: [], off: [], owners: {} } },
  ]);
  expect(world.inputsOf("sources.add")).toEqual([{ connection: "c-added", folder: "D:\\Attendance" }]);
  expect(world.inputsOf("push.start")).toEqual([]);
  expect(await page.content()).not.toContain("invented-secret");
});

test("each step of the test shows as it ends, and a later test overtakes an earlier one", async ({
  page,
  steward,
}) => {
  const ends: (() => void)[] = [];
  const world = createConnectionWorld([], {
    "connections.probe": () =>
      new Promise((resolve) => ends.push(() => resolve({ steps: goodSteps.slice(0, 3) }))),
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/add");
  await pages.field("Address of the API").fill("https://api.example.org");
  const step = pages.steps.getByRole("listitem").first();
  await expect(step).toContainText("is being tried");
  const tell = (test: string, told: TestStep) =>
    world.core.emit({ name: "test.step", data: { test, step: told } });
  const first = (world.inputsOf("connections.probe")[0] as ProbeInput).test;
  tell(first, { step: "address", ok: true, found: "an address of the first test" });
  await expect(step).toContainText("an address of the first test");
  await expect(pages.steps.getByRole("listitem").nth(1)).toContainText("is being tried");
  await takePicture(page, "add-testing");
  await expectAccessible(page);

  await pages.field("Address of the API").fill("https://other.example.org");
  await expect(step).toContainText("is being tried");
  tell(first, { step: "address", ok: false, found: "a late word of the first test" });
  ends[0]?.();
  await expect.poll(() => ends.length).toBe(2);
  await expect(step).not.toContainText("a late word");
  ends[1]?.();
  await expect(step).toContainText("works");
});

test("what would make it right is one button: another address, the year, an origin to trust", async ({
  page,
  steward,
}) => {
  const advice = (suggestion: TestStep["suggestion"]): TestStep[] => [
    {
      step: "address",
      ok: false,
      advice: "There is something to set right.",
      ...(suggestion && { suggestion }),
    },
  ];
  const world = createConnectionWorld([], {
    "connections.probe": ({ settings }: ProbeInput) => {
      if (settings.url.endsWith("/data/v3")) return { steps: advice({ url: "https://api.example.org" }) };
      if (settings.year === undefined) return { steps: advice({ year: 2027 }) };
      if (!settings.trustedOrigins?.length)
        return { steps: advice({ trustOrigin: "https://login.example.net" }) };
      return { steps: goodSteps };
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/add");
  await pages.field("Address of the API").fill("https://api.example.org/data/v3");
  await pages.press(pages.button("Use https://api.example.org"));
  await expect(pages.field("Address of the API")).toHaveValue("https://api.example.org");
  await pages.press(pages.button("Use school year 2027"));
  await expect(pages.field("School year")).toHaveValue("2027");
  const yes = pages.button("Yes, https://login.example.net may receive the key and the records");
  await expect(yes).toBeVisible();
  await takePicture(page, "add-trust");
  await expectAccessible(page);
  expect(
    world.inputsOf("connections.probe").some((input) => (input as ProbeInput).settings.trustedOrigins),
  ).toBe(false);
  await pages.press(yes);
  await expect(pages.steps).toContainText("ODS/API 7.3");
});

test("an address that is none, and a key that the server does not know, are told where they are entered", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld([], {
    "connections.probe": ({ credentials }: ProbeInput) => ({
      steps: credentials ? refusedKey : goodSteps.slice(0, 3),
    }),
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/add");
  await pages.field("Address of the API").fill("api.example.org");
  await pages.press(pages.button("Continue"));
  await expect(page.getByText("A web address begins with https://")).toBeVisible();
  await expect(page.getByText("Give it a name that you will know it by.")).toBeVisible();
  await expect(pages.field("Name")).toBeFocused();
  await takePicture(page, "add-problems");
  await expectAccessible(page);
  expect(world.inputsOf("connections.probe")).toEqual([]);

  await pages.field("Name").fill("State");
  await pages.field("Address of the API").fill("https://api.example.org");
  await pages.button("Continue").click();
  await pages.secret("Key").fill("invented-key");
  await pages.secret("Secret").fill("invented-secret");
  await pages.button("Test and add").click();
  await expect(pages.steps).toContainText("The server does not know this key.");
  await expect(pages.button("Test and add")).toBeVisible();
  await takePicture(page, "add-refused");
  await expectAccessible(page);
  expect(world.inputsOf("connections.add")).toEqual([]);
});

test("a reading that nobody waits for any more is ended", async ({ page, steward }) => {
  const world = createConnectionWorld(undefined, { "sources.scan": () => new Promise(() => {}) });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/add/c-practice/check");
  await expect(page.getByText("Reading your files")).toBeVisible();
  await expect(page.getByText("Practice: nothing here reaches your state")).toBeVisible();
  await takePicture(page, "add-reading");
  await expectAccessible(page);
  await pages.press(page.getByRole("link", { name: "Send later" }));
  await expect(pages.heading("Practice")).toBeVisible();
  expect(world.inputsOf("sources.cancel")).toEqual([{ connection: "c-practice", of: "scan" }]);
});
