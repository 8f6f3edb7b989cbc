import type { RunProgress } from "../shared/domain/run.ts";

/** One look at a push: when (milliseconds), and how it went then. */
export interface Pace {
  readonly at: number;
  readonly inFlight: number;
  readonly latencyMs: number;
}

/** A look every half second, for two minutes. */
const step = 500;
const most = 240;

/** The looks at a push with one more, where enough time has passed. Pure. */
export function withPace(
  history: readonly Pace[],
  { inFlight, latencyMs }: Pick<RunProgress, "inFlight" | "latencyMs">,
  at: number,
): readonly Pace[] {
  const last = history.at(-1);
  if (last && at - last.at < step) return history;
  return [...history.slice(1 - most), { at, inFlight, latencyMs }];
}

/** A line through values, as points of an SVG of this size: the newest at the right, zero at the bottom. Pure. */
export function linePoints(values: readonly number[], width: number, height: number): string {
  const top = Math.max(1, ...values);
  const gap = width / Math.max(1, most - 1);
  const start = width - gap * (values.length - 1);
  return values
    .map((value, index) => `${round(start + index * gap)},${round(height - (value / top) * height)}`)
    .join(" ");
}

const round = (value: number) => Math.round(value * 10) / 10;
