import type { BrowserWindow, Rectangle } from "electron";
import ElectronStore from "electron-store";
import { z } from "zod";

/** Where the window was when it was last closed; a setting of the window, kept beside the data. */
interface WindowSettings {
  bounds?: Rectangle;
}

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

export interface BoundsKeeper {
  /** Where to open the window. */
  last(screens: readonly Rectangle[]): Partial<Rectangle>;
  /** Remembers where the window is when it closes. */
  follow(window: BrowserWindow): void;
}

export function keepBounds(home: string): BoundsKeeper {
  const store = new ElectronStore<WindowSettings>({ cwd: home, name: "window", clearInvalidConfig: true });
  return {
    last: (screens) => visibleBounds(readBounds(store.get("bounds")), screens),
    follow: (window) => {
      window.on("close", () => store.set("bounds", window.getNormalBounds()));
    },
  };
}

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });

/** The file may hold anything: a person can open it. */
function readBounds(given: unknown): Rectangle | undefined {
  return Bounds.safeParse(given).data;
}
