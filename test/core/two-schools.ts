import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptRecord } from "./chosen.ts";

/** The school of a generated district, and the one that twinSchool adds. */
export const schoolIds = ["990001001", "990001002"] as const;
const personId = /("(?:student|staff|contact)UniqueId":"[^"]+)"/g;
/** Names that are unique without their school or person. */
const ownName = /("(?:gradebookEntryIdentifier|cohortIdentifier|incidentIdentifier)":"[^"]+)"/g;

/** Adds a second school to a small generated district: all that is the first one's, or its people's, under other ids. */
export function twinSchool(folder: string) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".jsonl"))) {
    const lines = readFileSync(join(folder, name), "utf8").trim().split("\n");
    const twins = lines.flatMap((line) => {
      const moved = line.replaceAll(schoolIds[0], schoolIds[1]).replaceAll(personId, '$1-2"');
      return moved === line ? [] : [moved.replaceAll(ownName, '$1-2"')];
    });
    writeFileSync(join(folder, name), [...lines, ...twins, ""].join("\n"));
  }
}

/**
 * The records of a school, told by the texts of their bodies instead of by their references: who names it, or, of people
 * and what hangs on a gradebook entry, whose association or entry does.
 */
export function ofSchool(records: readonly KeptRecord[], school: string): (record: KeptRecord) => boolean {
  const named = new RegExp(`"(?:schoolId|educationOrganizationId)":${school}[,}]`);
  const text = ({ body }: KeptRecord) => JSON.stringify({ ...body, locationSchoolReference: undefined });
  const idsIn = (resources: readonly string[], member: string, wanted: (record: KeptRecord) => boolean) =>
    new Set(
      records
        .filter((record) => resources.includes(record.resource) && wanted(record))
        .flatMap((record) => new RegExp(`"${member}":"([^"]+)"`).exec(text(record))?.[1] ?? []),
    );
  const names = (record: KeptRecord) => named.test(text(record));
  const students = idsIn(["/ed-fi/studentSchoolAssociations"], "studentUniqueId", names);
  const staffs = idsIn(
    [
      "/ed-fi/staffEducationOrganizationAssignmentAssociations",
      "/ed-fi/staffEducationOrganizationEmploymentAssociations",
    ],
    "staffUniqueId",
    names,
  );
  const isTheirs = ({ body }: KeptRecord) =>
    students.has((body.studentReference as { studentUniqueId: string }).studentUniqueId);
  const ties = "/ed-fi/studentContactAssociations";
  const contacts = idsIn([ties], "contactUniqueId", isTheirs);
  const entries = idsIn(["/ed-fi/gradebookEntries"], "gradebookEntryIdentifier", names);
  const byHand: Readonly<Record<string, (record: KeptRecord) => boolean>> = {
    "/ed-fi/students": ({ body }) => students.has(String(body.studentUniqueId)),
    "/ed-fi/staffs": ({ body }) => staffs.has(String(body.staffUniqueId)),
    "/ed-fi/contacts": ({ body }) => contacts.has(String(body.contactUniqueId)),
    [ties]: isTheirs,
    "/ed-fi/studentGradebookEntries": ({ body }) =>
      entries.has(
        (body.gradebookEntryReference as { gradebookEntryIdentifier: string }).gradebookEntryIdentifier,
      ),
  };
  return (record) => (byHand[record.resource] ?? names)(record);
}
