import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMappings, writeMappings } from "../../electron/core/mapping/mapping-csv.ts";

const type = "/ed-fi/gradeLevelDescriptors";
const uri = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const row = (code: string, to = uri) => ({ type, code, uri: to });
const rowsOf = async (csv: string) => (await readMappings(csv)).rows.map(({ line, ...rest }) => rest);

describe("what a spreadsheet makes of it is read", () => {
  const forms: readonly (readonly [string, string])[] = [
    ["as it was written", writeMappings([row("09")])],
    ["with a byte order mark", `\uFEFF${writeMappings([row("09")])}`],
    ["with semicolons", `type;code;uri\n${type};09;${uri}\n`],
    ["with tabs", `type\tcode\turi\n${type}\t09\t${uri}\n`],
    ["with Excel's own first line", `sep=;\r\ntype;code;uri\r\n${type};09;${uri}\r\n`],
    ["with the columns in another order, and others between", `Uri,Note,CODE, Type \n${uri},x,09,${type}\n`],
    ["with quotation marks", `"type","code","uri"\n"${type}","09","${uri}"\n`],
    ["with a code kept as text", `type,code,uri\n${type},="09",${uri}\n`],
    ["with a code kept as text in quotation marks", `type,code,uri\n${type},"=""09""",${uri}\n`],
    ["with empty lines and empty columns behind", `type,code,uri,,\n\n${type},09,${uri},,\n,,,,\n`],
    ["with old line ends", `type,code,uri\r${type},09,${uri}\r`],
    ["without an end of the last line", `type,code,uri\n${type},09,${uri}`],
  ];
  for (const [name, csv] of forms) {
    it(name, async () => {
      expect(await rowsOf(csv)).toEqual([row("09")]);
    });
  }
});

describe("lines that cannot be taken", () => {
  it("are told with their number, and the others are taken", async () => {
    const csv = `type,code,uri\n${type},09,${uri}\n${type},,${uri}\n,10,${uri}\n${type},11,${uri}\n`;
    expect(await readMappings(csv)).toEqual({
      rows: [
        { line: 2, ...row("09") },
        { line: 5, ...row("11") },
      ],
      refused: [
        { line: 3, reason: "the code is missing" },
        { line: 4, reason: "the type is missing" },
      ],
      empty: 0,
    });
  });
  it("count in a file that begins with Excel's own line", async () => {
    const csv = `sep=,\r\ntype,code,uri\r\n${type},,${uri}\r\n`;
    expect((await readMappings(csv)).refused).toEqual([{ line: 3, reason: "the code is missing" }]);
  });
  it("without a URI say nothing: they are counted", async () => {
    expect(await readMappings(`type,code,uri\n${type},09,\n${type},10, \n`)).toEqual({
      rows: [],
      refused: [],
      empty: 2,
    });
  });
  it("behind a quotation mark that is never closed are lost, and it says so", async () => {
    const csv = `type,code,uri\n${type},09,${uri}\n${type},"10,${uri}\n${type},11,${uri}\n`;
    const file = await readMappings(csv);
    expect(file.rows).toEqual([{ line: 2, ...row("09") }]);
    expect(file.refused).toHaveLength(1);
    expect(file.refused[0]?.reason).toMatch(/never closed/);
  });
  for (const csv of ["", "\uFEFF", "\n\n", `${type},09,${uri}\n`, "code,uri\n09,x#y\n"]) {
    it(`in ${JSON.stringify(csv)} there is no heading`, async () => {
      await expect(readMappings(csv)).rejects.toMatchObject({ code: "invalid-input" });
    });
  }
  it("more than a file of mappings has are not read", async () => {
    const csv = `type,code,uri\n${`${type},09,${uri}\n`.repeat(50_001)}`;
    await expect(readMappings(csv)).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("no cell is a formula for a spreadsheet", () => {
  for (const code of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "'"]) {
    it(JSON.stringify(code), async () => {
      const csv = writeMappings([row(code)]);
      const cell = /,"?(.)/.exec(csv.split("\r\n").slice(1).join("\r\n"))?.[1];
      expect(cell).toBe("'");
      expect(await rowsOf(csv)).toEqual([row(code)]);
    });
  }
});

it("any mapping that is written is read back as it was", async () => {
  const code = fc.oneof(
    fc.string({ minLength: 1, unit: "grapheme" }),
    fc.stringMatching(/^[='+\-@,;"\t\r\n a0]{1,6}$/),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(code, { maxLength: 8 }), async (codes) => {
      const rows = codes.filter((one) => !/^="[\s\S]*"$/.test(one)).map((one) => row(one));
      expect(await rowsOf(writeMappings(rows))).toEqual(rows);
    }),
  );
});
