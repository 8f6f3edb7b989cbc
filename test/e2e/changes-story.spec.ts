import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { startPractice } from "../../electron/practice/practice.ts";
import { write } from "../core/harness.ts";
import { keyedDistrict, sourceIds } from "../core/key-change-district.ts";
import { connect } from "../practice/api-client.ts";
import { type Steward, takePicture, test } from "./fixtures.ts";
import { hasHost, whyNot } from "./host.ts";
import { SyncPage } from "./sync-page.ts";

test.skip(!hasHost, whyNot);

const name = "Practice";
type Body = Record<string, unknown>;

/** The core itself over a practice API that has a whole district, and a connection that keeps what others change. */
async function openOffice(steward: Steward) {
  const folder = mkdtempSync(join(tmpdir(), "steward-changes-"));
  const files = join(folder, "district");
  mkdirSync(files);
  const practice = await startPractice({ educationOrganizationIds: [255901] });
  const core = await steward.startCore({ home: folder, credentials: practice });
  const { client } = core;
  const { connection } = await client.call("connections.add", {
    name,
    settings: { url: practice.url, keepOthersChanges: true },
  });
  await client.call("sources.add", { connection: name, folder: files, sourceIds });
  await client.call("firstSync.finish", { connection: name });
  const push = async () => {
    const run = await client.call("push.start", { connection: name });
    return client.call("runs.result", { run: run.id });
  };
  write(files, keyedDistrict());
  expect(await push()).toMatchObject({ exitStatus: 0 });
  return {
    core,
    practice,
    files,
    push,
    id: connection.id,
    valuesOf: (resource: string, member: string) =>
      practice.items(`/ed-fi/${resource}`).map(({ body }) => (body as Body)[member]),
    close: async () => {
      await steward.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test("over the core itself a changed key is confirmed by its plan, and what somebody else changed is compared and sent over: by keyboard alone", async ({
  steward,
}) => {
  const office = await openOffice(steward);
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
