import {
  date,
  decimal,
  descriptor,
  flag,
  key,
  list,
  may,
  must,
  type ResourceShape,
  resource,
  text,
  time,
  to,
} from "../shape.ts";

export const disciplineShapes: readonly ResourceShape[] = [
  resource("disciplineIncidents", "disciplineIncident", [
    key("incidentIdentifier", text(36)),
    key("schoolReference", to("school")),
    may(
      "behaviors",
      list([key("behaviorDescriptor", descriptor), may("behaviorDetailedDescription", text(1024))]),
    ),
    must("incidentDate", date),
    may("incidentDescription", text(1024)),
    may("incidentLocationDescriptor", descriptor),
    may("incidentTime", time),
    may("reportedToLawEnforcement", flag),
    may("reporterDescriptionDescriptor", descriptor),
    may("reporterName", text(75)),
  ]),
  resource("studentDisciplineIncidentBehaviorAssociations", "studentDisciplineIncidentBehaviorAssociation", [
    key("behaviorDescriptor", descriptor),
    key("disciplineIncidentReference", to("disciplineIncident")),
    key("studentReference", to("student")),
    may("behaviorDetailedDescription", text(1024)),
    may(
      "disciplineIncidentParticipationCodes",
      list([key("disciplineIncidentParticipationCodeDescriptor", descriptor)]),
    ),
  ]),
  resource(
    "studentDisciplineIncidentNonOffenderAssociations",
    "studentDisciplineIncidentNonOffenderAssociation",
    [
      key("disciplineIncidentReference", to("disciplineIncident")),
      key("studentReference", to("student")),
      may(
        "disciplineIncidentParticipationCodes",
        list([key("disciplineIncidentParticipationCodeDescriptor", descriptor)]),
      ),
    ],
  ),
  resource("disciplineActions", "disciplineAction", [
    key("disciplineActionIdentifier", text(36)),
    key("disciplineDate", date),
    must("disciplines", list([key("disciplineDescriptor", descriptor)])),
    may("assignmentSchoolReference", to("school", { schoolId: "assignmentSchoolId" })),
    must("responsibilitySchoolReference", to("school", { schoolId: "responsibilitySchoolId" })),
    key("studentReference", to("student")),
    may("disciplineActionLength", decimal(0, 999.99)),
    may("relatedToZeroTolerancePolicy", flag),
    may("staffs", list([must("staffReference", to("staff"))])),
    may(
      "studentDisciplineIncidentBehaviorAssociations",
      list([
        must(
          "studentDisciplineIncidentBehaviorAssociationReference",
          to("studentDisciplineIncidentBehaviorAssociation"),
        ),
      ]),
    ),
  ]),
];
