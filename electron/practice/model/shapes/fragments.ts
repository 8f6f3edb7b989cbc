import { date, descriptor, flag, key, list, type Member, may, must, text, to, uri, whole } from "../shape.ts";

/** Groups of members that several resources have in common. */

export const periods: Member = may("periods", list([key("beginDate", date), may("endDate", date)]));

const addressMembers: readonly Member[] = [
  key("addressTypeDescriptor", descriptor),
  key("stateAbbreviationDescriptor", descriptor),
  key("city", text(2, 30)),
  key("postalCode", text(17)),
  key("streetNumberName", text(150)),
  may("apartmentRoomSuiteNumber", text(50)),
  may("doNotPublishIndicator", flag),
  may("nameOfCounty", text(30)),
  periods,
];

export const addresses: Member = may("addresses", list(addressMembers));

export const telephones: Member = may(
  "telephones",
  list([
    key("telephoneNumberTypeDescriptor", descriptor),
    key("telephoneNumber", text(24)),
    may("doNotPublishIndicator", flag),
    may("orderOfPriority", whole(1)),
    may("textMessageCapabilityIndicator", flag),
  ]),
);

export const electronicMails: Member = may(
  "electronicMails",
  list([
    key("electronicMailTypeDescriptor", descriptor),
    key("electronicMailAddress", text(7, 128)),
    may("doNotPublishIndicator", flag),
    may("primaryEmailAddressIndicator", flag),
  ]),
);

export const languages: Member = may(
  "languages",
  list([
    key("languageDescriptor", descriptor),
    may("uses", list([key("languageUseDescriptor", descriptor)])),
  ]),
);

export const otherNames: Member = may(
  "otherNames",
  list([
    key("otherNameTypeDescriptor", descriptor),
    must("firstName", text(75)),
    must("lastSurname", text(75)),
    may("generationCodeSuffix", text(10)),
    may("middleName", text(75)),
    may("personalTitlePrefix", text(30)),
  ]),
);

export const disabilities: Member = may(
  "disabilities",
  list([
    key("disabilityDescriptor", descriptor),
    may("disabilityDiagnosis", text(80)),
    may("orderOfDisability", whole()),
  ]),
);

/** What every education organization has; the item schemas belong to the abstract one. */
export const organization: readonly Member[] = [
  must("nameOfInstitution", text(75)),
  may("shortNameOfInstitution", text(75)),
  may("operationalStatusDescriptor", descriptor),
  may("webSite", uri),
  may("addresses", list(addressMembers, "educationOrganizationAddress")),
  may(
    "identificationCodes",
    list(
      [
        key("educationOrganizationIdentificationSystemDescriptor", descriptor),
        must("identificationCode", text(60)),
      ],
      "educationOrganizationIdentificationCode",
    ),
  ),
  may(
    "institutionTelephones",
    list(
      [key("institutionTelephoneNumberTypeDescriptor", descriptor), must("telephoneNumber", text(24))],
      "educationOrganizationInstitutionTelephone",
    ),
  ),
];

/** What every student program association has. */
export const programAssociation: readonly Member[] = [
  key("beginDate", date),
  key("educationOrganizationReference", to("educationOrganization")),
  key("programReference", to("program", { educationOrganizationId: "programEducationOrganizationId" })),
  key("studentReference", to("student")),
  may("endDate", date),
  may("reasonExitedDescriptor", descriptor),
  may("servedOutsideOfRegularSession", flag),
  may(
    "programParticipationStatuses",
    list(
      [
        key("participationStatusDescriptor", descriptor),
        key("statusBeginDate", date),
        may("designatedBy", text(60)),
        may("statusEndDate", date),
      ],
      "generalStudentProgramAssociationProgramParticipationStatus",
    ),
  ),
];

/** The services of one program: "homelessProgramServices" has homelessProgramServiceDescriptor as its key. */
export function services(name: string, schema?: string): Member {
  const members = [
    key(`${name.slice(0, -1)}Descriptor`, descriptor),
    may("primaryIndicator", flag),
    may("serviceBeginDate", date),
    may("serviceEndDate", date),
  ];
  return may(name, list(members, schema));
}
