import { type Stage, stages } from "../../../shared/domain/stage.ts";
import type { Step } from "./types.ts";

const names: Readonly<Record<Stage, readonly string[]>> = {
  // Also whatever refers to nothing else.
  foundation: [],
  schedule: [
    "academicWeeks",
    "bellSchedules",
    "calendarDates",
    "calendars",
    "classPeriods",
    "courseOfferings",
    "courses",
    "gradingPeriods",
    "locations",
    "sections",
    "sessions",
  ],
  people: [
    "contacts",
    "credentials",
    "openStaffPositions",
    "parents",
    "people",
    "staffEducationOrganizationAssignmentAssociations",
    "staffEducationOrganizationContactAssociations",
    "staffEducationOrganizationEmploymentAssociations",
    "staffSchoolAssociations",
    "staffs",
    "students",
  ],
  enrolment: [
    "cohorts",
    "graduationPlans",
    "staffCohortAssociations",
    "staffProgramAssociations",
    "staffSectionAssociations",
    "studentContactAssociations",
    "studentParentAssociations",
    "studentSchoolAssociations",
  ],
  daily: [
    "courseTranscripts",
    "disciplineActions",
    "disciplineIncidents",
    "gradebookEntries",
    "grades",
    "postSecondaryEvents",
    "reportCards",
    "restraintEvents",
    "sectionAttendanceTakenEvents",
    "staffAbsenceEvents",
    "staffDisciplineIncidentAssociations",
    "staffLeaves",
    "studentAcademicRecords",
    "studentAssessments",
    "studentCompetencyObjectives",
    "studentGradebookEntries",
    "studentInterventionAttendanceEvents",
    "studentLearningObjectives",
    "studentProgramAttendanceEvents",
    "studentSchoolAttendanceEvents",
    "studentSectionAttendanceEvents",
    "surveyQuestionResponses",
    "surveyResponses",
    "surveySectionResponses",
  ],
};
const named: ReadonlyMap<string, number> = new Map(
  stages.flatMap((stage, index) => names[stage].map((name) => [`/ed-fi/${name}`, index] as const)),
);

/**
 * The stage of each resource, by the steps of a push. The table names what a school knows by its stage; all else, and every
 * extension, has the stage of the latest of what it comes after: what hangs on students comes after their enrolments, for only
 * these give the right to them. Nothing has an earlier stage than what it comes after.
 */
export function stagesOf(steps: readonly Step[]): ReadonlyMap<string, Stage> {
  const byStep = new Map<string, number>();
  const byResource = new Map<string, Stage>();
  for (const { id, resource, operation, after } of [...steps].sort((a, b) => a.order - b.order)) {
    const own = operation === "create" ? (named.get(resource) ?? 0) : 0;
    const index = Math.max(own, ...after.map((former) => byStep.get(former) ?? 0));
    byStep.set(id, index);
    if (operation === "create") byResource.set(resource, stages[index] ?? "daily");
  }
  return byResource;
}
