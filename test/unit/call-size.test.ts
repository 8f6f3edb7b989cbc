import { expect, it } from "vitest";
import { callLimit, isCallable } from "../../electron/call-size.ts";

const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);

it.each([undefined, null, 0, "text", true, [], {}, { a: [{ b: [1, "2", null] }] }, Object.create(null)])(
  "what JSON has may be a command's input: %j",
  (input) => {
    expect(isCallable(input)).toBe(true);
  },
);

it.each([
  1n,
  new Map(),
  new Set(),
  new Date(0),
  new Uint8Array(8),
  new ArrayBuffer(8),
  /x/,
  new Error("x"),
  () => 0,
  Symbol("x"),
])("what JSON does not have may not, wherever it stands: %s", (input) => {
  expect(isCallable(input)).toBe(false);
  expect(isCallable({ a: [input] })).toBe(false);
});

it("a review file of the largest size may, and what is larger may not", () => {
  expect(isCallable({ content: "x".repeat(17_000_000) })).toBe(true);
  expect(isCallable({ content: "x".repeat(callLimit) })).toBe(false);
  expect(isCallable({ ["x".repeat(callLimit)]: 1 })).toBe(false);
  expect(isCallable(Array.from({ length: 30 }, () => "x".repeat(1_000_000)))).toBe(false);
});

it("many small values weigh, too, and holes in a list count", () => {
  expect(isCallable(new Array(100_000_000))).toBe(false);
  expect(isCallable(Array.from({ length: 100_000 }, () => ({})))).toBe(true);
});

it("what refers to itself may not, nor what is nested deeply", () => {
  const round: unknown[] = [];
  round.push(round);
  const wide: Record<string, unknown> = {};
  Object.assign(wide, { a: wide, b: wide });
  for (const input of [round, wide, nested(100), nested(100_000)]) expect(isCallable(input)).toBe(false);
  expect(isCallable(nested(60))).toBe(true);
});
