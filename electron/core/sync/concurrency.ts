/**
 * How many requests a server takes at a time, found by trying (additive increase, multiplicative decrease). A value:
 * `adjust` looks at some answers and gives the next one.
 *
 * Two things look like too many requests and are none: refusals that come whatever one does, and a server that is slow
 * for reasons of its own. So each decrease is a trial: when it did not help, it is taken back, and what was seen becomes
 * the measure (`noise`, `baseline`).
 */
export interface Concurrency {
  readonly limit: number;
  readonly most: number;
  /** Doubling until something stands in the way; only at a server that nothing is known of. */
  readonly isDoubling: boolean;
  /** How often it was decreased: an answer to a request that began before the last time tells of what was. */
  readonly cuts: number;
  /** Mean latency while nothing presses, milliseconds: the least that was seen since a trial showed that it had grown. */
  readonly baseline: number;
  /** Share of answers that say "too much" whatever the limit is. */
  readonly noise: number;
  /** Refusals beyond what chance allows, added up over looks: a few at each look tell as much as many at one. */
  readonly pressure: number;
  /** At so many the server last refused: it is tried again, at growing intervals. */
  readonly ceiling: number;
  /** Looks to stay below the ceiling: those left, and those after the next refusal. */
  readonly rest: number;
  readonly nextRest: number;
  /** Looks in a row at which latency had grown. */
  readonly slower: number;
  /** Looks in a row after which it was raised. */
  readonly raises: number;
  readonly trial: Trial | undefined;
  /** Where it settled, and on how many looks that rests. */
  readonly settled: number;
  readonly looks: number;
}

/** A decrease that has yet to show that it helped. */
interface Trial {
  readonly because: "refusals" | "latency";
  readonly limit: number;
  /** Share of refusals, or latency in milliseconds, before it. */
  readonly before: number;
}

/** Answers since the last look. */
export interface Look {
  readonly answers: number;
  /** Those that say that the server has too much to do: 429, 503, time-outs and their like. */
  readonly overloads: number;
  /** Of the other answers, milliseconds. */
  readonly latencySum: number;
  /** Those that came while as many requests were under way as the limit allows: only they tell whether more would do. */
  readonly filled: number;
}

const firstLimit = 16;
const shortestRest = 8;
const longestRest = 64;
/** A larger share of refusals is never taken for chance. */
const mostNoise = 0.1;
/** Refusals that are let pass at a server that never refused by chance, as a share of all answers. */
const negligible = 0.003;
/** Milliseconds by which latency varies on any machine. */
const unsteadiness = 10;
/** On so many looks something may be remembered. */
const looksToRemember = 5;

/** `best`: what an earlier run found. */
export const startConcurrency = (most: number, best?: number): Concurrency => {
  const limit = Math.min(most, best ?? firstLimit);
  return {
    limit,
    most,
    isDoubling: best === undefined,
    cuts: 0,
    baseline: Number.POSITIVE_INFINITY,
    noise: 0,
    pressure: 0,
    ceiling: Number.POSITIVE_INFINITY,
    rest: 0,
    nextRest: shortestRest,
    slower: 0,
    raises: 0,
    trial: undefined,
    settled: limit,
    looks: 0,
  };
};

/** Requests at a time that suited the server, or undefined as long as too little was seen. */
export const bestOf = ({ looks, settled }: Concurrency): number | undefined =>
  looks < looksToRemember ? undefined : Math.round(settled);

/** Answers of one look. */
export const answersToLook = ({ isDoubling, limit }: Concurrency): number =>
  isDoubling ? limit : Math.max(20, 3 * limit);

/** True when so many of a look's answers said "too much" that it need not be waited for the others. */
export function isTooMuch(state: Concurrency, overloads: number): boolean {
  const { limit, noise, trial, pressure } = state;
  const size = Math.max(20, 3 * limit);
  const expected = noise * size;
  const tolerated = 2 + expected + 3 * Math.sqrt(expected);
  // A trial is looked at in full, unless it is clear that it was not enough.
  if (trial?.because === "refusals") return overloads > Math.max(tolerated, mostNoise * size);
  return pressure + overloads > tolerated;
}

/** The limit after a look. */
export function adjust(state: Concurrency, look: Look): Concurrency {
  const { trial } = state;
  if (isTooMuch(state, look.overloads)) return decrease(state, look);
  if (trial?.because === "refusals") return endTrialOfRefusals(state, trial, shareOf(look));
  const calm = { ...state, noise: forget(state.noise, shareOf(look)), pressure: pressureAfter(state, look) };
  const timed = look.answers - look.overloads;
  if (timed === 0 || look.filled * 2 < look.answers) return calm;
  const latency = look.latencySum / timed;
  if (trial) return endTrialOfLatency(calm, trial, latency);
  return state.isDoubling ? double(calm, latency) : settle(calm, latency);
}

