import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type Body, bodies, digests, districtFolders, lines, refusal } from "./district-folders.ts";

const newFolder = districtFolders();

describe("generateDistrict", () => {
  it("gives the same bytes for the same students and seed, and others for another seed", async () => {
    const [one, other, third] = [newFolder(), newFolder(), newFolder()];
    await generateDistrict(one, { students: 40, seed: 5 });
    await generateDistrict(other, { students: 40, seed: 5 });
    await generateDistrict(third, { students: 40, seed: 6 });
    expect(digests(other)).toEqual(digests(one));
    expect(digests(third)["students.jsonl"]).not.toBe(digests(one)["students.jsonl"]);
  });

  it("writes about a hundred records a student, in the shares of a real district", async () => {
    const folder = newFolder();
    const students = 1300;
    const { records, files } = await generateDistrict(folder, { students });
    const share = (name: string) => lines(folder, `${name}.jsonl`).length / students;
    expect(records / students).toBeGreaterThan(95);
    expect(records / students).toBeLessThan(110);
    expect(files).toBeGreaterThan(50);
    expect(share("students")).toBe(1);
    expect(share("studentSchoolAssociations")).toBeCloseTo(1.03, 1);
    expect(share("contacts")).toBeCloseTo(1.95, 1);
    expect(share("studentSectionAssociations")).toBe(15);
    expect(share("studentSectionAttendanceEvents")).toBeCloseTo(13, 0);
    expect(share("studentSchoolAttendanceEvents")).toBeGreaterThan(2);
    expect(share("grades")).toBe(45);
    expect(share("sections")).toBeLessThan(0.8);
  });

  it.each([1, 2, 13, 600, 601, 2000])(
    "gives each of %i students a seat in a school of a usual size",
    async (students) => {
      const folder = newFolder();
      await generateDistrict(folder, { students });
      const ids = bodies(folder, "students.jsonl").map((body) => body.studentUniqueId);
      expect(new Set(ids).size).toBe(students);
      const sizes = new Map<unknown, Set<unknown>>();
      for (const stay of bodies(folder, "studentSchoolAssociations.jsonl")) {
        const { schoolId } = stay.schoolReference as Body;
        const { studentUniqueId } = stay.studentReference as Body;
        sizes.set(schoolId, (sizes.get(schoolId) ?? new Set()).add(studentUniqueId));
      }
      const sum = [...sizes.values()].reduce((total, one) => total + one.size, 0);
      expect(sum).toBe(students);
      for (const one of sizes.values()) expect(one.size).toBeLessThan(950);
    },
  );

  it("gives students an age that goes with their grade", async () => {
    const folder = newFolder();
    await generateDistrict(folder, { students: 260 });
    const born = new Map(
      bodies(folder, "students.jsonl").map((body) => [body.studentUniqueId, String(body.birthDate)]),
    );
    for (const stay of bodies(folder, "studentSchoolAssociations.jsonl")) {
      const grade = String(stay.entryGradeLevelDescriptor).split("#")[1];
      const age = 2026 - Number(born.get((stay.studentReference as Body).studentUniqueId)?.slice(0, 4));
      if (grade === "Kindergarten") expect(age).toBeLessThanOrEqual(7);
      if (grade === "Twelfth grade") expect(age).toBeGreaterThanOrEqual(17);
    }
  });

  it("ends every line with a line feed, on every system", async () => {
    const folder = newFolder();
    await generateDistrict(folder, { students: 5 });
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), "utf8");
      expect(text.endsWith("\n")).toBe(true);
      expect(text).not.toContain("\r");
    }
  });

  it("refuses a folder that holds something else, and touches nothing there", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "students.jsonl"), "mine\n");
    expect(await refusal(generateDistrict(folder, { students: 5 }))).toMatchObject({ code: "conflict" });
    expect(readFileSync(join(folder, "students.jsonl"), "utf8")).toBe("mine\n");
  });

  it("replaces an earlier practice district whole", async () => {
    const folder = newFolder();
    await generateDistrict(folder, { students: 60, faults: "unknown-resource=2" });
    await generateDistrict(folder, { students: 3 });
    const fresh = newFolder();
    await generateDistrict(fresh, { students: 3 });
    expect(digests(folder)).toEqual(digests(fresh));
  });

  it("leaves no half district when it is stopped", async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const work = generateDistrict(folder, {
      students: 2000,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(await refusal(work)).toMatchObject({ code: "cancelled" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses a district of %d students", async (students) => {
    expect(await refusal(generateDistrict(newFolder(), { students }))).toMatchObject({
      code: "invalid-input",
    });
  });
});
