import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Traps that servers lay for clients, and defects of other tools, by the numbers of the two lists that the tests go by. What
 * concerns only reading (25 to 28, 37), or a flag of another program (defects 5 and 7), is no matter of a sender.
 */
const traps = [...range(1, 24), ...range(29, 36), ...range(38, 40)];
const defects = [1, 2, 3, 4, 6, ...range(8, 19)];

test("every trap and every defect that concerns a sender has a test that names it", () => {
  const titles = globSync("**/*.test.ts", { cwd: root }).map((file) =>
    readFileSync(join(root, file), "utf8"),
  );
  const named = new Set(
    titles
      .join("\n")
      .match(/\((?:(?:trap|defect) \d+(?:, )?)+\)/g)
      ?.flatMap(split),
  );
  const wanted = [...traps.map((n) => `trap ${n}`), ...defects.map((n) => `defect ${n}`)];
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});

function split(tags: string): string[] {
  return tags.slice(1, -1).split(", ");
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
