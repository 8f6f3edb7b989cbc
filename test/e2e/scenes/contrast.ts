import { everyDialog } from "./dialogs.ts";
import { everyPage } from "./pages.ts";
import type { Stage } from "./scene.ts";

/** Where colours say the most: there the most is to be said without them. */
const shown = [
  "overview",
  "cause-mapping",
  "sync",
  "sync-map",
  "records",
  "record-compared",
  "connection-descriptors",
  "connection-profile",
  "journal",
  "palette",
  "dialog-selection",
];

const as = (suffix: string, name: string, media: Stage["media"] & object): Stage => ({
  name,
  world: everyDialog.world,
  media,
  scenes: [...everyPage.scenes, ...everyDialog.scenes]
    .filter((scene) => shown.includes(scene.name))
    .map((scene) => ({ ...scene, name: `${scene.name}-${suffix}` })),
});

/** The same pages in the system's own colours, and for eyes that need more contrast. */
export const contrasts: readonly Stage[] = [
  as("forced", "in forced colours", { forcedColors: "active" }),
  as("contrast", "with more contrast", { contrast: "more" }),
];
