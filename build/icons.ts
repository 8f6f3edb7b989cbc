import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Look, paint, readDrawing } from "./drawing.ts";
import { icns, ico, type Picture, png } from "./picture-files.ts";

const svg = fileURLToPath(new URL("../renderer/public/icon.svg", import.meta.url));
const iconFolder = fileURLToPath(new URL("icons", import.meta.url));

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/** Up to this size, in pixels, the strokes are drawn larger: else they run into each other. */
const small = 24;
const smallZoom = 1.2;
/** macOS leaves so much around the shape of every application. */
const macMargin = 100 / 1024;

/** All icons of the installers, from the one that the pages show: for electron-builder, which finds them by their names. */
export function makeIcons(folder: string = iconFolder): void {
  const picture = painter();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: Buffer) => writeFileSync(join(folder, name), content);
  for (const size of linuxSizes) write(`${size}x${size}.png`, png(picture(size)));
  write("icon.png", png(picture(1024)));
  write("icon.ico", ico(windowsSizes.map((size) => picture(size))));
  write(
    "icon.icns",
    icns((size) => picture(size, { margin: macMargin })),
  );
}

/** The icons of the tray, beside the bundle that shows them; "Template" in the name lets macOS choose the colour. */
export function makeTrayIcons(folder: string): void {
  const picture = painter();
  mkdirSync(folder, { recursive: true });
  for (const [suffix, size] of [
    ["", 16],
    ["@2x", 32],
  ] as const) {
    writeFileSync(join(folder, `tray${suffix}.png`), png(picture(size)));
    writeFileSync(join(folder, `trayTemplate${suffix}.png`), png(picture(size, { template: true })));
  }
}

function painter() {
  const drawing = readDrawing(readFileSync(svg, "utf8"));
  return (pixels: number, look: Look = {}): Picture => {
    const zoom = pixels <= small ? smallZoom : 1;
    return { pixels, rgba: paint(drawing, pixels, { zoom, ...look }) };
  };
}

if (import.meta.main) makeIcons();
