import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  generateDistrict,
  mendDistrict,
  type PlantedFault,
  parseDistrictFaults,
  rightsIn,
} from "../../electron/practice/district/generate.ts";
import { type Body, bodies, digests, districtFolders, lines, refusal } from "./district-folders.ts";

const newFolder = districtFolders();

describe("parseDistrictFaults", () => {
  it("reads names and counts", () => {
    expect([...parseDistrictFaults("missing-parent=2, bad-date=1")]).toEqual([
      ["missing-parent", 2],
      ["bad-date", 1],
    ]);
    expect([...parseDistrictFaults("")]).toEqual([]);
  });

  it.each(["missing-parents=2", "bad-date", "bad-date=x", "bad-date=-1", "bad-date=9999", "toString=1"])(
    "refuses %s",
    (spec) => {
      expect(() => parseDistrictFaults(spec)).toThrow(/is no fault/);
    },
  );

  it("refuses a kind that is named twice", () => {
    expect(() => parseDistrictFaults("bad-date=1,bad-date=2")).toThrow(/twice/);
  });
});

const everyFault =
  "unmapped-descriptor=4,missing-parent=4,bad-date=4,duplicate-key=4,too-long=4,wrong-type=4,bad-line=4,unknown-resource=2";

describe("planted faults", () => {
  const options = { students: 400, seed: 11, faults: everyFault };
  let folder = "";
  let faults: readonly PlantedFault[] = [];
  beforeAll(async () => {
    folder = newFolder();
    faults = (await generateDistrict(folder, options)).faults;
  });

  const of = (kind: PlantedFault["fault"]) => faults.filter((one) => one.fault === kind);
  const line = ({ file, line: number }: PlantedFault) => lines(folder, file)[(number ?? 0) - 1] ?? "";

  it("are as many as were asked for, spread over resources, and stand in faults.json", () => {
    expect(faults.length).toBe(30);
    expect(JSON.parse(readFileSync(join(folder, "faults.json"), "utf8"))).toEqual(faults);
    for (const kind of ["missing-parent", "bad-date", "too-long", "bad-line"] as const) {
      expect(new Set(of(kind).map((one) => one.resource)).size).toBeGreaterThan(1);
    }
    expect(faults.some((one) => one.affected > one.directly)).toBe(true);
    for (const one of faults) expect(one.affected).toBeGreaterThanOrEqual(one.directly);
  });

  it("stand on the lines that the truth names", () => {
    for (const one of [...of("bad-date"), ...of("too-long"), ...of("wrong-type")]) {
      expect(JSON.parse(line(one))[one.member ?? ""]).toEqual(one.value);
    }
    for (const one of of("bad-line")) expect(() => JSON.parse(line(one))).toThrow();
    for (const one of of("unmapped-descriptor")) {
      const texts = lines(folder, one.file);
      const using = texts.flatMap((text, index) =>
        text.includes(JSON.stringify(one.value)) ? [index + 1] : [],
      );
      expect(using).toEqual(one.lines);
    }
    for (const one of of("duplicate-key")) {
      const [earlier, later] = one.lines ?? [];
      expect([one.line, later]).toEqual([earlier, (earlier ?? 0) + 1]);
      const wrong = JSON.parse(line(one));
      const right = JSON.parse(lines(folder, one.file)[(later ?? 0) - 1] ?? "");
      expect(wrong).toEqual({ ...right, [one.member ?? ""]: one.value });
      expect(wrong).not.toEqual(right);
    }
  });

  it("use another local code each", () => {
    const codes = of("unmapped-descriptor").map((one) => String(one.value).split("#").at(-1));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("leave a parent out while its children stay", () => {
    for (const { file, parent } of of("missing-parent")) {
      const key = Object.entries(parent?.key ?? {});
      expect(key.length).toBeGreaterThan(0);
      const [, value] = key.find(([name]) => name.endsWith("Identifier") || name.endsWith("Id")) ?? [];
      if (file === "students.jsonl" || file === "contacts.jsonl") {
        expect(lines(folder, file).some((text) => text.includes(JSON.stringify(value)))).toBe(false);
      }
    }
  });

  it("are gone when the district is mended, and only files that had one are rewritten", async () => {
    const clean = newFolder();
    await generateDistrict(clean, { students: options.students, seed: options.seed });
    const wrong = newFolder();
    await generateDistrict(wrong, options);
    expect(digests(wrong)).not.toEqual(digests(clean));
    const { files } = await mendDistrict(wrong, options);
    expect(digests(wrong)).toEqual(digests(clean));
    expect(files).toBe(new Set(faults.map((one) => one.file)).size);
  });

  it("give the same bytes for the same seed", async () => {
    const again = newFolder();
    await generateDistrict(again, options);
    expect(digests(again)).toEqual(digests(folder));
  });

  it("find room in a small district, and are refused where there is none", async () => {
    const small = { students: 30, faults: everyFault.replaceAll("=4", "=1") };
    expect((await generateDistrict(newFolder(), small)).faults.length).toBe(9);
    const crowded = generateDistrict(newFolder(), { students: 2, faults: "bad-date=50" });
    expect(await refusal(crowded)).toMatchObject({ code: "invalid-input" });
  });
});

describe("a district with a refused school, a code, a missing permission and single bad records", () => {
  const wide = "refused-school=90,unmapped-code=150,missing-permission=1,bad-record=25";
  const options = { students: 300, seed: 4, faults: wide };
  let folder = "";
  let faults: readonly PlantedFault[] = [];
  beforeAll(async () => {
    folder = newFolder();
    faults = (await generateDistrict(folder, options)).faults;
  });
  const only = (kind: PlantedFault["fault"]) => faults.find((one) => one.fault === kind);
  const has = (value: unknown) => (text: string) => text.includes(JSON.stringify(value));

  it("has a school of just that size, and all of its students' records wait for it", () => {
    const { schoolId } = JSON.parse(
      lines(folder, "schools.jsonl")[(only("refused-school")?.line ?? 0) - 1] ?? "",
    );
    const stays = bodies(folder, "studentSchoolAssociations.jsonl").filter(
      ({ schoolReference }) => (schoolReference as Body).schoolId === schoolId,
    );
    const ids = new Set(stays.map(({ studentReference }) => (studentReference as Body).studentUniqueId));
    expect(ids.size).toBe(90);
    // Counted a second way: what names the school, one of its students, or what belongs to it.
    const staying = ["students.jsonl", "contacts.jsonl", "faults.json"];
    const own = [...ids, schoolId, `GB-${schoolId}`].map(String);
    const found = readdirSync(folder)
      .filter((file) => !staying.includes(file))
      .flatMap((file) => lines(folder, file))
      .filter((text) => own.some((value) => text.includes(value)));
    expect(only("refused-school")).toMatchObject({ affected: found.length, directly: 1 });
  });

  it("uses the code in just as many events, none of them of that school", () => {
    const { value, lines: numbers = [], affected } = only("unmapped-code") ?? {};
    const events = lines(folder, "studentSectionAttendanceEvents.jsonl");
    expect(events.flatMap((text, at) => (has(value)(text) ? [at + 1] : []))).toEqual(numbers);
    expect([numbers.length, affected]).toEqual([150, 150]);
  });

  it("may not send a resource of which nothing else is wrong, and 25 records look different from each other", () => {
    const { file = "", affected, line } = only("missing-permission") ?? {};
    expect(line).toBeUndefined();
    expect(lines(folder, file)).toHaveLength(affected ?? 0);
    expect(faults).toHaveLength(28);
    expect(new Set(faults.map((one) => one.expectedCause)).size).toBe(28);
    expect(rightsIn(faults).claims?.resources[only("missing-permission")?.resource ?? ""]).toEqual([]);
  });

  it("is mended but for the permission, which is the server's", async () => {
    const { files } = await mendDistrict(folder, options);
    const wrong = faults.filter(({ fault }) => fault !== "missing-permission").map(({ file }) => file);
    expect(files).toBe(new Set(wrong).size);
    expect(JSON.parse(lines(folder, "schools.jsonl")[0] ?? "").nameOfInstitution.length).toBeLessThan(76);
  });

  it("is refused where no school is so large, or so few records could use the code", async () => {
    for (const impossible of ["refused-school=300", "unmapped-code=99999"])
      expect(
        await refusal(generateDistrict(newFolder(), { students: 300, faults: impossible })),
      ).toMatchObject({ code: "invalid-input" });
  });
});

describe("mendDistrict", () => {
  it("refuses a folder that is no practice district", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    expect(await refusal(mendDistrict(folder, { students: 5 }))).toMatchObject({ code: "not-found" });
  });
});
