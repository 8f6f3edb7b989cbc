import { code, namespace } from "./codes.ts";
import { districtReference } from "./courses.ts";
import { personName, streetNumberName } from "./names.ts";
import { town } from "./organizations.ts";
import { districtId, type SchoolPlan } from "./plan.ts";
import { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { type Group, teacherCount } from "./schedule.ts";
import { dateAfter, firstDay, instructionalDays, schoolYearReference } from "./year.ts";

interface Post {
  readonly staffUniqueId: string;
  readonly classification: string;
  readonly position: string;
  readonly organizationId: number;
  readonly teaches: boolean;
}

/** Members of a school's staff are numbered within it; the district's office is number 0. */
const staffId = (school: number, member: number): string =>
  `PT-${school}-${String(member + 1).padStart(3, "0")}`;

export const teacherReference = (school: SchoolPlan, teacher: number) => ({
  staffUniqueId: staffId(school.number, teacher),
});

const officePosts = [
  ["Superintendent", "Superintendent"],
  ["LEA Administrator", "Director of Curriculum"],
  ["LEA Administrator", "Director of Data and Assessment"],
] as const;

const schoolPosts = [
  ["Principal", "Principal"],
  ["School Counselor", "Counselor"],
  ["Librarian/Media Specialist", "Librarian"],
] as const;

export function emitOffice(emit: Emit, seed: number): void {
  for (const [index, [classification, position]] of officePosts.entries()) {
    const staffUniqueId = staffId(0, index);
    const post = { staffUniqueId, classification, position, organizationId: districtId, teaches: false };
    emitMember(emit, post, new Random(seed, 2, 0, index));
  }
}

/** Teachers first, in the order of their rooms; then the others. Students' records refer to teachers. */
export function emitSchoolStaff(
  emit: Emit,
  school: SchoolPlan,
  groups: readonly Group[],
  seed: number,
): void {
  const teachers = teacherCount(school.level, groups);
  for (let index = 0; index < teachers + schoolPosts.length; index += 1) {
    const random = new Random(seed, 2, school.number, index);
    const post = postOf(school, index, teachers);
    emitMember(emit, post, random);
    emitAtSchool(emit, post);
  }
  for (const group of groups) {
    for (const section of group.sections) {
      emit("staffSectionAssociations", {
        beginDate: section.term.beginDate,
        sectionReference: section.key,
        staffReference: teacherReference(school, section.teacher),
        classroomPositionDescriptor: code("classroomPosition", "Teacher of Record"),
        endDate: section.term.endDate,
      });
    }
  }
}

function postOf(school: SchoolPlan, index: number, teachers: number): Post {
  const staffUniqueId = staffId(school.number, index);
  const organizationId = school.schoolId;
  const [classification, position] = schoolPosts[index - teachers] ?? [
    school.level === "Elementary" ? "Elementary Teacher" : "Secondary Teacher",
    "Teacher",
  ];
  return { staffUniqueId, classification, position, organizationId, teaches: index < teachers };
}

function emitMember(emit: Emit, post: Post, random: Random): void {
  const credentialReference = {
    credentialIdentifier: `CR-${post.staffUniqueId.slice(3)}`,
    stateOfIssueStateAbbreviationDescriptor: code("stateAbbreviation", "WI"),
  };
  if (post.teaches) emitCredential(emit, credentialReference, random);
  emitPerson(emit, post, random, post.teaches ? [{ credentialReference }] : undefined);
  const staffReference = { staffUniqueId: post.staffUniqueId };
  const hireDate = dateAfter(firstDay, -random.between(10, 7000));
  const employment = {
    employmentStatusDescriptor: code(
      "employmentStatus",
      random.pick(["Tenured or permanent", "Probationary"]),
    ),
    hireDate,
  };
  emit("staffEducationOrganizationEmploymentAssociations", {
    ...employment,
    educationOrganizationReference: districtReference,
    staffReference,
    fullTimeEquivalency: 1,
  });
  emit("staffEducationOrganizationAssignmentAssociations", {
    beginDate: "2026-08-10",
    staffClassificationDescriptor: code("staffClassification", post.classification),
    educationOrganizationReference: { educationOrganizationId: post.organizationId },
    staffReference,
    employmentStaffEducationOrganizationEmploymentAssociationReference: {
      ...districtReference,
      ...employment,
      ...staffReference,
    },
    positionTitle: post.position,
  });
  emitAbsences(emit, staffReference, random);
}

function emitCredential(emit: Emit, key: object, random: Random): void {
  emit("credentials", {
    ...key,
    namespace,
    credentialTypeDescriptor: code("credentialType", "Licensure"),
    credentialFieldDescriptor: code("credentialField", "Generalist"),
    teachingCredentialDescriptor: code("teachingCredential", "Regular/Standard"),
    issuanceDate: dateAfter(firstDay, -random.between(20, 4000)),
    expirationDate: "2031-06-30",
  });
}

function emitPerson(
  emit: Emit,
  post: Post,
  random: Random,
  credentials: readonly object[] | undefined,
): void {
  const female = random.chance(0.7);
  emit("staffs", {
    staffUniqueId: post.staffUniqueId,
    ...personName(random, female),
    sexDescriptor: code("sex", female ? "Female" : "Male"),
    birthDate: dateAfter("1961-01-01", random.below(14_000)),
    highestCompletedLevelOfEducationDescriptor: code(
      "levelOfEducation",
      random.pick(["Bachelor's", "Master's"]),
    ),
    addresses: [
      {
        addressTypeDescriptor: code("addressType", "Home"),
        ...town,
        streetNumberName: streetNumberName(random),
      },
    ],
    electronicMails: [
      {
        electronicMailTypeDescriptor: code("electronicMailType", "Work"),
        electronicMailAddress: `${post.staffUniqueId.toLowerCase()}@practice-falls.example`,
      },
    ],
    identificationCodes: [
      {
        staffIdentificationSystemDescriptor: code("staffIdentificationSystem", "District"),
        identificationCode: post.staffUniqueId,
      },
    ],
    ...(credentials !== undefined && { credentials }),
  });
}

function emitAbsences(emit: Emit, staffReference: object, random: Random): void {
  const reasons = ["Sick leave", "Personal", "Professional development"] as const;
  for (const day of random.spread(random.below(5), instructionalDays.length)) {
    emit("staffAbsenceEvents", {
      absenceEventCategoryDescriptor: code("absenceEventCategory", random.pick(reasons)),
      eventDate: instructionalDays[day],
      staffReference,
      hoursAbsent: random.pick([4, 8]),
    });
  }
  if (!random.chance(0.03)) return;
  emit("staffLeaves", {
    beginDate: instructionalDays[random.below(60)],
    staffLeaveEventCategoryDescriptor: code("staffLeaveEventCategory", "Family and medical leave"),
    staffReference,
    substituteAssigned: true,
  });
}

function emitAtSchool(emit: Emit, post: Post): void {
  emit("staffSchoolAssociations", {
    programAssignmentDescriptor: code("programAssignment", "Regular Education"),
    schoolReference: { schoolId: post.organizationId },
    staffReference: { staffUniqueId: post.staffUniqueId },
    schoolYearTypeReference: schoolYearReference,
  });
}
