import { canaries, inAllWordings, people, studentsOfNobody } from "./canaries.ts";
import type { Interfere } from "./eavesdropper.ts";
import { agency, enrollment, school, student, write } from "./harness.ts";

/** Of a person who does not exist; each text is found nowhere else. */
const person = {
  first: "Zyxwalda",
  last: "Quomberthwaite",
  id: "7719448203",
  birth: "1907-03-09",
  street: "9 Vexlorn Crescent",
  mail: "zw.quomb@vexlorn.example",
};
export const personal: readonly string[] = [...Object.values(person), ...canaries];
export const key = "canary-key-Lq8ZtR4w";
export const secret = "canary-secret-Jx2Vb7PmKd";
export const wrongSecret = "canary-wrong-Nh5Gy1Ts";
export const besides = {
  STEWARD_PASSPHRASE: "canary-passphrase-Vd4Rm9Xe",
  STEWARD_PROXY_USER: "canary-proxy-user-Bq6Wk3Zt",
  STEWARD_PROXY_PASSWORD: "canary-proxy-word-Yf8Hc2Lp",
};

const named = (changes: object = {}) =>
  student(person.id, {
    firstName: person.first,
    lastSurname: person.last,
    birthDate: person.birth,
    ...changes,
  });
const withAddress = (studentUniqueId: string) => ({
  studentReference: { studentUniqueId },
  educationOrganizationReference: { educationOrganizationId: 255901 },
  addresses: [
    {
      addressTypeDescriptor: "uri://ed-fi.org/AddressTypeDescriptor#Home",
      stateAbbreviationDescriptor: "uri://ed-fi.org/StateAbbreviationDescriptor#TX",
      streetNumberName: person.street,
      city: person.last,
      postalCode: person.id,
    },
  ],
  electronicMails: [
    {
      electronicMailTypeDescriptor: "uri://ed-fi.org/ElectronicMailTypeDescriptor#Home/Personal",
      electronicMailAddress: person.mail,
    },
  ],
});

/** Wrong in every way that I know of, always with a person's data where the fault is. */
const folder: Readonly<Record<string, readonly (object | string)[]>> = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [
    school(1),
    school(2, { nameOfInstitution: `${person.first} ${person.last} ${"x".repeat(100)}` }),
    school(3, { gradeLevels: [{ gradeLevelDescriptor: `${person.first} ${person.last}` }] }),
    { ...school(4), schoolId: person.mail },
    school(5, { webSite: person.mail, [person.last]: person.first }),
  ],
  "students.jsonl": [
    ...studentsOfNobody,
    named(),
    named({ firstName: person.street }),
    named({ studentUniqueId: `${person.id}1`, firstName: `${person.first} `.repeat(20) }),
    named({ studentUniqueId: `${person.id}2`, birthDate: `${person.birth} ${person.last}` }),
    named({ studentUniqueId: `${person.id}3`, birthSexDescriptor: person.mail }),
    named({
      studentUniqueId: `${person.id}4`,
      birthSexDescriptor: `uri://ed-fi.org/SexDescriptor#${person.birth}`,
    }),
    named({
      studentUniqueId: `${person.id}5`,
      birthSexDescriptor: `uri://ed-fi.org/SexDescriptor#${person.id}`,
    }),
    named({ studentUniqueId: `${person.id}6`, birthSexDescriptor: [person.first] }),
    JSON.stringify(named()).slice(0, -20),
    `"${person.first}"`,
    person.first,
    `{"${person.last}": `,
  ],
  "studentSchoolAssociations.jsonl": [
    enrollment(person.id, 1),
    enrollment(`${person.id}9`, 1),
    enrollment(person.id, 2),
    enrollment(person.id, 1, { entryDate: person.first }),
    enrollment(person.id, 99, { entryGradeLevelDescriptor: person.street }),
  ],
  "studentEducationOrganizationAssociations.jsonl": [withAddress(person.id), withAddress(`${person.id}9`)],
  "parentsOf.jsonl": [named()],
  "contacts.jsonl": [{ contactUniqueId: `c${person.id}`, firstName: person.first, lastSurname: person.last }],
  // A district may call a file, or a folder of files, after a student.
  [`${person.last}, ${person.first}.jsonl`]: [named(), "{"],
  [`${people[0]?.last}-${people[0]?.birth}.jsonl.gz`]: ["no gzip"],
  [`students/${person.first} ${person.last} ${person.birth}.jsonl`]: [named({ birthDate: "1" }), "{", "[]"],
  [`students/${person.id}/${person.street}.jsonl`]: [`{"studentUniqueId": "${person.id}`],
  [`${people[1]?.first}.json`]: ["{}"],
};

/** A server that says back what it was sent, in every member of its answer. */
export const echo: Interfere = (path, body) => {
  if (!path.endsWith("/contacts") && !path.endsWith("/studentEducationOrganizationAssociations"))
    return inAllWordings(path, body);
  const status = path.endsWith("/contacts") ? 409 : 400;
  const all = `${Object.values(person).join(" and ")} of ${body}`;
  const answer = {
    detail: `The request for ${all} was wrong.`,
    type: `urn:ed-fi:api:bad-request:${person.last.toLowerCase()}`,
    title: `Wrong ${all}`,
    status,
    validationErrors: {
      [`$.['${person.last}']`]: [all],
      [`$.${person.last}`]: ["It is required."],
      [`$.addresses[${person.first}].city`]: ["It is required."],
      [`$.addresses[0].${person.last}`]: [`${person.last} is required.`],
      "$.lastSurname": [`The value '${all}' is wrong.`],
      "$.studentReference": [`It is missing the following properties: ${person.first}`],
    },
    errors: [
      all,
      `'${person.first}' is required`,
      `${person.first} is required.`,
      `${person.last}Descriptor value '${person.first}' does not exist.`,
      `The referenced '${person.last}' item does not exist.`,
      `Value "${person.last}" of ${person.mail} must be unique.`,
    ],
  };
  return { status, body: JSON.stringify(answer) };
};

/** Writes that district. */
export const writeCanaries = (source: string) => write(source, folder);
