/** Code values by descriptor type, "|" between them: subjects, grades, assessments. */
export const learningValues: Readonly<Record<string, string>> = {
  academicSubject:
    "English Language Arts|Reading|Writing|English|Mathematics|Science|Life and Physical Sciences|Social Studies|Social Sciences and History|Fine and Performing Arts|Foreign Language and Literature|Physical, Health, and Safety Education|Career and Technical Education|Composite|Other",
  accommodation:
    "Test administration accommodation|Test material accommodation|Test response accommodation|Scheduling accommodation|Settings accommodation|504 accommodation|English language learner accommodation|Other",
  assessmentCategory:
    "State summative assessment 3-8 general|State high school subject assessment|Benchmark test|Class test|Class quiz|College entrance exam|Diagnostic|Language proficiency test|Reading readiness test|Achievement test|Other",
  assessmentIdentificationSystem: "Test Contractor|State|District|School|National|Federal|Other",
  assessmentPeriod: "Beginning of Year|Middle of Year|End of Year|Fall|Spring|Summer",
  assessmentReportingMethod:
    "Scale score|Raw score|Percentile|Achievement/proficiency level|Grade equivalent or grade-level indicator|Growth/value-added/indexing|Composite Score|Letter grade/mark|Mastery level|Other",
  assignmentLateStatus: "Not Late|Late",
  competencyLevel: "Advanced|Proficient|Basic|Below Basic|Well Below Basic|Pass|Fail",
  courseAttemptResult: "Pass|Fail|Incomplete|Withdrawn",
  gradePointAverageType: "Unweighted|Weighted",
  gradeType: "Grading Period|Semester|Final|Exam|Mid-Term Grade|Progress Report|Conduct",
  gradebookEntryType:
    "Homework|Quiz|Unit Test|Assignment|Activity|Classroom Assessment|Lesson|Oral Presentation",
  learningStandardCategory: "Practices|Core Ideas|Crosscutting Concepts",
  learningStandardScope:
    "State|Local education agency|School|Classroom|Multi-state or National|International",
  methodCreditEarned:
    "Classroom credit|Online credit|Credit by examination|Credit recovery|Correspondence credit|Transfer credit|Other",
  performanceLevel:
    "Advanced|Proficient|Basic|Below Basic|Well Below Basic|Met Standard|Did Not Meet Standard|Above Benchmark|Pass|Fail|Satisfactory|Unsatisfactory",
  resultDatatypeType: "Integer|Decimal|Level|Percentage|Percentile|Range",
  submissionStatus: "Submitted|Graded|Returned|Not Submitted|Exempt",
};
