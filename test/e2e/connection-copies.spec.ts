import { readFile, writeFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { askedConsent, goodSteps, someDifferences } from "./connection-answers.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";
const login = "https://login.example.org";

test("a connection is rolled over to a new year: cloned, compared, and the old one closed", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.choose(state, "Roll over to a new year…");
  await expect(pages.dialog.getByLabel("Name")).toHaveValue("State 2027-28");
  await takePicture(page, "dialog-roll-over");
  await pages.type(pages.dialog.getByLabel("Address of the API"), "https://api.example.org/2028");
  await pages.press(pages.button("Clone"));
  await expect(pages.dialog).toContainText("3,000 mappings");
  await expect(pages.dialog).toContainText("1 mapping needs a new target");
  await expect(pages.dialog).toContainText("LATE, LATE-MEDEXC → ");
  await takePicture(page, "dialog-differences");
  await expect(pages.dialog.getByRole("list").last()).toContainText("Go through its first sync.");
  await pages.press(pages.button(`Close ${state}`));
  await expect(pages.heading("State 2027-28")).toBeVisible();
  expect(world.inputsOf("connections.clone")).toEqual([
    { connection: "c-state", name: "State 2027-28", url: "https://api.example.org/2028", sources: true },
  ]);
  expect(world.inputsOf("connections.close")).toEqual([{ connection: "c-state" }]);
});

test("another origin gets the key of a clone only after a yes that was said of this clone", async ({
  page,
  steward,
}) => {
  const [status] = createConnectionWorld().statuses();
  const world = createConnectionWorld(undefined, {
    "connections.clone": ({ name, trustedOrigins }: { name: string; trustedOrigins?: string[] }) => {
      const advice = `The server wants the key to be sent to ${login}.`;
      if (!trustedOrigins?.includes(login))
        throw new AppError("unusable", `${advice} Nothing was copied.`, { steps: askedConsent(login) });
      return {
        connection: { ...status?.connection, id: "c-copy", name },
        steps: goodSteps,
        mappings: 0,
        differences: someDifferences(state),
      };
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.choose(state, "Clone…");
  await pages.type(pages.secret("Key"), "invented-key");
  await pages.type(pages.secret("Secret"), "invented-secret");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(`sent to ${login}. Nothing was copied.`);
  await expect(page.getByRole("region", { name: "Other servers" })).toHaveCount(0);
  await takePicture(page, "dialog-consent");
  await expectAccessible(page);
  await pages.press(pages.button(`Yes, ${login} may receive the key and the records`));
  await expect(pages.button(`No longer allow ${login}`)).toBeVisible();
  await expect(pages.button("Clone")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pages.dialog).toContainText("State 2026-27 (copy) is there");
  const credentials = { key: "invented-key", secret: "invented-secret" };
  expect(world.inputsOf("connections.clone")).toMatchObject([
    { credentials },
    { credentials, trustedOrigins: [login] },
  ]);
  expect(world.inputsOf("connections.clone")[0]).not.toHaveProperty("trustedOrigins");
});

test("a new key that another origin would get is tried only after a yes", async ({ page, steward }) => {
  let allowed = false;
  const world = createConnectionWorld(undefined, {
    "connections.rotate": () => {
      if (!allowed) throw new AppError("unusable", "Say so first.", { steps: askedConsent(login) });
      throw new AppError("unauthorized", "The server does not know this key.");
    },
    "connections.update": ({ settings }: { settings: { trustedOrigins: string[] } }) => {
      allowed = settings.trustedOrigins.includes(login);
      const [status] = world.statuses();
      return { connection: status?.connection, steps: goodSteps };
    },
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.choose(state, "New key…");
  await pages.secret("Key").fill("invented-key");
  await pages.secret("Secret").fill("invented-secret");
  await pages.press(pages.button("Test and switch"));
  await expect(page.getByRole("alert")).toHaveText("Say so first.");
  await takePicture(page, "dialog-key-consent");
  await expectAccessible(page);
  await pages.press(pages.button(`Yes, ${login} may receive the key and the records`));
  await expect(pages.button("Test and switch")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("The server does not know this key.");
});

test("a connection is exported as a file, and imported from it after a look at what is in it", async ({
  page,
  steward,
}, info) => {
  const world = createConnectionWorld();
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  const download = page.waitForEvent("download");
  await pages.choose(state, "Export as a template");
  const file = info.outputPath("State.json");
  await (await download).saveAs(file);
  expect((await download).suggestedFilename()).toBe(`${state}.json`);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ format: "steward-connection" });
  await expect(page.getByText("2 mappings: no key, no secret, no record.")).toBeVisible();

  await pages.press(pages.button("Import a connection"));
  await expect(pages.dialog.getByLabel("Template file")).toBeFocused();
  await takePicture(page, "dialog-import");
  await pages.dialog.getByLabel("Template file").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "What is in State.json" })).toBeFocused();
  for (const fact of [
    "2 mappings of 1 type",
    "State collection: core, TPDM; 1 resource is not sent",
    "state-ca.pem",
  ])
    await expect(pages.dialog).toContainText(fact);
  await expect(pages.dialog.getByLabel("Name")).toHaveValue(`${state} (imported)`);
  expect(world.inputsOf("connections.import")).toEqual([]);
  await takePicture(page, "dialog-import-facts");
  await pages.type(pages.dialog.getByLabel("Name"), "Colleague");
  await pages.press(pages.button("Import"));
  await expect(pages.dialog).toContainText("Colleague is there, with 2 mappings.");
  await expect(pages.dialog).toContainText("It was not tested: it has no key yet.");
  await takePicture(page, "dialog-imported");
  await expectAccessible(page);
  await pages.press(pages.button("Open Colleague"));
  await expect(pages.heading("Colleague")).toBeVisible();
  expect(world.inputsOf("connections.import")).toMatchObject([
    { name: "Colleague", url: "https://api.example.org", template: { name: state } },
  ]);
});

test("a broken or foreign file is refused with a sentence, and another one can be dropped", async ({
  page,
  steward,
}, info) => {
  await steward.open(createConnectionWorld([]));
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.button("Import a connection").press("Enter");
  for (const [name, text, sentence] of [
    ["broken.json", '{"format": "steward-conn', "This file is no connection template."],
    ["foreign.json", '{"format": "something else"}', "This file is no connection template."],
    ["later.json", '{"format": "steward-connection", "version": 2}', "written by a newer Steward"],
    ["damaged.json", '{"format": "steward-connection", "version": 1}', 'damaged at "name"'],
  ] as const) {
    await writeFile(info.outputPath(name), text);
    await pages.dialog.getByLabel("Template file").setInputFiles(info.outputPath(name));
    await expect(page.getByRole("alert")).toContainText(sentence);
  }
  await takePicture(page, "dialog-import-refused");
  await expectAccessible(page);
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["no template at all"], "notes.txt"));
    return data;
  });
  await page.dispatchEvent("body", "dragover", { dataTransfer: dropped });
  await expect(page.locator(".file-drop.over")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await expect(page.locator(".file-drop.over")).toBeHidden();
  await expect(page.getByRole("alert")).toContainText("This file is no connection template.");
});
