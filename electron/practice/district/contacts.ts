import { code } from "./codes.ts";
import { personName, streetNumberName } from "./names.ts";
import { town } from "./organizations.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import type { Student } from "./student.ts";

/** Two for nearly every student. */
export function emitContacts(emit: Emit, student: Student, random: Random): void {
  emitContact(emit, { student, priority: 1, relation: "Mother" }, random);
  if (random.chance(0.95)) emitContact(emit, { student, priority: 2, relation: "Father" }, random);
}

interface Relation {
  readonly student: Student;
  readonly priority: 1 | 2;
  readonly relation: "Mother" | "Father";
}

function emitContact(emit: Emit, { student, priority, relation }: Relation, random: Random): void {
  const contactUniqueId = `PC-${String(student.number).padStart(7, "0")}-${priority}`;
  const female = relation === "Mother";
  const surname = random.chance(0.85) ? student.surname : undefined;
  emit("contacts", {
    contactUniqueId,
    ...personName(random, female, surname),
    sexDescriptor: code("sex", female ? "Female" : "Male"),
    addresses: [
      {
        addressTypeDescriptor: code("addressType", "Home"),
        ...town,
        streetNumberName: streetNumberName(random),
      },
    ],
    electronicMails: [
      {
        electronicMailTypeDescriptor: code("electronicMailType", "Home/Personal"),
        electronicMailAddress: `${contactUniqueId.toLowerCase()}@families.example`,
        primaryEmailAddressIndicator: true,
      },
    ],
    telephones: [
      {
        telephoneNumberTypeDescriptor: code("telephoneNumberType", "Mobile"),
        // 555-01xx is kept free for stories.
        telephoneNumber: `(608) 555-01${String(random.below(100)).padStart(2, "0")}`,
        orderOfPriority: 1,
      },
    ],
  });
  emit("studentContactAssociations", {
    contactReference: { contactUniqueId },
    studentReference: student.studentReference,
    relationDescriptor: code("relation", relation),
    contactPriority: priority,
    primaryContactStatus: priority === 1,
    emergencyContactStatus: true,
    livesWith: priority === 1 || random.chance(0.7),
    legalGuardian: true,
  });
}
