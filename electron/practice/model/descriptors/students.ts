/** Code values by descriptor type, "|" between them: enrollment, attendance, discipline, services. */
export const studentValues: Readonly<Record<string, string>> = {
  attemptStatus: "Pass|Fail|Incomplete|Withdrawn|Audited|Other",
  attendanceEventCategory: "In Attendance|Excused Absence|Unexcused Absence|Tardy|Early departure|Partial",
  behavior: "School Code of Conduct|School Violation|State Offense|Other",
  busRoute: "101|102|103|104|201|202|203|204|301|302|303|304",
  cohortScope: "School|Classroom|Counselor|Principal|Teacher|District|Network|Statewide|Other",
  cohortType:
    "Academic Intervention|Attendance Intervention|Counselor List|Discipline Intervention|Extracurricular Activity|Study Hall|Field Trip|Classroom Pullout|Principal Watch List|Other",
  disability:
    "Specific Learning Disability|Speech or Language Impairment|Autism Spectrum Disorders|Intellectual Disability|Hearing Impairment, including Deafness|Orthopedic Impairment|Other Health Impairment|Multiple Disabilities|Medical condition|Other",
  discipline:
    "Removal from Classroom|In School Suspension|Out of School Suspension|Community Service|Expulsion|Expulsion with Services|No action for incident|Other",
  disciplineIncidentParticipationCode: "Perpetrator|Victim|Witness|Reporter",
  enrollmentType: "Current|Preregistered|Summer",
  entryType: "Next year school|New to education system|Transfer|Re-entry|Other",
  exitWithdrawType:
    "End of school year|Transferred|Graduated|Completed|Withdrawn|Dropout|Expelled|No show|Invalid enrollment|Reached maximum age|Other",
  gradeLevel:
    "Preschool/Prekindergarten|Kindergarten|First grade|Second grade|Third grade|Fourth grade|Fifth grade|Sixth grade|Seventh grade|Eighth grade|Ninth grade|Tenth grade|Eleventh grade|Twelfth grade|Grade 13|Infant/toddler|Postsecondary|Adult Education|Ungraded|Other",
  graduationPlanType: "Standard|Recommended|Distinguished|Minimum|Career and Technical Education",
  immunizationType: "MMR|DTaP|IPV|HepB|HepA|VAR|Hib|PCV|HPV|MenACWY|MenB|RV",
  incidentLocation:
    "Classroom|Hallway or stairs|Cafeteria area|Library/media center|Athletic field or playground|Locker room or gym areas|Administrative offices area|Bus stop|Computer lab|Auditorium|School bus|Off campus|Other",
  internetAccessTypeInResidence:
    "Residential Broadband|Cellular Network|Hot Spot|Satellite|Community Provided Wi-Fi|Dial-up|None|Other|Unknown",
  limitedEnglishProficiency: "NotLimited|Limited|Limited Monitored 1|Limited Monitored 2",
  primaryLearningDeviceAwayFromSchool:
    "Chromebook|Laptop Computer|Desktop Computer|Tablet|Smartphone|None|Other",
  repeatIdentifier:
    "Not repeated|Repeated, counted in grade point average|Repeated, not counted in grade point average|Replacement counted|Replacement not counted|Other",
  reporterDescription: "Staff|Student|Parent/guardian|Law enforcement officer|Non-school personnel|Other",
  residencyStatus:
    "Resident of admin unit and school area|Resident of admin unit, but other school area|Resident of this state, but not of this admin unit|Resident of another state",
  responsibility:
    "Accountability|Attendance|Funding|Graduation|Transportation|Discipline|Individualized Education Program|Residency",
  studentCharacteristic:
    "Economic Disadvantaged|Foster Care|Homeless|Immigrant|Parent in Military|Refugee|Single Parent|Unaccompanied Youth|Pregnant|Other",
  studentIdentificationSystem: "State|District|School|Local|Student Number|Federal|Family|Other",
  transportationPublicExpenseEligibilityType:
    "Eligible - Distance|Eligible - Unsafe Walk|Eligible - Disability|Eligible - Special Instruction|Eligible - Homelessness|Eligible - Other|Not Eligible",
  transportationType:
    "School Bus|School Van or SUV|Special Needs Bus|General Public Transportation|Responsible for own transportation",
  travelDayofWeek: "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
  travelDirection: "To School|From School|To and From School",
};
