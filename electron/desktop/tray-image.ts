import { join } from "node:path";
import { type NativeImage, nativeImage } from "electron";

/** The icon beside the clock, from the bundle: on a Mac one that it colours itself. A finer twin (@2x) lies beside each. */
export const trayImage = (bundleFolder: string, platform: NodeJS.Platform): NativeImage =>
  nativeImage.createFromPath(
    join(bundleFolder, "icons", platform === "darwin" ? "trayTemplate.png" : "tray.png"),
  );
