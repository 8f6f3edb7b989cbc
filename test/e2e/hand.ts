import type { Locator, Page } from "@playwright/test";

/** How a person does a thing: the journeys are walked once with each. */
export interface Hand {
  readonly name: "mouse" | "keyboard";
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
}

/** The keyboard gets to everything by the tabulator key, from wherever the focus is. */
async function walkTo(page: Page, target: Locator) {
  await target.waitFor();
  for (let steps = 0; steps < 120; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The tabulator key does not reach it.");
}

const made: Readonly<Record<Hand["name"], (page: Page) => Omit<Hand, "name">>> = {
  mouse: (page) => ({
    press: (target) => target.click(),
    type: async (target, text) => {
      await target.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  }),
  keyboard: (page) => ({
    press: async (target) => {
      await walkTo(page, target);
      await page.keyboard.press("Enter");
    },
    type: async (target, text) => {
      await walkTo(page, target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  }),
};

export const handNames = ["mouse", "keyboard"] as const satisfies readonly Hand["name"][];

export const handOf = (name: Hand["name"], page: Page): Hand => ({ name, ...made[name](page) });
