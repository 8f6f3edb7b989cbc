import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { deriveDependencies } from "../../electron/practice/server/dependencies.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";
import { agency, type Bench, enrollment, school, student } from "./harness.ts";

/** Two schools, and students enrolled in the first one. */
export const district = (ids: readonly string[]) => ({
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2)],
  "students.jsonl": ids.map((id) => student(id)),
  "studentSchoolAssociations.jsonl": ids.map((id) => enrollment(id, 1)),
});
/** A contact of a student. */
export const contactsOf = (id: string) => ({
  "contacts.jsonl": [{ contactUniqueId: `c${id}`, firstName: "Practice", lastSurname: "Parent" }],
  "studentContactAssociations.jsonl": [
    { contactReference: { contactUniqueId: `c${id}` }, studentReference: { studentUniqueId: id } },
  ],
});
export const causesOf = (bench: Bench) => bench.client.call("causes.list", { connection: "P" });
/** Records of a resource by state, without those that are none. */
export const statesOf = async (bench: Bench, resource: string) => {
  const [status] = await bench.client.call("status.show", { connection: "P" });
  const counts: Partial<Record<string, number>> =
    status?.resources.find((one) => one.resource === resource)?.counts ?? {};
  return Object.fromEntries(Object.entries(counts).filter(([, n = 0]) => n > 0));
};

/** Against the model: graduation plans come last, so that enrolments which refer to one go at the end of a push. */
export function plansLast(): object[] {
  const last = { resource: "/ed-fi/graduationPlans", order: 1000, operations: ["Create", "Update"] };
  const { resources, descriptors } = builtInDocuments("ods-7.3");
  const dependencies = deriveDependencies(readModel([resources, descriptors]), true);
  return [...dependencies.filter((row) => !JSON.stringify(row).includes(last.resource)), last];
}
const graduationPlanTypeDescriptor = "uri://ed-fi.org/GraduationPlanTypeDescriptor#Standard";
export const plan = {
  graduationPlanTypeDescriptor,
  educationOrganizationReference: { educationOrganizationId: 1 },
  graduationSchoolYearTypeReference: { schoolYear: 2030 },
  totalRequiredCredits: 20,
};
export const graduationPlanReference = {
  graduationPlanTypeDescriptor,
  educationOrganizationId: 1,
  graduationSchoolYear: 2030,
};
