import { expect, test } from "vitest";
import { openDatabase } from "../../electron/core/db/open.ts";
import { school, setUp, write } from "./harness.ts";
import { codesOf, connection, district, grades, ninth, tenth } from "./mapped-district.ts";

test("unmapped codes go out as a file, are filled in and come back", async () => {
  const bench = await setUp();
  await district(bench);
  const { csv, lines } = await bench.client.call("descriptors.export", { connection, unmapped: true });
  expect(lines).toBe(2);
  const filled = csv.replace(`${grades},09,`, `gradeLevelDescriptor;09;${ninth}`).replaceAll(",", ";");
  const report = await bench.client.call("descriptors.import", { connection, csv: `\uFEFF${filled}` });
  expect(report).toEqual({
    changed: 1,
    records: 12,
    refused: [],
    warnings: ["1 line has no URI and changed nothing."],
  });
  const all = await bench.client.call("descriptors.export", { connection });
  expect(all).toEqual({ csv: `type,code,uri\r\n${grades},09,${ninth}\r\n`, lines: 1 });
  expect(await bench.client.call("descriptors.import", { connection, csv: all.csv })).toMatchObject({
    changed: 0,
  });
});

test("wrong lines of a file are refused with line and reason, the rest is taken", async () => {
  const bench = await setUp();
  await district(bench);
  const csv = [
    "type,code,uri",
    `${grades},09,${ninth}`,
    "hatSizeDescriptors,L,uri://x/HatSizeDescriptor#L",
    `${grades},11,Eleventh grade`,
    `${grades},09,${tenth}`,
    `${grades},,${tenth}`,
    `${grades},10,${tenth}`,
    `${grades},10,${tenth}`,
    `${grades},12,uri://ed-fi.org/GradeLevelDescriptor#Nope`,
  ].join("\n");
  const report = await bench.client.call("descriptors.import", { connection, csv });
  expect(report).toMatchObject({ changed: 3, records: 15 });
  expect(report.refused.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  expect(report.refused[0]?.reason).toBe('the server has no descriptor type "hatSizeDescriptors"');
  expect(report.refused[2]?.reason).toBe("line 2 maps this code to another value");
  expect(report.warnings).toEqual([expect.stringContaining("#Nope")]);
});

test("codes are paged, and only those with a suggestion if so wished", async () => {
  const bench = await setUp();
  const codes = ["01", "Zebra 77", "09", "Mystery", "10", "11", "12"];
  write(bench.source, {
    "schools.jsonl": codes.map((code, id) =>
      school(id + 1, { gradeLevels: [{ gradeLevelDescriptor: code }] }),
    ),
  });
  await bench.client.call("sources.scan", { connection });
  await bench.client.call("descriptors.pull", { connection });
  const first = await codesOf(bench, { suggested: true, limit: 3 });
  expect(first.map(({ code }) => code)).toEqual(["01", "09", "10"]);
  const rest = await codesOf(bench, { suggested: true, limit: 3, after: { type: grades, code: "10" } });
  expect(rest.map(({ code }) => code)).toEqual(["11", "12"]);
  const plain = await codesOf(bench, { after: { type: grades, code: "12" } });
  expect(plain.map(({ code }) => code)).toEqual(["Mystery", "Zebra 77"]);
});

test("three thousand mappings of one file are saved in one go, and the audit counts what it does not list", async () => {
  const bench = await setUp();
  await district(bench);
  const lines = Array.from({ length: 3000 }, (_, index) => `gradeLevel,L${index},${ninth}`);
  const csv = ["type,code,uri", ...lines].join("\n");
  expect(await bench.client.call("descriptors.import", { connection, csv })).toMatchObject({
    changed: 3000,
    records: 0,
    refused: [],
    warnings: [],
  });
  await bench.core.close();
  const { db, close } = openDatabase(bench.home);
  const [last] = db.prepare("SELECT what, changes FROM audit ORDER BY id DESC LIMIT 1").all() as {
    what: string;
    changes: string;
  }[];
  close();
  expect(last?.what).toBe("changed 3000 descriptor mappings");
  expect(JSON.parse(last?.changes ?? "").at(-1)).toEqual({ field: grades, to: "2800 more mappings" });
});
