import { expect, test } from "vitest";
import { comparableId } from "../../electron/core/api/item-id.ts";

test("an id is the same item in the form of the ODS and in that of the DMS, and no other one (trap 36)", () => {
  const ods = "0f2c9a4b7d3e4f5a8b6c1d2e3f4a5b6c";
  expect(comparableId("0F2C9A4B-7D3E-4F5A-8B6C-1D2E3F4A5B6C")).toBe(comparableId(ods));
  expect(comparableId(`${ods.slice(0, -1)}d`)).not.toBe(comparableId(ods));
});
