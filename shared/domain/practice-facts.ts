/** What both sides know of practice. */

/** The practice API's key and secret: known to everybody, for all that they open is invented data on this computer. */
export const practicePair = { key: "practice", secret: "practice" } as const;

/** Students of a practice district, unless told. */
export const usualStudents = 300;
