import { expect } from "@playwright/test";
import { write } from "../core/harness.ts";
import { keyedDistrict, sourceIds } from "../core/key-change-district.ts";
import { connect } from "../practice/api-client.ts";
import { type Steward, takePicture, test } from "./fixtures.ts";
import { hasHost, whyNot } from "./host.ts";
import { openOffice } from "./office.ts";
import { SyncPage } from "./sync-page.ts";

test.skip(!hasHost, whyNot);

type Body = Record<string, unknown>;

/** A practice API that has a whole district, and a connection that keeps what others change. */
async function openKeeping(steward: Steward) {
  const office = await openOffice(steward, {
    practice: { educationOrganizationIds: [255901] },
    settings: { keepOthersChanges: true },
    sourceIds,
  });
  write(office.files, keyedDistrict());
  expect(await office.push()).toMatchObject({ exitStatus: 0 });
  return {
    ...office,
    valuesOf: (resource: string, member: string) =>
      office.practice.items(`/ed-fi/${resource}`).map(({ body }) => (body as Body)[member]),
  };
}

test("over the core itself a changed key is confirmed by its plan, and what somebody else changed is compared and sent over: by keyboard alone", async ({
  steward,
}) => {
  const office = await openKeeping(steward);
  try {
    const { page } = await office.core.open();
    const sync = new SyncPage(page);
    write(office.files, keyedDistrict({ course: "MATH-10" }));
    expect(await office.push()).toMatchObject({ blocked: 2, requests: 0 });
    await sync.open(office.id);
    await sync.press(sync.button("See the plan…"));
    const steps = sync.dialog.getByRole("table", { name: "What is done, in this order" });
    await expect(steps.getByRole("rowheader")).toHaveText([
      "1. Send the new ones",
      "2. Send what refers to them, with the new key",
      /^3\. Remove/,
    ]);
    const confirm = sync.dialog.getByRole("button", { name: "Confirm and send" });
    await expect(confirm).toHaveAttribute("aria-disabled", "false");
    await takePicture(page, "real-key-changes");
    await sync.press(confirm);
    await expect(sync.dialog).toBeHidden();
    await expect.poll(() => office.valuesOf("courses", "courseCode")).toEqual(["MATH-10"]);
    await expect(page.getByRole("region", { name: "Keys that changed" })).toBeHidden();

    // Somebody with another program raises the days of the session; our files shorten it.
    const api = await connect(office.practice);
    const [item] = office.practice.items("/ed-fi/sessions");
    const theirs = { ...(item?.body as Body), totalInstructionalDays: 81 };
    expect((await api.send("PUT", `/ed-fi/sessions/${item?.id}`, theirs)).status).toBe(204);
    const after = keyedDistrict({ course: "MATH-10" });
    const shorter = after["sessions.jsonl"]?.map((line) => ({ ...line, totalInstructionalDays: 79 })) ?? [];
    write(office.files, { "sessions.jsonl": shorter });
    expect(await office.push()).toMatchObject({ failed: 1 });
    await sync.go(`/causes/${office.id}`);
    await page.getByRole("option", { name: /^sessions: somebody else has changed them/ }).waitFor();
    await sync.pressTo(page.getByRole("listbox", { name: "Causes" }), "Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await sync.press(page.getByRole("button", { name: /^Compare / }));
    await expect(sync.dialog.getByRole("row")).toHaveText([
      /Member.*Ours.*Theirs/,
      /totalInstructionalDays.*79.*81/,
    ]);
    await takePicture(page, "real-theirs");
    await sync.press(sync.dialog.getByRole("button", { name: "Send ours" }));
    await expect(sync.dialog).toBeHidden();
    await expect.poll(() => office.valuesOf("sessions", "totalInstructionalDays")).toEqual([79]);
    await expect(page.getByRole("button", { name: /^Compare / })).toBeHidden();
    expect(office.core.bugs()).toEqual([]);
  } finally {
    await office.close();
  }
});
