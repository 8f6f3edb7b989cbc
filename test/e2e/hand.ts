import type { Locator, Page } from "@playwright/test";

/** How a person does a thing: the journeys are walked once with each. */
export interface Hand {
  readonly name: "mouse" | "keyboard";
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
  tick(box: Locator): Promise<void>;
  /** Of a list that is one stop of the tabulator key. */
  pick(list: Locator, option: Locator): Promise<void>;
  /** Of a list or a menu that has just opened, and has the focus. */
  take(option: Locator): Promise<void>;
}

/** The keyboard gets to everything by the tabulator key, forwards or backwards from where the focus is. */
async function walkTo(page: Page, target: Locator) {
  await target.waitFor();
  const key = (await target.evaluate(isBehindFocus)) ? "Shift+Tab" : "Tab";
  for (let steps = 0; steps < 120; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error("The tabulator key does not reach it.");
}

const isBehindFocus = (element: Element) =>
  document.activeElement !== null &&
  document.activeElement !== document.body &&
  (document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0 &&
  !element.contains(document.activeElement);

/** By the arrow keys; an option is where one is when it is focused, selected or the active one of its list. */
async function arrowTo(page: Page, option: Locator) {
  for (let steps = 0; steps < 60; steps++) {
    if (await option.evaluate(isCurrent)) return page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
  }
  throw new Error("The arrow keys do not reach it.");
}

const isCurrent = (option: Element) =>
  option === document.activeElement ||
  option.getAttribute("aria-selected") === "true" ||
  document.activeElement?.getAttribute("aria-activedescendant") === option.id;

const made: Readonly<Record<Hand["name"], (page: Page) => Omit<Hand, "name">>> = {
  mouse: (page) => ({
    press: (target) => target.click(),
    type: async (target, text) => {
      await target.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    tick: (box) => box.click(),
    pick: (_, option) => option.click(),
    take: (option) => option.click(),
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
    tick: async (box) => {
      await walkTo(page, box);
      await page.keyboard.press("Space");
    },
    pick: async (list, option) => {
      await option.waitFor();
      await walkTo(page, list);
      await page.keyboard.press("Home");
      await arrowTo(page, option);
    },
    take: async (option) => {
      await option.waitFor();
      await arrowTo(page, option);
    },
  }),
};

export const handNames = ["mouse", "keyboard"] as const satisfies readonly Hand["name"][];

export const handOf = (name: Hand["name"], page: Page): Hand => ({ name, ...made[name](page) });
