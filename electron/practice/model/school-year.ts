/** The school year of practice data, 2026-27: fixed, so that nothing depends on the day on which it is made. */
export const practiceSchoolYear = 2027;
