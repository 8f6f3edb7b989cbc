/** Code values by descriptor type, "|" between them: programs and their services. */
export const programValues: Readonly<Record<string, string>> = {
  cteProgramService:
    "Agriculture, Food and Natural Resources|Architecture and Construction|Business, Management and Administration|Education and Training|Finance|Health Science|Hospitality and Tourism|Human Services|Information Technology|Manufacturing|Marketing, Sales and Service|Transportation, Distribution and Logistics",
  homelessPrimaryNighttimeResidence: "Doubled-up|Shelters|Hotels/motels|Unsheltered",
  homelessProgramService:
    "Transportation Services|Instructional Services|Medical Referrals|Expedited Evaluations|Emergency Assistance|Early Childhood Education Programs",
  languageInstructionProgramService:
    "ESL or ELD|Dual Language|Transitional Bilingual|Developmental Bilingual|Newcomer programs|Sheltered English Instruction|Structured English Immersion|Heritage Language|Other",
  migrantEducationProgramService:
    "Instructional Services|Reading Instruction|Mathematics Instruction|Counseling Services|Support Services|Referral Services|High School Accrual",
  neglectedOrDelinquentProgram:
    "Neglected Programs|At-Risk Programs|Juvenile Detention Facilities|Juvenile Corrections|Adult Corrections|Other Programs",
  neglectedOrDelinquentProgramService:
    "Transition Programs|Mentoring Programs|Dropout Prevention Programs|Health And Social Services|Special Programs|Other Programs",
  participationStatus: "Active in Program|Referred|Eligible|Not Eligible|Refused",
  programCharacteristic: "After School|Summer|Other",
  programType:
    "Special Education|Food Service Program|English as a Second Language (ESL)|Title I Part A|Homeless|Career and Technical Education|Migrant Education|Neglected and Delinquent Program|Gifted and Talented|Bilingual|Alternative Education|Athletics|College Preparatory|Counseling Services|Remedial Education|Section 504 Placement|Other",
  reasonExited:
    "Transferred to regular education|Transferred to another district or school|Moved out of state|Graduated with a high school diploma|Reached maximum age|Discontinued schooling|Unknown reason|Other",
  schoolFoodServiceProgramService:
    "Free Lunch|Reduced Price Lunch|Full Price Lunch|Free Breakfast|Reduced Price Breakfast|Full Price Breakfast|Free Milk|Free Snack|Other",
  service:
    "Counseling services|Assistive technology device or service|Interpreting services|Occupational therapy|Physical therapy|Psychological services|Recreational services|Other",
  specialEducationExitReason:
    "No longer eligible for Special Education|Graduated with Diploma|Graduated with Certificate|Transferred out|Reached the age limit|Dropped out|Other",
  specialEducationProgramService:
    "Speech-Language And Audiology Services|Occupational And Physical Therapy|Psychological Services|Counseling Services|Social Work Services|Orientation And Mobility|Interpreting Services|Medical Services",
  specialEducationSetting:
    "Inside regular class 80% or more of the day|Inside regular class between 40-79% of the day|Inside regular class less than 40% of the day|Separate School|Residential facility|Homebound/Hospital|Home",
  titleIPartAParticipant:
    "Public Schoolwide Program|Public Targeted Assistance Program|Private school students participating|Local Neglected Program|Was not served",
  titleIPartAProgramService:
    "Reading/Language Instructional Services|Mathematics Instructional Services|Science Instructional Services|Social Studies Instructional Services|Supporting Guidance/Advocacy Support Services|Other Support Services",
};
