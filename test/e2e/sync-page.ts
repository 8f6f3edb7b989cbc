import type { Locator, Page } from "@playwright/test";
import { ConnectionsPage } from "./connections-page.ts";

/** The pages of sending as a person or a screen reader finds them: by names and roles. */
export class SyncPage extends ConnectionsPage {
  readonly resources: Locator;
  readonly history: Locator;
  readonly run: Locator;
  readonly preview: Locator;

  constructor(page: Page) {
    super(page);
    this.resources = page.getByRole("table", { name: "Resources" });
    this.history = page.getByRole("table", { name: "What was sent, newest first" });
    this.run = page.getByRole("region", { name: "What is being sent" });
    this.preview = page.getByRole("region", { name: "What would be sent" });
  }

  async open(connection: string) {
    await this.go(`/sync/${connection}`);
    await this.heading("Sync").waitFor();
  }

  resource(name: string) {
    return this.resources.getByRole("row").filter({ has: this.page.locator(`[title="/ed-fi/${name}"]`) });
  }

  /** Number in a column of a resource: 1 to send, 2 held, 3 refused, 4 accepted, 5 unchanged. */
  figure(name: string, column: number) {
    return this.resource(name)
      .getByRole("cell")
      .nth(column - 1);
  }

  submission(position: number) {
    return this.history.getByRole("row").nth(position);
  }

  /** Of the dialog: enabled once the preview is there. */
  send(words: string | RegExp) {
    return this.dialog.getByRole("button", { name: words });
  }

  /** The parts of the page in which one would have to scroll sideways. */
  cutOff() {
    return this.page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("section, .resync, [role=dialog]")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
  }
}
