/** How many requests may fly at a time, and what that is judged by. A value: see observe. */
export interface Concurrency {
  readonly limit: number;
  readonly most: number;
  /** Answers since the limit was last looked at. */
  readonly answers: number;
  readonly overloads: number;
  readonly latencySum: number;
  /** Smallest mean latency of a window, milliseconds: what the server needs when it is not pressed. */
  readonly baseline: number;
}

export const startConcurrency = (most: number): Concurrency => ({
  limit: most,
  most,
  answers: 0,
  overloads: 0,
  latencySum: 0,
  baseline: Number.POSITIVE_INFINITY,
});

const smallestWindow = 50;
/** A fault here and there is chance; more than this share of a window is a server that has too much to do. */
const overloadShare = 0.1;

/**
 * Takes one answer into account: additive increase while the server keeps up, multiplicative decrease when it says
 * that it has too much to do. Looks at whole windows, so that one burst of refusals counts once. `latency` in milliseconds.
 */
export function observe(state: Concurrency, latency: number, overload: boolean): Concurrency {
  const answers = state.answers + 1;
  const overloads = state.overloads + (overload ? 1 : 0);
  const latencySum = state.latencySum + latency;
  if (answers < Math.max(smallestWindow, state.limit)) return { ...state, answers, overloads, latencySum };
  const mean = latencySum / answers;
  const limit =
    overloads / answers > overloadShare
      ? Math.max(1, Math.floor(state.limit / 2))
      : Math.min(state.most, state.limit + 1);
  const baseline = Math.min(state.baseline, mean);
  return { ...state, limit, answers: 0, overloads: 0, latencySum: 0, baseline };
}
