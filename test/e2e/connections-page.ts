import type { Locator, Page } from "@playwright/test";

/** The pages of connections as a person or a screen reader finds them: by names and roles. */
export class ConnectionsPage {
  readonly page: Page;
  readonly dialog: Locator;
  readonly steps: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog");
    this.steps = page.getByRole("list", { name: "Steps of the test" });
  }

  heading(name: string) {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  /** Goes to an address of the page, as a link from elsewhere does. */
  async go(place: string) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, place);
  }

  row(connection: string) {
    return this.page.getByRole("article", { name: connection, exact: true });
  }

  tab(name: string) {
    return this.page.getByRole("tab", { name });
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  field(name: string) {
    return this.page.getByRole("textbox", { name });
  }

  /** Password fields have no role; a star behind the name says that it is needed. */
  secret(name: string) {
    return this.page.getByLabel(new RegExp(`^${name}( \\*)?$`));
  }

  /** Opens the menu of a connection and chooses from it, by keyboard alone. */
  async choose(connection: string, entry: string) {
    const button = this.page.getByRole("button", { name: `More for ${connection}`, exact: true });
    await button.focus();
    await this.page.keyboard.press("Enter");
    const item = this.page.getByRole("menuitem", { name: entry });
    await this.pressTo(item, "ArrowDown");
    await this.page.keyboard.press("Enter");
  }

  async pressTo(target: Locator, key: string) {
    await target.waitFor();
    for (let steps = 0; steps < 80; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`The key ${key} does not reach it.`);
  }

  /** Walks there with the tabulator key, and types. */
  async type(target: Locator, text: string) {
    await this.pressTo(target, "Tab");
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  async press(target: Locator, key = "Enter") {
    await this.pressTo(target, "Tab");
    await this.page.keyboard.press(key);
  }

  /** Pixels that a person would have to scroll sideways. */
  sideways() {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }
}
