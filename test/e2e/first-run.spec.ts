import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { createCore } from "../../electron/core/core.ts";
import { mistakesFor } from "../../electron/core/training/practice-plan.ts";
import type { PracticePort } from "../../electron/core/training/practice-port.ts";
import { practicePort } from "../../electron/practice-port.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { handNames, handOf } from "./hand.ts";

test.skip(!hasChromium, whyNot);

/** A district of a size that a test can wait for. */
const students = 20;
const small = { students, faults: mistakesFor(students) };

/** A Steward that was just installed, on a machine without a keychain; a district is not written before `go` is called. */
function openNew() {
  const home = mkdtempSync(join(tmpdir(), "steward-new-"));
  const bugs: unknown[] = [];
  let gate = Promise.withResolvers<void>();
  const practice: PracticePort = {
    ...practicePort,
    generate: async (folder, _, told) => {
      await Promise.race([gate.promise, whenAborted(told.signal)]);
      gate = Promise.withResolvers<void>();
      return practicePort.generate(folder, small, told);
    },
    mend: (folder) => practicePort.mend(folder, small),
  };
  const reportBug = (bug: unknown) => bugs.push(bug instanceof Error ? bug.stack : bug);
  const core = createCore({ home, host: "browser", credentials: "keychain", reportBug, practice });
  return {
    core,
    bugs,
    go: () => gate.resolve(),
    close: async () => {
      await core.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

for (const name of handNames) {
  test(`from a new Steward to the first accepted records of a practice district, and its mistakes mended, by ${name} alone`, async ({
    page,
    steward,
  }) => {
    const office = openNew();
    const hand = handOf(name, page);
    const button = (text: string | RegExp) => page.getByRole("button", { name: text, exact: true });
    try {
      await steward.open(office.core);
      await expect(page.getByRole("heading", { name: "Welcome to Steward" })).toBeVisible();
      await takePicture(page, `welcome-${name}`);
      await hand.press(page.getByRole("link", { name: "Practise first" }));
      await expect(page.getByText("0 of about 31,200 records")).toBeVisible();
      await takePicture(page, `practice-making-${name}`);
      await hand.press(button("Cancel"));
      await expect(page.getByRole("alert")).toContainText("what was made of it is gone");
      await hand.press(button("Practise first"));
      await expect(page.getByText("0 of about 31,200 records")).toBeVisible();
      office.go();

      await expect(page.getByRole("heading", { name: "First sync of Practice" })).toBeVisible({
        timeout: 60_000,
      });
      await expect(page.getByText("Practice: nothing here reaches your state")).toBeVisible();
      await hand.press(button(/^Send Foundation: /));
      await expect(page.getByText(/^Foundation: /)).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(/[1-9]\d* accepted/).first()).toBeVisible();
      await takePicture(page, `practice-first-stage-${name}`);
      if (name === "mouse") await expectAccessible(page);

      await hand.press(button("Send without stages…"));
      await hand.press(button("No more stages"));
      await hand.press(button("All changes"));
      await expect(page.getByRole("banner")).toContainText(/\d causes/, { timeout: 60_000 });
      await hand.press(page.getByRole("link", { name: "Causes" }));
      await expect(button("Mend the planted mistakes, and send again")).toBeVisible();
      await takePicture(page, `practice-causes-${name}`);
      if (name === "mouse") await expectAccessible(page);
      await hand.press(button("Mend the planted mistakes, and send again"));
      await expect(page.getByText("Nothing to mend.")).toBeVisible({ timeout: 60_000 });

      await hand.press(page.getByRole("link", { name: "Mend, start over, remove" }));
      await expect(page.getByText("mended just now")).toBeVisible();
      await takePicture(page, `practice-page-${name}`);
      if (name === "mouse") await expectAccessible(page);
      await hand.press(button("Remove practice…"));
      await takePicture(page, `practice-remove-${name}`);
      await hand.press(page.getByRole("dialog").getByRole("button", { name: "Remove practice" }));
      await expect(button("Practise first")).toBeVisible();
      expect(office.bugs).toEqual([]);
    } finally {
      await steward.close();
      await office.close();
    }
  });
}
