import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { descriptorsOf, districtOf, samples, sampleText, standardDocuments } from "../practice/samples.ts";
import { setUp } from "./harness.ts";

describe.skipIf(samples === undefined)("the real model and the real sample district", () => {
  test("every record of the district is accepted at the first push, one request each; the second sends none", async () => {
    const bench = await setUp({
      openApi: standardDocuments("DS 5.1 of ODS/API 7.2"),
      dependencies: JSON.parse(sampleText("dependencies", "ods-ds-5.1.0.json")),
    });
    let lines = 0;
    for (const [name, records] of [...descriptorsOf(), ...districtOf()]) {
      // The host's own: left out by Steward too.
      if (name !== "schoolYearTypes") lines += records.length;
      writeFileSync(join(bench.source, `${name}.jsonl`), `${records.join("\n")}\n`);
    }
    expect(lines).toBe(35_418);
    expect(await bench.client.call("check.run", { connection: "P" })).toEqual({
      checked: lines,
      problems: [],
    });
    const first = await bench.push();
    expect(first).toMatchObject({ exitStatus: 0, planned: lines, requests: lines, tokens: 0, causes: [] });
    expect(first.sent).toMatchObject({ created: lines, updated: 0 });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 0, sent: { unchanged: lines } });
  });
});
