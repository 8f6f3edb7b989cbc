import { readRetryAfter } from "../api/retry-after.ts";
import type { Answer, HttpAnswer } from "../api/types.ts";

/** Attempts at one record before its outcome is left `unknown` for the next run; about half a minute of waiting in all. */
export const mostAttempts = 8;
const firstDelay = 250;
const longestDelay = 15_000;

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

/** What the answer is judged by beside itself. */
export interface Circumstances {
  readonly method: "POST" | "PUT" | "DELETE";
  /** Attempts so far, this one included. */
  readonly attempt: number;
  /** The texts of a 409 name a race, and the record was not repeated for one before. */
  readonly race: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

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

/** For good, and not only for this record: nothing is sent after it, for who knows what stands there. */
const isMoved = (answer: Answer) =>
  answer.kind === "answer" && (answer.status === 301 || answer.status === 308);
const moved =
  "The server says that it has moved (status 301 or 308), so nothing more was sent. Ask the host for the new address, enter it in the connection, and test it.";

const isHtml = ({ contentType }: HttpAnswer) => contentType?.toLowerCase().startsWith("text/html") === true;
/** A sign-in page of somebody's network says 200 to everything. */
const isPage = (answer: HttpAnswer) => isSuccess(answer.status) && isHtml(answer);
const isSuccess = (status: number) => status === 200 || status === 201 || status === 204;

/** No answer, or one that says nothing of the record: the way to the server, or the server itself, is in trouble. */
export const isTrouble = (answer: Answer): boolean =>
  answer.kind === "no-answer" || (answer.kind === "answer" && (isTransient(answer.status) || isPage(answer)));

/**
 * What an answer to a write means (protocol sections 5.1, 5.2, 5.4, 6.5). It is judged by its status: a gateway's page or an
 * empty body is no error of the data. A refusal of the data is never repeated by itself, but once where it names a race.
 * What is to be removed and is not there is as removed as can be: an earlier try, or somebody else, was first.
 */
export function judge(answer: Answer, circumstances: Circumstances): Verdict {
  if (answer.kind === "bad-credentials") return { kind: "stop", sentence: answer.sentence };
  if (answer.kind === "no-answer" && answer.reason === "aborted") return { kind: "aborted" };
  if (isMoved(answer)) return { kind: "stop", sentence: moved };
  if (isTrouble(answer)) return judgeTrouble(answer, circumstances);
  const { method, attempt, race, random } = circumstances;
  const { status } = answer as HttpAnswer;
  const isGone = isMissing(answer as HttpAnswer) && method === "DELETE";
  if (isSuccess(status) || isGone) return { kind: "accepted", created: status === 201 };
  if (race && attempt < mostAttempts)
    return { kind: "again", delay: backOff(attempt, random), overload: false };
  return { kind: "refused" };
}

/** The server itself says so: a gateway's page speaks of an address that leads nowhere, not of the item. */
const isMissing = (answer: HttpAnswer) => (answer.status === 404 || answer.status === 410) && !isHtml(answer);

/** An ODS says 500 to a broken resource too: that speaks of no overload. */
function judgeTrouble(answer: Answer, { attempt, now, random }: Circumstances): Verdict {
  if (attempt >= mostAttempts) return { kind: "lost" };
  const isAnswer = answer.kind === "answer";
  const wish = isAnswer ? readRetryAfter(answer.retryAfter, now) : undefined;
  const own = backOff(attempt, random);
  // Never before the time; those that were given the same time do not come back at the same moment.
  const delay = wish === undefined ? own : Math.max(own, wish.wait + random() * firstDelay);
  return { kind: "again", delay, overload: !isAnswer || answer.status !== 500 };
}

/** Exponential with full jitter: many that failed at once do not come back at once. `attempt` counts from 1. */
export function backOff(attempt: number, random: () => number): number {
  return random() * Math.min(longestDelay, firstDelay * 2 ** attempt);
}
