import type { Locator, Page } from "@playwright/test";
import { ConnectionsPage } from "./connections-page.ts";

/** The descriptors of a connection as a person or a screen reader finds them. */
export class MappingPage extends ConnectionsPage {
  readonly picker: Locator;
  readonly options: Locator;
  readonly saved: Locator;

  constructor(page: Page) {
    super(page);
    this.picker = page.getByRole("combobox", { name: /^Value for/ });
    this.options = page.getByRole("listbox", { name: "Values of the server" }).getByRole("option");
    this.saved = page.getByRole("status").filter({ hasText: "saved." }).filter({ hasNotText: "not saved" });
  }

  open(connection = "c-state") {
    return this.go(`/connections/${connection}/descriptors`);
  }

  typeOption(name: string) {
    return this.page.getByRole("option", { name: new RegExp(`^${name}`) });
  }

  line(code: string) {
    return this.page.getByRole("row").filter({
      has: this.page.locator(".code-value").getByText(code, { exact: true }),
    });
  }

  /** What is sent as: the cell where one is after each deed. */
  target(code: string) {
    return this.line(code).locator('[data-column="target"]');
  }

  save(mappings: number | string) {
    return this.button(`Save ${mappings} ${mappings === 1 ? "mapping" : "mappings"}`);
  }

  tabTo(target: Locator) {
    return this.pressTo(target, "Tab");
  }

  /** Opens the menu of files, and walks to an entry. */
  async menu(entry: string) {
    await this.button("Import and export").press("Enter");
    await this.pressTo(this.page.getByRole("menuitem", { name: entry }), "ArrowDown");
  }
}
