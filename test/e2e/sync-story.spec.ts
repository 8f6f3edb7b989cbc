import { expect } from "@playwright/test";
import { takePicture, test } from "./fixtures.ts";
import { hasHost, host, whyNot } from "./host.ts";
import { officeName, openOffice } from "./office.ts";
import { SyncPage } from "./sync-page.ts";

test.skip(!hasHost, whyNot);

const attendance = "studentSectionAttendanceEvents";

test("a first stage is sent and judged, a push is cancelled and goes on, it is paused and goes on, one day is sent again as its preview says, and a schedule is set", async ({
  steward,
}) => {
  // Two requests at a time, so that there is time to cancel.
  const office = await openOffice(steward, {
    district: { students: 6 },
    practice: { latency: 10 },
    settings: { concurrency: 2 },
    isNew: true,
  });
  try {
    await office.scan();
    const { page } = await office.core.open();
    const sync = new SyncPage(page);
    await sync.open(office.id);
    await expect(sync.figure("schools", 1)).not.toHaveText("0");
    await sync.press(page.getByRole("button", { name: /^Send Foundation: / }));
    await expect(page.getByText("Foundation: go on.")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: /^Go on: send Schedule, / })).toBeVisible();
    await takePicture(page, "real-first-sync");
    await sync.press(sync.button("Send without stages…"));
    await sync.press(sync.button("No more stages"));
    await sync.press(sync.button("All changes"));
    await expect(sync.run).toContainText(" at a time");
    await sync.press(sync.button(`Cancel this push to ${officeName}`));
    await expect(sync.submission(1)).toContainText("Cancelled");

    await sync.button("All changes").press("Enter");
    await expect(sync.run).toContainText(" at a time");
    await sync.button("Pause").press("Enter");
    await expect(sync.submission(1)).toContainText("Waits until sending is resumed");
    office.practice.setLatency(0);
    await sync.button("Resume").press("Enter");
    await expect(sync.submission(1)).toContainText("Done", { timeout: 60_000 });
    await expect(page.getByText(/; nothing to send\.$/)).toBeVisible();
    const all = office.records(attendance);
    expect(office.practice.items(`/ed-fi/${attendance}`)).toHaveLength(all.length);
    await takePicture(page, "real-sync");

    const day = all[0].eventDate;
    const ofDay = all.filter(({ eventDate }) => eventDate === day).length;
    await page.getByRole("textbox", { name: "Find a resource" }).fill(attendance);
    await sync.button(`Resync ${attendance}…`).press("Enter");
    await sync.dialog.getByLabel("First day").fill(day);
    await sync.dialog.getByLabel("Last day").fill(day);
    await expect(sync.preview).toContainText("Nothing would be sent");
    await sync.dialog.getByRole("radio", { name: /^All of it again/ }).press("Space");
    const send = sync.send(new RegExp(`^Send ${ofDay} records?$`));
    await expect(send).toHaveAttribute("aria-disabled", "false");
    const before = office.practice.counts();
    await send.press("Enter");
    await expect(sync.submission(1)).toContainText(`Everything of ${attendance}`);
    await expect(sync.submission(1)).toContainText("Done");
    expect(await office.newest()).toMatchObject({
      state: "done",
      sent: ofDay,
      startedBy: host === "window" ? "window" : "browser",
    });
    expect(office.practice.counts().writes - before.writes).toBe(ofDay);

    await page.getByRole("link", { name: "Set a schedule" }).press("Enter");
    await page.getByRole("radio", { name: "At times of the day or the week" }).press("Space");
    await sync.field("Cron pattern").fill("* * * * *");
    const times = page.getByRole("region", { name: "The next five times" });
    await expect(times).toContainText("more often than every 5 minutes");
    await page.getByRole("radio", { name: "Again and again, so many minutes apart" }).press("Space");
    await expect(times.getByRole("listitem")).toHaveCount(5);
    await sync.button("Save").press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Next batch" })).toBeVisible();
    expect(office.core.bugs()).toEqual([]);
  } finally {
    await office.close();
  }
});
