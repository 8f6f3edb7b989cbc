import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlockDigests, type ChangedPart, compareFile } from "../../electron/core/sources/blocks.ts";
import { readLines } from "../../electron/core/sources/lines.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-blocks-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

/** Writes a file and reads it: its lines by number, and its digests. */
async function read(name: string, bytes: Buffer | string, from?: ChangedPart, known?: Buffer) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const digests = new BlockDigests(known, from?.blocks);
  const found = new Map<number, string>();
  for await (const lines of readLines(file, { digests, from }))
    for (const line of lines) found.set(line.number, line.problem ?? line.bytes.toString("utf8"));
  return { file, lines: found, digests: digests.whole() };
}

/** About a block and a half each. */
const longLine = fc.nat({ max: 400_000 }).map((length) => "é".repeat(length / 2));
const lines = fc.array(fc.oneof(fc.constantFrom("one", "two", "\r", ""), longLine), { maxLength: 5 });

describe("the part of a file that changed", () => {
  test("read behind the part that did not gives the lines and the digests of the whole file", async () => {
    await fc.assert(
      fc.asyncProperty(lines, lines, lines, async (first, former, later) => {
        const before = await read("file", [...first, ...former].join("\n"));
        const text = [...first, ...later].join("\n");
        const now = await read("file", text);
        const compared = await compareFile(now.file, before.digests, never);
        expect(compared.same).toBe(now.digests.equals(before.digests));
        expect(compared.same).toBe([...first, ...former].join("\n") === text);
        if (compared.same || !compared.from) return;
        const rest = await read("file", text, compared.from, before.digests);
        expect(rest.digests).toEqual(now.digests);
        const kept = [...before.lines].filter(([line]) => line <= (compared.from?.lines ?? 0));
        expect(new Map([...kept, ...rest.lines])).toEqual(now.lines);
      }),
      { numRuns: 60 },
    );
  });

  test("begins at the block that differs", async () => {
    const text = "a line\n".repeat(100_000);
    const { file, digests } = await read("file", text);
    writeFileSync(file, `${text}another line\n`);
    const compared = await compareFile(file, digests, never);
    expect(compared).toMatchObject({ same: false, from: { blocks: 2 } });
  });

  test.each([
    ["packed.gz", gzipSync(Buffer.from(Array.from({ length: 600_000 }, (_, at) => (at * at * 7919) >> 7)))],
    ["wide.jsonl", Buffer.from(`\uFEFF${"a line\n".repeat(100_000)}`, "utf16le")],
  ])("is not known where lines do not show in the bytes: %s", async (name, bytes) => {
    const file = join(folder, name);
    const digests = new BlockDigests();
    for (let at = 0; at < bytes.length; at += 262_144) digests.update(bytes.subarray(at, at + 262_144));
    writeFileSync(file, bytes);
    expect(await compareFile(file, digests.whole(), never)).toEqual({ same: true });
    writeFileSync(file, Buffer.concat([bytes, Buffer.from("more")]));
    expect(await compareFile(file, digests.whole(), never)).toEqual({ same: false });
  });
});
