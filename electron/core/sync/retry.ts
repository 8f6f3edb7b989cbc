import type { Answer, HttpAnswer } from "../api/types.ts";

/** Attempts at one record before its outcome is left `unknown` for the next run; about a minute of waiting in all. */
export const mostAttempts = 8;
const firstDelay = 250;
const longestDelay = 15_000;
/** A server that asks for more has said it in milliseconds, or means a night: the next look comes sooner. */
const longestRetryAfter = 60_000;

export type Verdict =
  | { readonly kind: "accepted"; readonly created: boolean }
  | { readonly kind: "refused" }
  /** Send again after `delay` milliseconds; `overload`: the server has too much to do, or is away. */
  | { readonly kind: "again"; readonly delay: number; readonly overload: boolean }
  /** Sent too often without a clear answer. */
  | { readonly kind: "lost" }
  /** Nothing more can be sent on this connection. */
  | { readonly kind: "stop"; readonly sentence: string }
  /** Not sent, or given up because the run ends. */
  | { readonly kind: "aborted" };

/** Trouble of the server or of what stands in front of it: gateways have numbers of their own (520, 524, 530). */
const isTransient = (status: number) =>
  status === 408 ||
  status === 425 ||
  status === 429 ||
  (status >= 500 && status !== 501 && status !== 505) ||
  // No Ed-Fi server sends a write elsewhere for the time being: that is the sign-in page of somebody's network.
  status === 302 ||
  status === 303 ||
  status === 307;

/** A sign-in page of somebody's network says 200 to everything. */
const isPage = ({ status, contentType }: HttpAnswer) =>
  isSuccess(status) && contentType?.toLowerCase().startsWith("text/html") === true;
const isSuccess = (status: number) => status === 200 || status === 201 || status === 204;

/** No answer, or one that says nothing of the record: the way to the server, or the server itself, is in trouble. */
export const isTrouble = (answer: Answer): boolean =>
  answer.kind === "no-answer" || (answer.kind === "answer" && (isTransient(answer.status) || isPage(answer)));

/**
 * What an answer to an upsert means (protocol sections 5.1, 6.5). `race`: the texts say that a repetition may succeed
 * (409 of two first posts of one key). A refusal of the data is never repeated by itself.
 */
export function judge(answer: Answer, attempt: number, race: boolean, random: () => number): Verdict {
  if (answer.kind === "bad-credentials") return { kind: "stop", sentence: answer.sentence };
  if (answer.kind === "no-answer") {
    return answer.reason === "aborted"
      ? { kind: "aborted" }
      : repeat(attempt, backOff(attempt, random), true);
  }
  const { status } = answer;
  if (isPage(answer)) return repeat(attempt, backOff(attempt, random), true);
  if (isSuccess(status)) return { kind: "accepted", created: status === 201 };
  if (isTransient(status)) {
    const asked = readRetryAfter(answer.retryAfter, Date.now());
    const delay = asked === undefined ? backOff(attempt, random) : asked + random() * firstDelay;
    return repeat(attempt, delay, status !== 500);
  }
  if (race && attempt === 1) return repeat(attempt, backOff(attempt, random), false);
  return { kind: "refused" };
}

function repeat(attempt: number, delay: number, overload: boolean): Verdict {
  return attempt >= mostAttempts ? { kind: "lost" } : { kind: "again", delay, overload };
}

/** Exponential with full jitter: many that failed at once do not come back at once. `attempt` counts from 1. */
export function backOff(attempt: number, random: () => number): number {
  return random() * Math.min(longestDelay, firstDelay * 2 ** attempt);
}

/** Milliseconds to wait, from either form of Retry-After; undefined for none or nonsense. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : Math.min(seconds * 1000, longestRetryAfter);
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  return Math.min(Math.max(date - now, 0), longestRetryAfter);
}
