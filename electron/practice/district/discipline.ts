import { code } from "./codes.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { type Student, studentId } from "./student.ts";
import { instructionalDays } from "./year.ts";

const share = 0.05;

/** One student in twenty has an incident, with a witness where the school has a student before them. */
export function emitDiscipline(emit: Emit, student: Student, random: Random): void {
  if (!random.chance(share)) return;
  const { schoolId, studentReference } = student;
  const incident = { incidentIdentifier: `INC-${student.number}`, schoolId };
  const behaviorDescriptor = code("behavior", random.pick(["School Violation", "School Code of Conduct"]));
  const incidentDate = instructionalDays[random.below(instructionalDays.length)];
  emit("disciplineIncidents", {
    incidentIdentifier: incident.incidentIdentifier,
    schoolReference: { schoolId },
    incidentDate,
    incidentLocationDescriptor: code("incidentLocation", random.pick(["Classroom", "Cafeteria area"])),
    reporterDescriptionDescriptor: code("reporterDescription", "Staff"),
    behaviors: [{ behaviorDescriptor }],
  });
  emit("studentDisciplineIncidentBehaviorAssociations", {
    behaviorDescriptor,
    disciplineIncidentReference: incident,
    studentReference,
    disciplineIncidentParticipationCodes: participation("Perpetrator"),
  });
  const before = student.number - 1;
  if (before >= student.school.firstStudent) {
    emit("studentDisciplineIncidentNonOffenderAssociations", {
      disciplineIncidentReference: incident,
      studentReference: { studentUniqueId: studentId(before) },
      disciplineIncidentParticipationCodes: participation("Witness"),
    });
  }
  if (!random.chance(0.8)) return;
  emit("disciplineActions", {
    disciplineActionIdentifier: `ACT-${student.number}`,
    disciplineDate: incidentDate,
    studentReference,
    responsibilitySchoolReference: { schoolId },
    disciplines: [{ disciplineDescriptor: code("discipline", "Removal from Classroom") }],
    disciplineActionLength: 1,
    studentDisciplineIncidentBehaviorAssociations: [
      {
        studentDisciplineIncidentBehaviorAssociationReference: {
          behaviorDescriptor,
          ...incident,
          ...studentReference,
        },
      },
    ],
  });
}

const participation = (value: string): readonly object[] => [
  { disciplineIncidentParticipationCodeDescriptor: code("disciplineIncidentParticipationCode", value) },
];
