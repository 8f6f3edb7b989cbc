import {
  date,
  descriptor,
  flag,
  key,
  list,
  type Member,
  may,
  must,
  type ResourceShape,
  resource,
  text,
  time,
  to,
  whole,
} from "../shape.ts";

/** An extension project of our own: what a state or a vendor might add to the core, in small. */
const project = "sample";

const own = (shape: ResourceShape): ResourceShape => ({ ...shape, project });

export const sampleShapes: readonly ResourceShape[] = [
  own(
    resource("clubs", "club", [
      key("clubName", text(60)),
      key("schoolReference", to("school")),
      must("clubTypeDescriptor", descriptor),
      may("description", text(250)),
      may("meetings", list([key("roomNumber", text(20)), key("startTime", time), may("endTime", time)])),
    ]),
  ),
  own(
    resource("studentClubAssociations", "studentClubAssociation", [
      key("beginDate", date),
      key("clubReference", to("club")),
      key("studentReference", to("student")),
      may("endDate", date),
      may("officeHeld", text(60)),
    ]),
  ),
];

/** What it adds to the core: by singular name of the resource, and of a collection after a dot. */
export const sampleParts: Readonly<Record<string, readonly Member[]>> = {
  student: [
    may("bicyclePermitNumber", text(20)),
    may("hobbies", list([key("hobby", text(60)), may("yearsOfPractice", whole(0, 99))])),
    may("ridesBicycle", flag),
  ],
  studentSchoolAssociation: [
    may("firstChoiceClubReference", to("club", { schoolId: "firstChoiceSchoolId" })),
    may("firstChoiceClubTypeDescriptor", { kind: "descriptor", type: "clubType" }),
    may("lockerNumber", text(10)),
  ],
  staff: [may("coachesClubs", flag), may("firstAidCertificateDate", date)],
  "staff.addresses": [may("deliveryNote", text(60)), may("mailStop", text(20))],
};
