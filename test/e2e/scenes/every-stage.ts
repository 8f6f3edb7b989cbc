import type { Page } from "@playwright/test";
import type { Transport } from "../../../shared/rpc.ts";
import { contrasts } from "./contrast.ts";
import { elsewhere, everyDialog, leaving } from "./dialogs.ts";
import { empty } from "./empty.ts";
import { many } from "./many.ts";
import { map } from "./map.ts";
import { everyPage } from "./pages.ts";
import { reviews } from "./reviews.ts";
import type { Scene, Stage } from "./scene.ts";
import { servers } from "./servers.ts";
import { unanswered } from "./unanswered.ts";
import { underWay } from "./under-way.ts";

/** All that a person can come to see, in the order of the window. */
export const everyStage: readonly Stage[] = [
  everyPage,
  everyDialog,
  leaving,
  elsewhere,
  ...unanswered,
  ...empty,
  many,
  ...underWay,
  servers,
  map,
  reviews,
  ...contrasts,
];

/** Shows a scene in a page that is open at its world. */
export async function showScene(page: Page, world: Transport, { place, act, shows }: Scene): Promise<void> {
  // What was open over the scene before goes with its page, which does not even go there; what is being sent stays in its world.
  await page.evaluate((hash) => history.replaceState(null, "", `#${hash}`), place);
  await page.reload();
  // The page's own heading: what is said of it above may be there before it.
  await page.locator("main h1").first().waitFor();
  // Who starts at the overview is led to where he was before.
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await act?.(page, world);
  await page.locator(shows).filter({ visible: true }).first().waitFor();
}

/** What a surprise is told as: a world lacks an answer. No scene means to show it. */
export const surprises = (page: Page) => page.getByText("Something went wrong");
