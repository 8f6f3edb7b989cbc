import { expect, it, vi } from "vitest";
import { visibleBounds } from "../../electron/desktop/bounds.ts";

vi.mock("electron-store", () => ({ default: class {} }));

it("a window whose screen is gone opens on one that is there", () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }];
  const window = { x: 100, y: 100, width: 1280, height: 800 };
  expect(visibleBounds(window, screens)).toEqual(window);
  for (const lost of [{ x: 2000 }, { x: -1250 }, { y: 1000 }, { y: -20 }]) {
    expect(visibleBounds({ ...window, ...lost }, screens)).toEqual({});
  }
});
