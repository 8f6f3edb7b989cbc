import { existsSync } from "node:fs";
import { join } from "node:path";
import { type NativeImage, nativeImage } from "electron";

/** The icon beside the clock: black and clear on a Mac, which colours it itself. Its finer twin (@2x) lies beside it. */
export function trayImage(bundleFolder: string, platform: NodeJS.Platform): NativeImage {
  const file = join(bundleFolder, "icons", platform === "darwin" ? "trayTemplate.png" : "tray.png");
  return existsSync(file) ? nativeImage.createFromPath(file) : drawnImage();
}

const size = 32;
const teal = [0x0f, 0x6b, 0x66] as const;

/** Where the bundle has no icons: a disc. The order of colours differs between systems, and a disc looks well in either. */
function drawnImage(): NativeImage {
  const pixels = Buffer.alloc(size * size * 4);
  const middle = (size - 1) / 2;
  for (let at = 0; at < size * size; at += 1) {
    const distance = Math.hypot((at % size) - middle, Math.floor(at / size) - middle);
    if (distance <= middle) pixels.set([...teal, 0xff], at * 4);
  }
  return nativeImage.createFromBitmap(pixels, { width: size, height: size, scaleFactor: 2 });
}
