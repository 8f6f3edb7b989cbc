import { expect, test } from "vitest";
import { type CauseChangeRow, causeChangeLine } from "../../electron/core/journal/lines.ts";
import { settingLine } from "../../electron/core/journal/setting-line.ts";
import { numberAlike } from "../../electron/core/journal/stand-ins.ts";

const told = (what: string, fields: readonly string[] = []) =>
  settingLine("c", { at: "2026-11-30T08:00:00.000Z", what, fields });

test.each([
  ['saved the profile as "Zyxwalda"', "saved the profile"],
  ['cloned from "Quomberthwaite"', "cloned"],
  ["changed 3 descriptor mappings", "changed 3 descriptor mappings"],
  ["changed 7719448203", "changed"],
  [
    "kept the server's version of a record of /ed-fi/grades",
    "kept the server's version of a record of /ed-fi/grades",
  ],
  ["kept the server's version of a record of Zyxwalda's", "kept the server"],
  ['"Zyxwalda"', "changed a setting"],
])("of %s a line tells: %s", (what, expected) => {
  expect(told(what)).toMatchObject({ what: expected });
});

test("of mappings a line tells their types, each once, and no code", () => {
  const fields = [
    "/ed-fi/sexDescriptors Zyxwalda",
    "/ed-fi/sexDescriptors QUOMBER-77",
    "key ending",
    "QUOMBER-77",
  ];
  expect(told("changed 2 descriptor mappings", fields)).toMatchObject({
    fields: ["/ed-fi/sexDescriptors", "key ending", "setting"],
  });
});

const row: CauseChangeRow = {
  at: Date.parse("2026-11-30T08:00:00Z"),
  cause: 7,
  run: 3,
  after: 12,
  gone: 0,
  kind: "descriptor",
  topic: "descriptor.unmapped",
  title: 'The code "Zyxwalda" is not mapped',
  about: "/ed-fi/sexDescriptors",
  who: "mapping",
  resource: "/ed-fi/students",
  status: 400,
};

test("of a cause a line tells that it opened or was cleared, and no code of the district's", () => {
  const opened = causeChangeLine("c", row);
  expect(JSON.stringify(opened)).not.toContain("Zyxwalda");
  expect(opened).toMatchObject({
    what: "opened",
    cause: "7",
    records: 12,
    run: "3",
    resource: "/ed-fi/students",
  });
  const cleared = causeChangeLine("c", { ...row, after: 0, gone: 9, run: null, resource: "Zyxwalda.jsonl" });
  expect(cleared).toMatchObject({ what: "cleared", records: 9 });
  expect(cleared).not.toHaveProperty("run");
  expect(JSON.stringify(cleared)).not.toContain("Zyxwalda");
});

test("causes that are told in the same words are told apart by numbers, the same for each fingerprint, and others are not", () => {
  const cause = (fingerprint: string, about: string, topic: "descriptor.unmapped" | "validation") =>
    ({ ...row, fingerprint, about, topic }) as const;
  const sexes = ["a", "b", "a"].map((one) => cause(one, "/ed-fi/sexDescriptors", "descriptor.unmapped"));
  const grade = cause("c", "/ed-fi/gradeLevelDescriptors", "descriptor.unmapped");
  const open = ["d", "e"].map((one) => cause(one, "/ed-fi/students", "validation"));
  const numberOf = numberAlike([...sexes, grade, ...open]);
  expect(["a", "b", "c", "d", "e", "nobody's"].map(numberOf)).toEqual([
    " (no. 1)",
    " (no. 2)",
    "",
    "",
    "",
    "",
  ]);
});
