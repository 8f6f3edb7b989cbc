import type { Page } from "@playwright/test";
import { createSyncWorld } from "../sync-world.ts";
import { wholeStandard } from "../whole-standard.ts";
import { press, type Scene, type Stage } from "./scene.ts";

const place = "/sync/c-state/map";
const shows = "[aria-label='Map of what waits for what']";
const scene = (name: string, act: (page: Page) => Promise<void>): Scene => ({
  name: `sync-map-${name}`,
  place,
  shows,
  act,
});
const all = (page: Page) => page.getByRole("switch", { name: "All resources of the server" }).press("Space");

/** A server of the whole standard, from afar and from near. */
export const map: Stage = {
  name: "the map in its sizes",
  world: () => createSyncWorld(wholeStandard()),
  scenes: [
    scene("all", all),
    scene("readable", async (page) => {
      await all(page);
      await press("Readable size")(page);
    }),
    scene("near", async (page) => {
      await press("Readable size")(page);
      for (const _ of [1, 2, 3]) await press("Zoom in")(page);
    }),
    scene("detail", async (page) => {
      await press(/^students: /)(page);
      await page.locator("section.map-detail").waitFor();
    }),
  ],
};
