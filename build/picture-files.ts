import { crc32, deflateSync } from "node:zlib";

/** A square picture, four bytes a pixel. */
export interface Picture {
  readonly pixels: number;
  readonly rgba: Buffer;
}

/** Pure. The picture as a PNG. */
export function png({ pixels, rgba }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  // Eight bits a channel, colours with alpha.
  header.set([8, 6], 8);
  const row = pixels * 4;
  const lines = Buffer.alloc((row + 1) * pixels);
  for (let line = 0; line < pixels; line++)
    rgba.copy(lines, line * (row + 1) + 1, line * row, (line + 1) * row);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(lines, { level: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Pure. Windows' file of several sizes: small ones as bitmaps, which every program reads, large ones as PNG. */
export function ico(pictures: readonly Picture[]): Buffer {
  const images = pictures.map((picture) => (picture.pixels < 128 ? bitmap(picture) : png(picture)));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { pixels }] of pictures.entries()) {
    const at = 6 + 16 * index;
    const { length = 0 } = images[index] ?? {};
    // 256 is written as 0.
    head.set([pixels % 256, pixels % 256, 0, 0, 1, 0, 32, 0], at);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([head, ...images]);
}

/** Bottom line first, blue before green before red, and behind it a mask of one bit a pixel that alpha makes idle. */
function bitmap({ pixels, rgba }: Picture): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(pixels, 4);
  header.writeInt32LE(pixels * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(pixels * pixels * 4);
  for (let row = 0; row < pixels; row++)
    rgba.copy(colours, (pixels - 1 - row) * pixels * 4, row * pixels * 4, (row + 1) * pixels * 4);
  for (let at = 0; at < colours.length; at += 4) colours.subarray(at, at + 3).reverse();
  const mask = Buffer.alloc(Math.ceil(pixels / 32) * 4 * pixels);
  return Buffer.concat([header, colours, mask]);
}

/** The types of macOS's file, each with its size. */
const icnsTypes = {
  icp4: 16,
  ic11: 32,
  icp5: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
} as const;

/** Pure. macOS's file of all its sizes. */
export function icns(pictureOf: (pixels: number) => Picture): Buffer {
  const parts = Object.entries(icnsTypes).map(([type, pixels]) => {
    const image = png(pictureOf(pixels));
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32BE(image.length + 8, 4);
    return Buffer.concat([head, image]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
