import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { defaultWorld } from "../hosts/fake-world.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { detail } from "./records-world.ts";
import { changedElsewhere, choiceAnswers } from "./theirs-world.ts";

test.skip(!hasChromium, whyNot);

const compare = "Compare schools invented key 1 with the server's version…";

test("a record that somebody else changed is shown beside ours, and ours is sent: by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, choiceAnswers());
  const overview = await steward.open(world);
  await overview.tabTo(overview.cause(changedElsewhere));
  await page.keyboard.press("Enter");
  const records = page.getByRole("table", { name: `Records: ${changedElsewhere}` });
  await expect(records.getByRole("button", { name: /^Compare / })).toHaveCount(1);
  await overview.tabTo(page.getByRole("button", { name: compare }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Somebody else changed it on the server on Nov 20, 2026");
  await expect(dialog.getByRole("row")).toHaveText([
    /Member.*Ours.*Theirs/,
    /addresses 2.*none.*city: Grand Bend, postalCode: 78834/,
    /nameOfInstitution.*Invented School.*Invented High School/,
    /webSite.*https:\/\/school\.example\.org.*none/,
  ]);
  await takePicture(page, "theirs");
  await expectAccessible(page);
  expect(world.inputsOf("push.start")).toEqual([]);
  await overview.tabTo(dialog.getByRole("button", { name: "Send ours" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: compare })).toBeFocused();
  expect(world.inputsOf("push.start")).toEqual([{ connection: "c-state", records: ["1"], overwrite: true }]);
});

test("theirs is kept as it was seen: what changed since is refused in a sentence, and looked at again", async ({
  page,
  steward,
}) => {
  const answers = { refuses: true, fails: true };
  const given = choiceAnswers();
  const world = createConnectionWorld(
    undefined,
    choiceAnswers({
      "records.theirs": (input: never) => {
        if (answers.fails) throw new AppError("offline", "The server does not answer.");
        return given["records.theirs"]?.(input);
      },
      "records.keepTheirs": () => {
        if (answers.refuses) throw new AppError("conflict", "It was changed on the server once more.");
        return detail({ id: "1", state: "sent" });
      },
    }),
  );
  const overview = await steward.open(world);
  await overview.cause(changedElsewhere).press("Enter");
  await page.getByRole("button", { name: compare }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("The server does not answer.");
  await expect(dialog.getByRole("button", { name: "Keep theirs" })).toHaveCount(0);
  answers.fails = false;
  await dialog.getByRole("button", { name: "Try again" }).press("Enter");
  await dialog.getByRole("button", { name: "Keep theirs" }).press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("It was changed on the server once more.");
  answers.refuses = false;
  await dialog.getByRole("button", { name: "Look again" }).press("Enter");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Keep theirs" }).press("Enter");
  await expect(dialog).toBeHidden();
  const kept = { connection: "c-state", id: "1", version: "v-7" };
  expect(world.inputsOf("records.keepTheirs")).toEqual([kept, kept]);
});

test("of a closed connection there is nothing to choose", async ({ page, steward }) => {
  const statuses = defaultWorld().statuses.map((status) => ({
    ...status,
    connection: { ...status.connection, closedAt: "2026-11-22T08:00:00.000Z" },
  }));
  const overview = await steward.open(createConnectionWorld(statuses, choiceAnswers()));
  await overview.cause(changedElsewhere).press("Enter");
  await expect(page.getByRole("table", { name: `Records: ${changedElsewhere}` })).toContainText(
    "invented key 1",
  );
  await expect(page.getByRole("button", { name: /^(Compare|Resync) / })).toHaveCount(0);
});
