import type { Locator, Page } from "@playwright/test";

/** The overview as a person or a screen reader finds it: by names and roles. */
export class OverviewPage {
  readonly page: Page;
  readonly title: Locator;
  readonly retry: Locator;
  readonly spoken: Locator;

  constructor(page: Page) {
    this.page = page;
    this.title = page.getByRole("heading", { name: "Overview", level: 1 });
    this.retry = page.getByRole("button", { name: "Try again" });
    this.spoken = page.getByRole("contentinfo").getByRole("status");
  }

  card(connection: string) {
    return this.page.getByRole("article", { name: connection });
  }

  /** The number beside a state's word on a connection's card. */
  async count(connection: string, word: string) {
    return this.card(connection).locator("dl > div").filter({ hasText: word }).locator("dd").textContent();
  }

  send(connection: string) {
    return this.page.getByRole("button", { name: `Send now to ${connection}` });
  }

  cancel(connection: string) {
    return this.page.getByRole("button", { name: `Cancel sending to ${connection}` });
  }

  progress(connection: string) {
    return this.card(connection).getByRole("progressbar", { name: "Records sent" });
  }

  causes(connection: string) {
    return this.page.getByRole("table", { name: `Needs you: ${connection}` });
  }

  cause(title: string) {
    return this.page.getByRole("link", { name: title, exact: true });
  }

  /** True when a person has to scroll sideways, on the page or in one of its parts. */
  isCutOffSideways() {
    return this.page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("section")].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ),
    );
  }

  /** Walks with the tabulator key, as a person without a mouse does. */
  async tabTo(target: Locator) {
    for (let steps = 0; steps < 50; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error("The tabulator key does not reach it.");
  }
}
