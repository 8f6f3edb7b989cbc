import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { takePicture, test } from "./fixtures.ts";
import { type Hand, handNames, handOf } from "./hand.ts";
import { hasHost, whyNot } from "./host.ts";
import { MappingPage } from "./mapping-page.ts";
import { officeName, openOffice } from "./office.ts";
import { SyncPage } from "./sync-page.ts";

test.skip(!hasHost, whyNot);

/** What a test walks on: the pages, the hand, and what is behind them. */
interface Walk {
  readonly page: Page;
  readonly hand: Hand;
  readonly sync: SyncPage;
  readonly office: Awaited<ReturnType<typeof openOffice>>;
  readonly button: (name: string | RegExp) => Locator;
  readonly goTo: (entry: string) => Promise<void>;
}

for (const name of handNames) {
  test(`a push is cancelled and resumed, a code mapped and its records released, a review opened, a cause and a record sent again, a connection cloned, a school chosen: by ${name} alone`, async ({
    steward,
  }) => {
    const office = await openOffice(steward, {
      district: { students: 12, faults: "unmapped-descriptor=1,too-long=1" },
      practice: { latency: 10 },
      settings: { concurrency: 2 },
    });
    const { page } = await office.core.open();
    const hand = handOf(name, page);
    const sync = new SyncPage(page);
    const button = (words: string | RegExp) => page.getByRole("button", { name: words, exact: true });
    const goTo = async (entry: string) => {
      await hand.press(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: entry }));
      await sync.heading(entry).waitFor();
    };
    const walk: Walk = { page, hand, sync, office, button, goTo };
    try {
      await cancelAndResume(walk);
      await mapAndRelease(walk);
      await openReview(walk);
      await sendCauseAgain(walk);
      await sendRecordAgain(walk);
      await clone(walk);
      await chooseSchool(walk);
      expect(office.core.bugs()).toEqual([]);
    } finally {
      await office.close();
    }
  });
}

async function cancelAndResume({ hand, sync, office, button }: Walk) {
  await sync.open(office.id);
  await hand.press(button("All changes"));
  await expect(sync.run).toContainText(" at a time");
  await hand.press(button(`Cancel this push to ${officeName}`));
  await expect(sync.submission(1)).toContainText("Cancelled");
  const { writes } = office.practice.counts();
  const all = (await office.status())?.resources.reduce((sum, { records }) => sum + records, 0) ?? 0;
  expect(writes).toBeLessThan(all);
  office.practice.setLatency(0);
  await hand.press(button("All changes"));
  await expect(sync.submission(1)).toContainText("Done", { timeout: 60_000 });
  expect(await office.newest()).toMatchObject({ state: "done" });
}

const causes = (page: Page) => page.getByRole("listbox", { name: "Causes" });

async function mapAndRelease({ page, hand, sync, button, goTo }: Walk) {
  await goTo("Causes");
  await expect(causes(page).getByRole("option")).toHaveCount(2);
  await hand.pick(causes(page), causes(page).getByRole("option").filter({ hasText: "is not mapped" }));
  await hand.press(page.getByRole("button", { name: /^Value for/ }));
  const value = new MappingPage(page).options.first();
  await hand.take(value);
  await hand.press(button(/^Save and send /));
  await sendWhatIsShown({ hand, sync });
  await expect(causes(page).getByRole("option")).toHaveCount(1, { timeout: 60_000 });
}

/** Only what its preview has shown can be sent. */
async function sendWhatIsShown({ hand, sync }: Pick<Walk, "hand" | "sync">) {
  const send = sync.send(/^Send \d+ records?$/);
  await expect(send).toHaveAttribute("aria-disabled", "false", { timeout: 60_000 });
  await hand.press(send);
  await expect(sync.dialog).toBeHidden();
}

async function openReview({ page, hand, sync, office, button, goTo }: Walk) {
  await goTo("Journal");
  await hand.press(button("Make a review file…"));
  const download = page.waitForEvent("download");
  await hand.press(button("Save the file"));
  const file = await (await download).path();
  await hand.press(sync.dialog.getByRole("button", { name: "Done" }));
  const asked = office.practice.counts();
  const chooser = page.waitForEvent("filechooser");
  await hand.press(button("Open a review file…"));
  await (await chooser).setFiles({
    name: "review.jsonl.gz",
    mimeType: "application/gzip",
    buffer: await readFile(file),
  });
  await expect(page.getByRole("region", { name: "Review" })).toContainText("Nothing can be changed here.");
  await expect(causes(page).getByRole("option")).toHaveCount(1);
  await takePicture(page, `journey-review-${hand.name}`);
  expect(office.practice.counts(), "a review needs no server").toEqual(asked);
  await hand.press(button("Close the review"));
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
}

async function sendCauseAgain({ page, hand, sync, office, button, goTo }: Walk) {
  await office.mend();
  await goTo("Causes");
  await hand.pick(causes(page), causes(page).getByRole("option"));
  await hand.press(button(/^Send (these again|[\d,]+ now)…$/));
  await sendWhatIsShown({ hand, sync });
  await expect(page.getByText("Nothing to mend.")).toBeVisible({ timeout: 60_000 });
}

async function sendRecordAgain({ page, hand, sync, office, button, goTo }: Walk) {
  await goTo("Records");
  await hand.press(page.getByRole("table").getByRole("link").first());
  const { writes } = office.practice.counts();
  await hand.press(button("Resync this record…"));
  await sendWhatIsShown({ hand, sync });
  await expect.poll(() => office.practice.counts().writes).toBe(writes + 1);
  await takePicture(page, `journey-record-${hand.name}`);
}

async function clone({ page, hand, sync, button, goTo }: Walk) {
  await goTo("Connections");
  await hand.press(button(`More for ${officeName}`));
  await hand.take(page.getByRole("menuitem", { name: "Clone…" }));
  await hand.press(sync.dialog.getByRole("button", { name: "Clone", exact: true }));
  await expect(sync.dialog).toContainText(`${officeName} (copy) is there, with 1 mapping.`, {
    timeout: 60_000,
  });
  await hand.press(button(`Open ${officeName} (copy)`));
  await expect(sync.heading(`${officeName} (copy)`)).toBeVisible();
}

async function chooseSchool({ page, hand, sync, office }: Walk) {
  await sync.go(`/connections/${office.id}/transport`);
  await hand.press(page.locator("summary", { hasText: "Choose from the schools in your files" }));
  const school = page.getByRole("checkbox", { name: /School$/ }).first();
  await hand.tick(school);
  await expect(sync.field("Only these schools")).toHaveValue(/^\d+$/);
  await expect(page.getByText(/^\d+ schools?; 1 is ticked$/)).toBeVisible();
  await takePicture(page, `journey-schools-${hand.name}`);
}
