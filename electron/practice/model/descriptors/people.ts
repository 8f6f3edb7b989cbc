/** Code values by descriptor type, "|" between them: persons, families, staff. */
export const peopleValues: Readonly<Record<string, string>> = {
  absenceEventCategory:
    "Sick leave|Personal|Vacation|Bereavement|Jury duty|Professional development|Flex time|Release time|Other",
  addressType: "Home|Mailing|Physical|Billing|Shipping|Temporary|Work|Mother Address|Father Address|Other",
  classroomPosition: "Teacher of Record|Assistant Teacher|Support Teacher|Substitute Teacher",
  country:
    "US|CA|MX|GB|FR|DE|ES|PT|IT|PL|UA|RU|CN|JP|KR|VN|PH|IN|PK|BD|SA|EG|ET|KE|NG|GH|SO|CU|DO|HT|GT|HN|SV|CO|VE|PE|BR|AR",
  credentialField:
    "Elementary Education|Mathematics|Life and Physical Sciences|Social Studies|Music|Art|Physical Education|Health|Computer Science|Bilingual|Generalist|Psychology",
  credentialType: "Certification|Licensure|Endorsement|Registration|Other",
  electronicMailType: "Home/Personal|Work|Organization|Other",
  employmentStatus:
    "Tenured or permanent|Probationary|Contractual|Non-contractual|Employed part-time|Substitute/temporary|Volunteer/no contract|Other",
  language:
    "eng|spa|vie|chi|ara|tgl|fre|ger|rus|por|kor|jpn|hin|urd|ben|pan|guj|tel|tam|pol|ukr|som|amh|swa|hat|hmn|nav|per|tur|ita",
  languageUse:
    "Home language|Native language|Dominant language|Spoken language|Written language|Correspondence language|Other",
  levelOfEducation:
    "Did Not Graduate High School|High School Diploma|Some College No Degree|Associate's Degree (two years or more)|Bachelor's|Master's|Doctorate",
  otherNameType: "Nickname|Alias|Previous Legal Name|Other Name",
  programAssignment:
    "Regular Education|Special Education|Bilingual/English as a Second Language|Title I-Academic|Title I-Non-Academic|Other",
  race: "White|Black or African American|Asian|American Indian or Alaska Native|Native Hawaiian or Pacific Islander|Hispanic or Latino|Middle Eastern or North African|Choose Not to Respond|Other",
  relation:
    "Mother|Father|Guardian|Grandmother|Grandfather|Aunt|Uncle|Brother|Sister|Mother, step|Father, step|Foster parent|CourtAppointedGuardian|Cousin|Friend|Emergency|Other",
  separation: "Voluntary separation|Involuntary separation|Mutual agreement|Other",
  sex: "Female|Male|Non-binary|Not Selected",
  staffClassification:
    "Elementary Teacher|Secondary Teacher|Kindergarten Teacher|Principal|Assistant Principal|School Counselor|Librarian/Media Specialist|Paraprofessional/Instructional Aide|Superintendent|LEA Administrator|School Administrative Support Staff|Substitute Teacher|Other",
  staffIdentificationSystem: "District|State|School|Professional Certificate|PIN|Other",
  staffLeaveEventCategory:
    "Sick leave|Family and medical leave|Bereavement|Sabbatical leave|Military leave|Jury duty|Vacation|Personal|Other",
  teachingCredential:
    "Regular/Standard|Professional|Provisional|Probationary/Initial|Emergency|Intern|Substitute|Temporary|Master|Other",
  telephoneNumberType: "Home|Mobile|Work|Emergency 1|Emergency 2|Fax|Unlisted|Other",
};
