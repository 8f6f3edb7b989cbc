import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { paint, readDrawing } from "../../build/drawing.ts";
import { icns, ico, png } from "../../build/picture-files.ts";

const svg = readFileSync(new URL("../../renderer/public/icon.svg", import.meta.url), "utf8");
const drawing = readDrawing(svg);
const picture = (pixels: number) => ({ pixels, rgba: paint(drawing, pixels) });
const at = (rgba: Buffer, pixels: number, x: number, y: number) => [
  ...rgba.subarray((y * pixels + x) * 4).subarray(0, 4),
];

describe("the icon", () => {
  it("is drawn as the pages' own icon says: its square, its strokes, its colours", () => {
    const { rgba } = picture(320);
    expect(drawing.strokes).toHaveLength(5);
    expect(at(rgba, 320, 0, 0)[3]).toBe(0);
    expect(at(rgba, 320, 160, 20)).toEqual([0x0b, 0x63, 0x63, 255]);
    // In the middle of the first line, and where the mark turns.
    expect(at(rgba, 320, 160, 110)).toEqual([255, 255, 255, 255]);
    expect(at(rgba, 320, 210, 240)).toEqual([255, 255, 255, 255]);
  });

  it("has soft edges", () => {
    const { rgba } = picture(320);
    const alphas = new Set(Array.from({ length: 320 * 320 }, (_, pixel) => rgba[pixel * 4 + 3]));
    expect(alphas.size).toBeGreaterThan(20);
  });

  it("is black with holes where macOS colours it", () => {
    const rgba = paint(drawing, 32, { template: true });
    const alphas = Array.from({ length: 32 * 32 }, (_, pixel) => rgba[pixel * 4 + 3]);
    for (let channel = 0; channel < 3; channel++)
      expect(rgba.filter((value, index) => index % 4 === channel && value !== 0)).toHaveLength(0);
    expect(at(rgba, 32, 16, 2)[3]).toBe(255);
    expect(
      Math.min(...alphas.map((alpha) => alpha ?? 0).filter((_, pixel) => pixel === 11 * 32 + 16)),
    ).toBeLessThan(100);
  });

  it("that is made of something else than lines is refused", () => {
    const curved = svg.replace("M8 11h16", "M8 11c16 0 1 1 2 2");
    expect(() => readDrawing(curved)).toThrow("uses c, which is not drawn here");
    expect(() => readDrawing(svg.replace(' rx="7"', ""))).toThrow("has no rx");
  });
});

describe("a picture's file", () => {
  it("is a PNG of its size that holds each pixel", () => {
    const { pixels, rgba } = picture(48);
    const file = png({ pixels, rgba });
    expect(file.subarray(0, 8).toString("latin1")).toBe("\u0089PNG\r\n\u001a\n");
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([48, 48]);
    const begin = file.indexOf("IDAT") + 4;
    const lines = inflateSync(file.subarray(begin, begin + file.readUInt32BE(begin - 8)));
    for (const row of [0, 17, 47])
      expect(lines.subarray(row * 193 + 1, (row + 1) * 193)).toEqual(
        rgba.subarray(row * 192, (row + 1) * 192),
      );
  });

  it("holds several sizes for Windows, each where its head says", () => {
    const file = ico([16, 256].map(picture));
    expect([file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([1, 2]);
    const images = [6, 22].map((head) =>
      file.subarray(file.readUInt32LE(head + 12)).subarray(0, file.readUInt32LE(head + 8)),
    );
    expect([file[6], file[22]]).toEqual([16, 0]);
    const [small, large] = images;
    expect([small?.readUInt32LE(0), small?.readInt32LE(4), small?.readInt32LE(8)]).toEqual([40, 16, 32]);
    // The bottom line comes first, and blue before red: the pixel above the bottom's middle is paper.
    expect([...(small?.subarray(40 + (1 * 16 + 8) * 4).subarray(0, 4) ?? [])]).toEqual([
      0x63, 0x63, 0x0b, 255,
    ]);
    expect(large?.readUInt32BE(16)).toBe(256);
  });

  it("holds macOS's sizes, and its own length", () => {
    const file = icns((pixels) => ({ pixels, rgba: Buffer.alloc(pixels * pixels * 4) }));
    const types: string[] = [];
    for (let part = 8; part < file.length; part += file.readUInt32BE(part + 4))
      types.push(file.toString("latin1", part, part + 4));
    expect(file.readUInt32BE(4)).toBe(file.length);
    expect(types).toEqual(["icp4", "ic11", "icp5", "ic12", "ic07", "ic13", "ic08", "ic14", "ic09", "ic10"]);
  });
});
