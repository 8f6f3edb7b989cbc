import { expect, type Page } from "@playwright/test";
import { packReview, readReview } from "../../electron/core/journal/bundle.ts";
import type { Transport } from "../../shared/rpc.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { test } from "./fixtures.ts";
import { type Visit, visits } from "./places.ts";
import { office } from "./scenes/office.ts";
import { SyncPage } from "./sync-page.ts";

test.skip(!hasChromium, whyNot);

const follow = (page: Page, place: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, place);

/** The page itself: its heading has the focus unless it was loaded anew, and names the window. */
async function expectShown(page: Page, { title }: Pick<Visit, "title">, isLoaded = false) {
  const heading = page.getByRole("heading", { level: 1, name: title });
  await expect(heading).toBeVisible();
  if (!isLoaded) await expect(heading).toBeFocused();
  await expect(page).toHaveTitle(`${await heading.textContent()} - Steward`);
}

/** Goes there, chooses, goes on and comes back in every way there is. `elsewhere`: another page. */
async function walk(page: Page, visit: Visit, elsewhere: Pick<Visit, "place" | "title">) {
  await follow(page, elsewhere.place);
  await expectShown(page, elsewhere, true);
  await follow(page, visit.place);
  await expectShown(page, visit);
  await visit.narrow?.(page);
  await visit.holds?.(page);
  if (visit.narrow) await expect(page).not.toHaveURL(new RegExp(`#${visit.place}$`));
  const address = page.url();
  const expectBack = async (isLoaded = false) => {
    await expectShown(page, visit, isLoaded);
    expect(page.url()).toBe(address);
    await visit.holds?.(page);
  };
  await follow(page, elsewhere.place);
  await expectShown(page, elsewhere);
  await page.goBack();
  await expectBack();
  await page.goForward();
  await expectShown(page, elsewhere);
  await page.goBack();
  await expectBack();
  return expectBack;
}

for (const [name, each] of Object.entries(visits))
  test(`what was chosen comes back with its page, by back, forward and loading anew: ${name}`, async ({
    page,
    steward,
  }) => {
    await steward.open(office());
    const isOfSettings = each.some(({ title }) => title === "Settings");
    const elsewhere = isOfSettings
      ? { place: "/connections", title: "Connections" }
      : { place: "/settings", title: "Settings" };
    for (const visit of each) {
      const expectBack = await walk(page, visit, elsewhere);
      await page.reload();
      await expectBack(true);
    }
  });

/** A core to which the file of a review comes. */
function withReviews(core: Transport): Transport {
  return {
    ...core,
    call: async (name, input) =>
      name === "journal.review"
        ? { ok: true, value: await readReview(Buffer.from((input as { content: string }).content, "base64")) }
        : core.call(name, input),
  };
}

const ofReview: readonly Visit[] = [
  {
    place: "/review/causes",
    title: "Causes",
    narrow: (page) => page.getByRole("button", { name: /Cleared/ }).click(),
    holds: (page) =>
      expect(page.getByRole("button", { name: /Cleared/ })).toHaveAttribute("aria-pressed", "true"),
  },
  {
    place: "/review/causes/all/one/3",
    title: "Causes",
    holds: (page) => expect(page.getByRole("article").getByRole("heading").first()).toContainText("grades"),
  },
  {
    place: "/review/journal",
    title: "Journal",
    narrow: (page) => page.getByRole("combobox", { name: "Show" }).selectOption("settings"),
    holds: (page) => expect(page.getByRole("combobox", { name: "Show" })).toHaveValue("settings"),
  },
];

test("in a review too; loaded anew, the file is closed and the pages of this computer are there", async ({
  page,
  steward,
}) => {
  await steward.open(withReviews(office()));
  await follow(page, "/journal");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a review file…" }).click();
  const buffer = await packReview(review);
  await (await chooser).setFiles({ name: "review.gz", mimeType: "application/gzip", buffer });
  const band = page.getByRole("region", { name: "Review" });
  await expect(band).toBeVisible();
  for (const visit of ofReview) {
    const elsewhere = { place: "/review/connections", title: "Permissions: State" };
    await walk(page, visit, elsewhere);
    await expect(band).toBeVisible();
  }
  await page.reload();
  await expect(band).toHaveCount(0);
  await expect(page).not.toHaveURL(/review/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("back closes a dialog and stays on its page; only what was sent has an address, and is opened by it again", async ({
  page,
  steward,
}) => {
  await steward.open(office());
  const sync = new SyncPage(page);
  await follow(page, "/settings");
  await expectShown(page, { title: "Settings" });
  await follow(page, "/sync/c-state/list/only=busy");
  await expectShown(page, { title: "Sync" });
  const back = () => page.evaluate(() => history.back());

  const resync = page.getByRole("button", { name: /^Resync/ }).first();
  await resync.press("Enter");
  await expect(sync.dialog).toBeVisible();
  await back();
  await expect(sync.dialog).toBeHidden();
  await expect(resync).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Page, connection, cause or record" })).toBeFocused();
  await page.keyboard.type("journal");
  await back();
  await expect(sync.dialog).toBeHidden();
  await expect(page).toHaveURL(/#\/sync\/c-state\/list\/only=busy$/);

  const details = sync.submission(2).getByRole("button", { name: "Details" });
  await details.press("Enter");
  await expect(sync.dialog).toBeVisible();
  await expect(page).toHaveURL(/#\/sync\/c-state\/list\/only=busy&submission=\d+$/);
  await back();
  await expect(sync.dialog).toBeHidden();
  await expect(details).toBeFocused();
  await page.goForward();
  await expect(sync.dialog).toBeVisible();
  await page.reload();
  await expect(sync.dialog).toBeVisible();
  await sync.dialog.getByRole("button", { name: "Done" }).press("Enter");
  await expect(sync.dialog).toBeHidden();
  await expect(page).toHaveURL(/#\/sync\/c-state\/list\/only=busy$/);
  await back();
  await expectShown(page, { title: "Settings" });
});

test("where one is is kept at once, and the overview is where one is after loading it anew", async ({
  page,
  steward,
}) => {
  const world = office();
  await page.clock.install();
  await steward.open(world);
  await follow(page, "/causes");
  await expectShown(page, { title: "Causes" }, true);
  // No timer runs any more: what waited for one would be lost by now.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByRole("link", { name: "Journal" }).first().click();
  await expect.poll(() => world.inputsOf("page.set").at(-1)).toEqual({ place: "/journal" });
  await page.clock.resume();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.reload();
  await expectShown(page, { title: "Overview" }, true);
});
