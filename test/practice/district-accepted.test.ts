import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type GeneratedDistrict,
  generateDistrict,
  mendDistrict,
  type PlantedFault,
} from "../../electron/practice/district/generate.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { postDistrict } from "./posting.ts";

const long = 240_000;

/** For a run by hand: STEWARD_FULL_SIZE=1. */
const students = process.env.STEWARD_FULL_SIZE === "1" ? 200 : 30;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-district-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a district without faults", () => {
  let written: GeneratedDistrict;
  beforeAll(async () => {
    written = await generateDistrict(join(folder, "clean"), { students, seed: 7 });
  });

  it.each(ServerKind.options)(
    "is taken by %s, every record of it",
    async (server) => {
      const practice = await startPractice({ server });
      try {
        const { sent, created, refusals } = await postDistrict(practice, join(folder, "clean"));
        expect(refusals.slice(0, 5)).toEqual([]);
        expect(sent).toBe(written.records);
        // None replaced another: every natural key stands once.
        expect(created).toBe(written.records);
      } finally {
        await practice.close();
      }
    },
    long,
  );
});

/** Of a line that is no JSON, only the children reach the server; files of no resource do not, and both of two lines are taken. */
function refusedByServer(faults: readonly PlantedFault[]): number {
  return faults
    .filter(({ fault }) => fault !== "duplicate-key" && fault !== "unknown-resource")
    .reduce(
      (sum, { fault, affected, directly }) => sum + affected - (fault === "bad-line" ? directly : 0),
      0,
    );
}

describe("a district with faults", () => {
  const options = {
    students: 30,
    seed: 3,
    faults:
      "unmapped-descriptor=3,missing-parent=4,bad-date=3,too-long=3,wrong-type=3,duplicate-key=2,bad-line=3,unknown-resource=2",
  };

  it.each(["ods-5.3", "ods-7.3", "dms"] as const)(
    "costs at %s just the records that the truth says, and none once it is mended",
    async (server) => {
      const district = join(folder, server);
      const { faults } = await generateDistrict(district, options);
      const practice = await startPractice({ server });
      try {
        const first = await postDistrict(practice, district);
        expect(first.refusals.length).toBe(refusedByServer(faults));
        await mendDistrict(district, options);
        const second = await postDistrict(practice, district);
        expect(second.refusals.slice(0, 5)).toEqual([]);
      } finally {
        await practice.close();
      }
    },
    long,
  );
});
