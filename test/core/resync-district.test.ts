import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { idsOfRun, type KeptRecord, keptRecords } from "./chosen.ts";
import { type Bench, setUp } from "./harness.ts";
import { ofSchool, schoolIds, twinSchool } from "./two-schools.ts";

/** Days of records by the members that hold them in a generated district. */
const dateOf: Readonly<Record<string, string>> = {
  studentSchoolAttendanceEvents: "eventDate",
  studentSectionAttendanceEvents: "eventDate",
  staffAbsenceEvents: "eventDate",
  studentSchoolAssociations: "entryDate",
  calendarDates: "date",
  studentAssessments: "administrationDate",
  sessions: "beginDate",
};
const dated = Object.keys(dateOf);
const nameOf = ({ resource }: KeptRecord) => resource.split("/").at(-1) ?? "";
const dayOf = (record: KeptRecord) => String(record.body[dateOf[nameOf(record)] ?? ""] ?? "").slice(0, 10);

const anySelection = fc.record(
  {
    resources: fc.subarray([...dated], { minLength: 1 }),
    days: fc
      .tuple(
        fc.date({ min: new Date("2026-08-01"), max: new Date("2027-06-30"), noInvalidDate: true }),
        fc.nat(60),
      )
      .map(([first, length]) => ({
        dateFrom: first.toISOString().slice(0, 10),
        dateTo: new Date(first.getTime() + length * 86_400_000).toISOString().slice(0, 10),
      })),
    schools: fc.subarray([...schoolIds], { minLength: 1 }),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 300 }),
  },
  { requiredKeys: [] },
);
type Selection = typeof anySelection extends fc.Arbitrary<infer T> ? T : never;

/** What a selection asks of the core, and which records that means. */
function meant(records: readonly KeptRecord[], { resources, days, schools, picks }: Selection) {
  const named = picks?.map((pick) => records[pick % records.length]?.id ?? 0);
  // Days are asked of resources that have one.
  const asked = days ? (resources ?? dated) : resources;
  const inSchools = schools?.map((id) => ofSchool(records, id));
  const wanted = records.filter(
    (record) =>
      (!asked || asked.includes(nameOf(record))) &&
      (!days || (dayOf(record) >= days.dateFrom && dayOf(record) <= days.dateTo)) &&
      (!inSchools || inSchools.some((of) => of(record))) &&
      (!named || named.includes(record.id)),
  );
  const request = {
    ...days,
    ...(asked && { resources: asked }),
    ...(schools && { schools }),
    ...(named && { records: [...new Set(named)].map(String) }),
  };
  const isRefused =
    asked !== undefined && named?.some((id) => !asked.includes(nameOf(recordOf(records, id))));
  return { request, isRefused, ids: wanted.map(({ id }) => id) };
}
const recordOf = (records: readonly KeptRecord[], id: number) =>
  records.find((record) => record.id === id) as KeptRecord;

async function twoSchools(): Promise<Bench> {
  const bench = await setUp();
  const folder = join(bench.folder, "two");
  await generateDistrict(folder, { students: 12, seed: 3 });
  twinSchool(folder);
  await bench.client.call("sources.add", { connection: "P", folder });
  return bench;
}

test("whatever is chosen, its preview counts exactly what is then sent, and nothing else is", {
  timeout: 300_000,
}, async () => {
  const bench = await twoSchools();
  expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0, blocked: 0 });
  const records = keptRecords(bench.home);
  await fc.assert(
    fc.asyncProperty(anySelection, async (selection) => {
      const { request, isRefused, ids } = meant(records, selection);
      const asked = { connection: "P", force: true, ...request };
      if (isRefused) {
        await expect(bench.client.call("push.preview", asked)).rejects.toThrow("not to be sent");
        return;
      }
      const { planned, resources } = await bench.client.call("push.preview", asked);
      expect(planned).toBe(ids.length);
      expect(resources.reduce((sum, { again }) => sum + again, 0)).toBe(planned);
      expect(await bench.client.call("push.preview", { ...asked, force: false })).toMatchObject(
        Object.keys(request).some((key) => key !== "resources")
          ? { planned: 0, unchanged: planned }
          : { planned: 0 },
      );
      // The largest ones are only counted.
      if (planned > 400) return;
      const result = await bench.push(asked);
      expect(idsOfRun(bench.home, result.run)).toEqual(ids);
      expect(result).toMatchObject({ planned, requests: planned, exitStatus: 0, sent: { updated: planned } });
    }),
    { numRuns: 25 },
  );
});

/** What a school's records need and only their district states. */
const ofDistrict = [
  "localEducationAgencies",
  "courses",
  "programs",
  "graduationPlans",
  "assessments",
  "objectiveAssessments",
  "credentials",
  "staffs",
  "staffEducationOrganizationEmploymentAssociations",
];

test("a school is sent alone: what its district has to be there with keeps some of it blocked, and nothing else goes", {
  timeout: 300_000,
}, async () => {
  const bench = await twoSchools();
  const [school] = schoolIds;
  const { planned } = await bench.client.call("push.preview", { connection: "P", schools: [school] });
  const held = await bench.push({ schools: [school] });
  expect(held).toMatchObject({ planned, failed: 0, left: 0 });
  expect(held.blocked).toBeGreaterThan(0);
  const records = keptRecords(bench.home);
  const isIts = ofSchool(records, school);
  expect(records.filter((record) => !isIts(record) && record.state !== "new")).toEqual([]);
  await bench.push({ resources: ofDistrict });
  const released = await bench.push({ schools: [school] });
  expect(released).toMatchObject({ failed: 0, blocked: 0, left: 0, exitStatus: 0 });
  for (const record of keptRecords(bench.home)) {
    const isSent = isIts(record) || ofDistrict.includes(nameOf(record));
    expect([record.resource, record.state]).toEqual([record.resource, isSent ? "sent" : "new"]);
  }
});
