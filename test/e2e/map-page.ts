import type { Locator, Page } from "@playwright/test";
import { SyncPage } from "./sync-page.ts";

/** The map of resources as a person or a screen reader finds it. */
export class MapPage extends SyncPage {
  readonly map: Locator;
  readonly detail: Locator;

  constructor(page: Page) {
    super(page);
    this.map = page.getByRole("application", { name: "Map of what waits for what" });
    this.detail = page.locator("section.map-detail");
  }

  async openMap(connection: string) {
    await this.go(`/sync/${connection}/map`);
    await this.map.waitFor();
  }

  node(name: string) {
    return this.map.getByRole("button", { name: new RegExp(`^${name}: `) });
  }

  /** How large it is drawn: "42 %". */
  get scale() {
    return this.page.getByRole("status", { name: "Zoom" });
  }

  /** How far it is scrolled in its place. */
  scrolled() {
    return this.page.locator(".map-scroll").evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
  }
}
