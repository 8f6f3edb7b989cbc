import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalText, parseLossless } from "../../electron/core/model/canonical.ts";
import { createReadingBench, type ReadingBench } from "../core/reading-bench.ts";

const names = ["students.jsonl", "students/a.jsonl", "students/b.ndjson"];

/**
 * Few keys and contents, so that lines meet; the same content in two spellings; lines that are no records; and blank
 * lines so long that a file has a first part that need not be read again.
 */
const line = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constantFrom("1", "2", "3"), fc.constantFrom("A", "B"), fc.boolean()) },
  { weight: 1, arbitrary: fc.constantFrom("", "{", '{"firstName":"Nobody"}') },
  { weight: 2, arbitrary: fc.constant(" ".repeat(140_000)) },
);
type Line = typeof line extends fc.Arbitrary<infer L> ? L : never;

function textOf(each: Line): string {
  if (typeof each === "string") return each;
  const [studentUniqueId, firstName, turned] = each;
  const body = { studentUniqueId, firstName };
  return JSON.stringify(turned ? Object.fromEntries(Object.entries(body).reverse()) : body);
}

/** What happens to one file: other lines behind the first ones of those it has; undefined: it is removed. */
const edit = fc.tuple(
  fc.constantFrom(...names),
  fc.option(fc.array(line, { maxLength: 7 }), { nil: undefined, freq: 5 }),
  fc.nat({ max: 5 }),
);
/** Some edits, and after how many steps the reading that follows breaks off. */
const round = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  breaksAfter: fc.option(fc.nat({ max: 6 }), { nil: undefined, freq: 2 }),
});

function apply(folder: string, [name, lines, kept]: typeof edit extends fc.Arbitrary<infer E> ? E : never) {
  const file = join(folder, name);
  if (lines === undefined) return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, kept) : [];
  return writeFileSync(file, [...before, ...lines.map(textOf), ""].join("\n"));
}

/** What anybody can see of a reading, without what depends on its history: ids, and spellings of one content. */
const seen = (bench: ReadingBench) => ({
  records: bench.records().map(({ key, body, file, line: number }) => ({
    key,
    content: canonicalText(parseLossless(body)),
    file,
    number,
  })),
  rejected: bench.rejected(),
});

/** The sync state knows of every record that it has met the content that the database has. */
function expectAllTold(bench: ReadingBench) {
  for (const { key, hash } of bench.records()) expect(bench.heard(key) ?? hash).toBe(hash);
  bench.meetAll();
}

it("however files came to be as they are, they read as they do the first time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
      const folder = mkdtempSync(join(tmpdir(), "steward-sources-"));
      const bench = createReadingBench(folder);
      try {
        for (const { edits, breaksAfter } of rounds) {
          for (const each of edits) apply(folder, each);
          if (breaksAfter !== undefined) await bench.scan(breaksAfter).catch(() => {});
          else {
            const report = await bench.scan();
            const fresh = createReadingBench(folder);
            await fresh.scan();
            expect(seen(bench)).toEqual(seen(fresh));
            expect(report).toMatchObject({
              records: bench.records().length,
              rejectedTotal: bench.rejected().length,
            });
            expectAllTold(bench);
            fresh.close();
          }
        }
      } finally {
        bench.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 100 },
  );
});
