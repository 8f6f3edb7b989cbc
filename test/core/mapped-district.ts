import type { AppEvent } from "../../shared/contract.ts";
import { agency, type Bench, enrollment, school, student, write } from "./harness.ts";

export const connection = "P";
export const grades = "/ed-fi/gradeLevelDescriptors";
export const sexes = "/ed-fi/sexDescriptors";
export const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
export const tenth = "uri://ed-fi.org/GradeLevelDescriptor#Tenth grade";

/** A district that writes "09" and "10"; nine enrollments and three schools use "09". */
export async function district(bench: Bench) {
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [1, 2, 3].map((id) => school(id, { gradeLevels: [{ gradeLevelDescriptor: "09" }] })),
    "students.jsonl": Array.from({ length: 12 }, (_, index) => student(`s${index}`)),
    "studentSchoolAssociations.jsonl": Array.from({ length: 12 }, (_, index) =>
      enrollment(`s${index}`, 1, { entryGradeLevelDescriptor: index < 9 ? "09" : "10" }),
    ),
  });
  await bench.client.call("sources.scan", { connection });
  await bench.client.call("descriptors.pull", { connection });
}

export const codesOf = (bench: Bench, more: object = {}) =>
  bench.client.call("descriptors.codes", { connection, type: grades, ...more });
export const map = (bench: Bench, mappings: { type: string; code: string; uri: string | null }[]) =>
  bench.client.call("descriptors.map", { connection, mappings });

export function listened(bench: Bench): string[][] {
  const heard: string[][] = [];
  bench.core.listen((event: AppEvent) => {
    if (event.name === "data.changed") heard.push(event.data.tables);
  });
  return heard;
}
