/** Synthetic enrolments of about 600 bytes, all of the same length: no person and no school is real. */

const firstStudent = 1_000_000;
const firstSchool = 255_901_001;
const schools = 40;

/** The body of one record; its references lead to students and schools that stand in no file. */
export function enrollment(index: number): string {
  const schoolId = firstSchool + (index % schools);
  return [
    `{"studentReference":{"studentUniqueId":"${firstStudent + index}"}`,
    `"schoolReference":{"schoolId":${schoolId}}`,
    `"entryDate":"2026-08-${10 + (index % 20)}"`,
    `"schoolYearTypeReference":{"schoolYear":2027}`,
    `"calendarReference":{"calendarCode":"${schoolId}-2027","schoolId":${schoolId},"schoolYear":2027}`,
    `"entryGradeLevelDescriptor":"uri://ed-fi.org/GradeLevelDescriptor#Ninth grade"`,
    `"entryTypeDescriptor":"uri://ed-fi.org/EntryTypeDescriptor#Transfer from a public school"`,
    `"residencyStatusDescriptor":"uri://ed-fi.org/ResidencyStatusDescriptor#Resident of the school's district"`,
    `"repeatGradeIndicator":false`,
    `"primarySchool":true,"schoolChoice":false}`,
  ].join(",");
}

/** The schools that the enrolments refer to, for servers that look at them. */
export const schoolLines = (): string[] =>
  Array.from({ length: schools }, (_, index) =>
    JSON.stringify({
      schoolId: firstSchool + index,
      nameOfInstitution: `School ${index + 1}`,
      educationOrganizationCategories: [
        {
          educationOrganizationCategoryDescriptor:
            "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#School",
        },
      ],
      gradeLevels: [{ gradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade" }],
    }),
  );

/** Two of forty: a twentieth of the enrolments waits for them. */
export const isRefusedSchool = (schoolId: number): boolean => schoolId < firstSchool + 2;

export const enrollmentPath = "/ed-fi/studentSchoolAssociations";
export const enrollmentFile = "studentSchoolAssociations.jsonl";
export const schoolFile = "schools.jsonl";
