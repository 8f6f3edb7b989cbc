/** Code values by descriptor type, "|" between them: organizations, calendars, schedules. */
export const organizationValues: Readonly<Record<string, string>> = {
  administrativeFundingControl: "Public School|Private School|Other",
  calendarEvent:
    "Instructional day|Holiday|Teacher only day|Non-instructional day|Weather day|Make-up day|Emergency day|Student late arrival/early dismissal|Other",
  calendarType: "School|Student Specific|Grade Level|Staff|IEP",
  charterStatus: "Not a Charter School|School Charter|Open Enrollment|College/University Charter",
  courseDefinedBy: "LEA|SEA|School|National Organization",
  courseIdentificationSystem:
    "LEA course code|State course code|School course code|SCED course code|University course code|Other",
  courseLevelCharacteristic:
    "General|Core Subject|Honors|Advanced|Advanced Placement|Dual Credit|Basic|Remedial|Gifted and Talented|Career and Technical Education|English Language Learner|Graduation Credit|Other",
  creditType:
    "Carnegie unit|Semester hour credit|Quarter hour credit|Credit by examination|Adult education credit|Other",
  educationOrganizationAssociationType: "Enrollment|Administration|Attribution",
  educationOrganizationCategory:
    "School|Local Education Agency|State Education Agency|Education Service Center|Organization Department|Education Organization Network|Post Secondary Institution|Other",
  educationOrganizationIdentificationSystem: "SEA|LEA|NCES|School|Federal|ACT|Other",
  educationalEnvironment:
    "Classroom|Laboratory|Resource room|Pull-out class|Shop|Homebound|Hospital class|In-school suspension|Self-study|Off-school center|Mainstream (Special Education)|Self-contained (Special Education)",
  gradingPeriod:
    "First Six Weeks|Second Six Weeks|Third Six Weeks|Fourth Six Weeks|Fifth Six Weeks|Sixth Six Weeks|First Nine Weeks|Second Nine Weeks|Third Nine Weeks|Fourth Nine Weeks|First Trimester|Second Trimester|Third Trimester|First Semester|Second Semester|Summer Semester|End of Year",
  institutionTelephoneNumberType: "Main|Administrative|Attendance|Fax|Food Service|Health Clinic|Other",
  localEducationAgencyCategory:
    "Regular public school district|Specialized public school district|Independent charter district|Supervisory union|Service agency|State operated agency|Federal operated agency|Charter|Other local education agency",
  mediumOfInstruction:
    "Face-to-face instruction|Virtual/On-line Distance learning|Independent study|Correspondence instruction|Televised|Internship|Other",
  operationalStatus: "Active|New|Added|Changed|Reopened|Future|Inactive|Closed",
  populationServed:
    "Regular Students|Honors Students|ESL Students|Bilingual Students|Special Education Students|Gifted and Talented Students|Career and Technical Education Students|Migrant Students",
  schoolCategory:
    "Elementary School|Middle School|High School|Primary School|Junior High School|Intermediate School|Secondary School|Preschool/early childhood|Adult School|All Levels|Ungraded",
  schoolType: "Regular|Alternative|Special Education|Career and Technical Education|Reportable Program",
  sectionCharacteristic: "Attendance Tracked|Graded Credit Available",
  sectionType: "Attendance and Credit|Attendance Only|Credit Only",
  stateAbbreviation:
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY",
  term: "Fall Semester|Spring Semester|Summer Semester|Semester|Quarter|First Quarter|Second Quarter|Third Quarter|Fourth Quarter|Trimester|First Trimester|Second Trimester|Third Trimester|MiniTerm|Year Round|Other",
  titleIPartASchoolDesignation:
    "Title I Schoolwide School|Title I Targeted Assistance School|Title I Schoolwide Eligible School-No Program|Title I Targeted Assistance Eligible-No Program|Not A Title I School",
};
