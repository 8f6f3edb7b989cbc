/** What both sides know of practice. */

/** The practice API's key and secret: known to everybody, for all that they open is invented data on this computer. */
export const practicePair = { key: "practice", secret: "practice" } as const;

/** Students of a practice district, unless told. */
export const usualStudents = 300;

/** A connection by its name where others stand beside it; one that does not say that it is practice is marked so. Pure. */
export const markedName = ({
  name,
  practice,
}: {
  readonly name: string;
  readonly practice: boolean;
}): string => (practice && !/practice/i.test(name) ? `${name} (practice)` : name);
