/** What a practice district teaches by: one school that holds back many, a code to map, and three single records. Pure. */
export function mistakesFor(students: number): string {
  const school = Math.max(2, Math.round(students / 6));
  const code = Math.max(3, Math.round(students * 0.4));
  return `refused-school=${school},unmapped-code=${code},bad-date=1,too-long=1,missing-parent=1`;
}

/** About how many records a district has; exact only once it is written. Pure. */
export const recordsAbout = (students: number): number => students * 104;

/** "Practice", or the first number behind it that is free. Pure. */
export function freeName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  const nameAt = (number: number) => (number === 1 ? "Practice" : `Practice ${number}`);
  let number = 1;
  while (names.has(nameAt(number).toLowerCase())) number += 1;
  return nameAt(number);
}
