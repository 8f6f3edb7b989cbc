import type { Page } from "@playwright/test";
import { reviewFile, withReviews } from "../review-world.ts";
import { office } from "./office.ts";
import type { Scene, Stage } from "./scene.ts";

const open = (place: string) => async (page: Page) => {
  await page.getByLabel("Review file", { exact: true }).setInputFiles(await reviewFile());
  await page.getByRole("region", { name: "Review" }).waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/review${place}`);
};
const scene = (name: string, place: string, shows: string): Scene => ({
  name: `review-${name}`,
  place: "/journal",
  shows,
  act: open(place),
});

/** The pages over a review file: to read only. */
export const reviews: Stage = {
  name: "a review file",
  world: () => withReviews(office()),
  scenes: [
    scene("overview", "/", "text=1 cause needs you."),
    scene("causes", "/causes", "[role=option]"),
    scene("cause", "/causes/one/one/3", "text=it names no one"),
    scene("permissions", "/connections/one", "text=You send grades, but this key may not"),
    scene("journal", "/journal", "text=12 accepted, 2 refused"),
    scene("nowhere", "/sync/one", "text=The review file does not hold it."),
  ],
};
