/** Figures of repeated runs, and what was aimed at. All pure. */

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = low] = sorted.length % 2 === 0 ? sorted.slice(middle - 1) : sorted.slice(middle);
  return {
    min: sorted[0] ?? 0,
    median: sorted.length % 2 === 0 ? (low + high) / 2 : low,
    max: sorted.at(-1) ?? 0,
  };
}

/** Each run beside the one of the same round: what slows the whole machine for a while slows both. */
export const ratioOf = (values: readonly number[], limits: readonly number[]): Spread =>
  spreadOf(values.map((value, round) => value / (limits[round] ?? Number.NaN)));

export interface Goal {
  readonly what: string;
  readonly found: number;
  readonly goal: number;
  readonly unit: string;
  readonly met: boolean;
}

export const atLeast = (what: string, found: number, goal: number, unit = ""): Goal => ({
  what,
  found,
  goal,
  unit,
  met: found >= goal,
});

export const atMost = (what: string, found: number, goal: number, unit = ""): Goal => ({
  ...atLeast(what, found, goal, unit),
  met: found <= goal,
});

/** "met", or by how much of the goal it was missed. */
export function verdict({ found, goal, met }: Goal): string {
  if (met) return "met";
  return goal === 0 ? `missed by ${found}` : `missed by ${shown((100 * Math.abs(found - goal)) / goal)} %`;
}

/** 43200 -> "43,200"; 0.5954 -> "0.60". */
export const shown = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString("en-US")
    : Number(value.toFixed(Math.abs(value) >= 10 ? 1 : 2)).toString();

/** "0.62 (0.60-0.66)" */
export const shownSpread = ({ min, median, max }: Spread): string =>
  min === max ? shown(median) : `${shown(median)} (${shown(min)}–${shown(max)})`;

export const megabytes = (bytes: number): number => bytes / 2 ** 20;
