import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { atEnd, ownFolder, student, write } from "./harness.ts";
import { createReadingBench } from "./reading-bench.ts";

/** A source folder, and another one beside it that links may lead to. */
function setUp() {
  const folder = ownFolder();
  const source = join(folder, "district");
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(source);
  mkdirSync(elsewhere);
  const bench = createReadingBench(source);
  atEnd(bench.close);
  return { bench, source, elsewhere };
}

/** On Windows a junction, which needs no rights. */
const linkFolder = (target: string, path: string) => symlinkSync(target, path, "junction");

function canLinkFiles(): boolean {
  const folder = ownFolder();
  try {
    symlinkSync(join(folder, "target"), join(folder, "link"), "file");
    return true;
  } catch {
    console.log("Skipped: links to files (this system lets nobody make them without rights).");
    return false;
  }
}

describe("a source folder with links in it", () => {
  test("is read through a link to a file, and a changed target is seen", async (context) => {
    if (!canLinkFiles()) return context.skip();
    const { bench, source, elsewhere } = setUp();
    write(elsewhere, { "export.txt": [student("1"), student("2")] });
    symlinkSync(join(elsewhere, "export.txt"), join(source, "students.jsonl"), "file");
    expect(await bench.scan()).toMatchObject({ files: 1, records: 2, new: 2, rejectedTotal: 0 });
    write(elsewhere, { "export.txt": [student("1")] });
    expect(await bench.scan()).toMatchObject({ records: 1, gone: 1 });
  });

  test("is read through a link to a folder of a resource, and links in that", async () => {
    const { bench, source, elsewhere } = setUp();
    write(elsewhere, { "export/a.jsonl": [student("1")], "more/b.jsonl": [student("2")] });
    linkFolder(join(elsewhere, "more"), join(elsewhere, "export", "more"));
    linkFolder(join(elsewhere, "export"), join(source, "Students"));
    expect(await bench.scan()).toMatchObject({ files: 2, records: 2, rejectedTotal: 0 });
    expect(bench.records().map(({ file }) => file)).toEqual(
      expect.arrayContaining(["Students/a.jsonl", "Students/more/b.jsonl"]),
    );
  });

  test("is read once where links lead in circles, and says so", async () => {
    const { bench, source } = setUp();
    write(source, { "students/a.jsonl": [student("1")], "students/deep/b.jsonl": [student("2")] });
    linkFolder(join(source, "students"), join(source, "students", "deep", "again"));
    linkFolder(join(source, "students", "deep"), join(source, "students", "above"));
    expect(await bench.scan()).toMatchObject({ records: 2, new: 2, rejectedTotal: 2 });
    const reason = expect.stringContaining("read already");
    expect(bench.rejected()).toEqual([
      { file: "students/above", line: 0, reason },
      { file: "students/deep/again", line: 0, reason },
    ]);
    write(source, { "students/a.jsonl": [] });
    expect(await bench.scan(), "nothing is missing behind such a link").toMatchObject({
      records: 1,
      gone: 1,
    });
  });

  test("tells a link that leads nowhere, and keeps what was read through it before", async () => {
    const { bench, source, elsewhere } = setUp();
    write(elsewhere, { "export/a.jsonl": [student("1")] });
    linkFolder(join(elsewhere, "export"), join(source, "students"));
    await bench.scan();
    rmSync(join(elsewhere, "export"), { recursive: true });
    expect(await bench.scan()).toMatchObject({ records: 1, gone: 0, rejectedTotal: 1 });
    expect(bench.rejected()).toEqual([
      { file: "students", line: 0, reason: expect.stringContaining("mend the link") },
    ]);
    write(elsewhere, { "export/a.jsonl": [student("1")] });
    expect(await bench.scan()).toMatchObject({ records: 1, unchanged: 1, rejectedTotal: 0 });
  });

  test("tells a link to a file that is not there", async (context) => {
    if (!canLinkFiles()) return context.skip();
    const { bench, source, elsewhere } = setUp();
    symlinkSync(join(elsewhere, "nothing.jsonl"), join(source, "students.jsonl"), "file");
    symlinkSync(join(elsewhere, "nothing.txt"), join(source, "notes.txt"), "file");
    await bench.scan();
    expect(bench.rejected()).toEqual([
      { file: "students.jsonl", line: 0, reason: expect.stringContaining("not there") },
    ]);
  });

  test("does not follow a link to a folder of no resource, and says so", async () => {
    const { bench, source, elsewhere } = setUp();
    write(elsewhere, { "students.jsonl": [student("1")] });
    linkFolder(elsewhere, join(source, "archive"));
    expect(await bench.scan()).toMatchObject({ records: 0 });
    expect(bench.rejected()).toEqual([
      { file: "archive", line: 0, reason: expect.stringContaining("not followed") },
    ]);
  });
});
