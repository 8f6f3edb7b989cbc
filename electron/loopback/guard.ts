import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface Door {
  /** "127.0.0.1:port": the only Host that is answered. */
  readonly here: string;
  /** Opens the door once per browser: the query of the printed address. */
  readonly token: string;
  /** What the session cookie holds afterwards; never in an address. */
  readonly session: string;
  readonly cookieName: string;
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 421;
  readonly sentence: string;
}

/**
 * Host stops DNS rebinding, Origin and Sec-Fetch-Site stop other pages, token and session stop other programs and
 * other users of this machine.
 */
export function refuse(door: Door, headers: IncomingHttpHeaders, token: string | null): Refusal | undefined {
  if (headers.host !== door.here) return { status: 421, sentence: "This address is not Steward's." };
  if (headers.origin !== undefined && headers.origin !== `http://${door.here}`) return foreign;
  if (token !== null) return sameSecret(token, door.token) ? undefined : strangers;
  if (!ownPage(headers["sec-fetch-site"])) return foreign;
  return sameSecret(cookie(headers.cookie, door.cookieName), door.session) ? undefined : strangers;
}

const foreign: Refusal = { status: 403, sentence: "Another page may not talk to Steward." };
const strangers: Refusal = {
  status: 401,
  sentence: "Open Steward with the whole address that it printed when it started.",
};

/** Absent in clients that are no browser; "none" is a person's own navigation. */
function ownPage(site: string | string[] | undefined) {
  return site === undefined || site === "same-origin" || site === "none";
}

function sameSecret(given: string, expected: string) {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookie(header: string | undefined, name: string): string {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([given]) => given === name)?.[1] ?? "";
}
