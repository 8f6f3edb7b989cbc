import type { BrowserWindow, Rectangle } from "electron";
import type { WindowSettingsStore } from "./window-settings.ts";

/** So much of the window has to lie on a screen, in pixels, that a person can find and move it. */
const leastVisible = 100;

/** The last bounds, unless the screen that they were on is gone. */
export function visibleBounds(
  saved: Rectangle | undefined,
  screens: readonly Rectangle[],
): Partial<Rectangle> {
  if (saved === undefined) return {};
  return screens.some((screen) => overlap(saved, screen)) ? saved : {};
}

function overlap(window: Rectangle, screen: Rectangle) {
  const wide = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const high = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y);
  // The upper edge holds the title bar, by which a window is moved.
  return wide >= leastVisible && high >= leastVisible && window.y >= screen.y;
}

/** Remembers where the window is, each time that it closes or hides: maximised, the place that it would go back to as well. */
export function followBounds(window: BrowserWindow, settings: WindowSettingsStore) {
  window.on("close", () =>
    settings.set({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
}