/** Only a trial may raise it: else one request too many would soon be taken for chance. */
const forget = (noise: number, share: number) => Math.min(noise, noise + (share - noise) / 4);

const pressureAfter = ({ pressure, noise }: Concurrency, { overloads, answers }: Look) =>
  Math.max(0, pressure + overloads - (negligible + 1.5 * noise) * answers);

const shareOf = ({ overloads, answers }: Look) => (answers === 0 ? 0 : overloads / answers);

/**
 * By so much that it shows whether it helps. By half where doubling went too far, or where a decrease was not enough.
 */
function decrease(state: Concurrency, look: Look): Concurrency {
  const { limit, isDoubling, trial, rest, nextRest } = state;
  const byHalf = isDoubling || trial?.because === "refusals";
  return {
    ...state,
    limit: Math.max(1, Math.floor(limit * (byHalf ? 0.5 : 0.75))),
    isDoubling: false,
    cuts: state.cuts + 1,
    pressure: 0,
    slower: 0,
    raises: 0,
    // Doubling tells that it is too much, and not where too much begins.
    ...(!isDoubling && {
      ceiling: Math.max(2, limit),
      rest: nextRest,
      // On the way down it was not waited, so it need not be waited longer.
      nextRest: rest > 0 ? nextRest : Math.min(nextRest * 2, longestRest),
      trial: { because: "refusals", limit, before: shareOf(look) } as const,
    }),
  };
}

/** Back to where it was when that was chance; else to a little less. */
function endTrialOfRefusals(state: Concurrency, trial: Trial, share: number): Concurrency {
  const before = Math.min(trial.limit, state.most);
  const isChance = trial.before <= 1.5 * mostNoise && share >= 0.4 * trial.before;
  if (isChance) {
    const noise = Math.min(Math.max(share, state.noise), mostNoise);
    return { ...state, ...free, limit: before, noise, trial: undefined };
  }
  const limit = Math.max(state.limit, Math.min(before - 1, Math.floor(before * 0.95)));
  return { ...state, limit, noise: forget(state.noise, share), trial: undefined };
}
/** Nothing is known that stands above. */
const free = { ceiling: Number.POSITIVE_INFINITY, rest: 0, nextRest: shortestRest };

function endTrialOfLatency(state: Concurrency, trial: Trial, latency: number): Concurrency {
  const over = { ...state, trial: undefined };
  if (latency < 0.9 * trial.before) return over;
  return { ...over, limit: Math.min(trial.limit, state.most), baseline: latency };
}

const isSlower = ({ baseline }: Concurrency, latency: number) => latency > 1.5 * baseline + unsteadiness;

function double(state: Concurrency, latency: number): Concurrency {
  const baseline = Math.min(state.baseline, latency);
  if (isSlower(state, latency) || state.limit >= state.most) return { ...state, baseline, isDoubling: false };
  return { ...state, baseline, limit: Math.min(state.limit * 2, state.most) };
}

function settle(state: Concurrency, latency: number): Concurrency {
  const { limit, baseline } = state;
  const slower = isSlower(state, latency) ? state.slower + 1 : 0;
  const next = {
    ...state,
    slower,
    baseline: Math.min(baseline, latency),
    settled: state.looks === 0 ? limit : state.settled + (limit - state.settled) / 5,
    looks: state.looks + 1,
  };
  if (slower === 0) return increase(next);
  // One slow look is chance.
  if (slower === 1 || limit === 1) return next;
  const trial = { because: "latency", limit, before: latency } as const;
  return { ...next, limit: Math.floor(limit * 0.75), cuts: state.cuts + 1, slower: 0, raises: 0, trial };
}

/** By one; by more when that went well for long. Not while more is refused than chance allows. */
function increase(state: Concurrency): Concurrency {
  const { limit, most, ceiling, rest, nextRest, pressure } = state;
  if (pressure > 0) return { ...state, rest: Math.max(0, rest - 1), raises: 0 };
  if (limit < ceiling && limit + 1 >= ceiling && rest > 0) return { ...state, rest: rest - 1, raises: 0 };
  const isPast = limit >= ceiling;
  // It takes so many after all; the next refusal is waited for a shorter time.
  const above = isPast ? { ...state, ...free, nextRest: Math.max(shortestRest, nextRest / 2) } : state;
  if (limit >= most) return above;
  const step = 1 + Math.floor(state.raises / 8);
  const aim = isPast || limit + 1 >= ceiling ? limit + step : Math.min(limit + step, ceiling - 1);
  return { ...above, limit: Math.min(aim, most), raises: state.raises + 1 };
}
