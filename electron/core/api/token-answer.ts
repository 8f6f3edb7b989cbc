import { z } from "zod";
import { noAnswer } from "./exchange.ts";
import { readProblem } from "./problem.ts";
import type { BadCredentials, HttpAnswer, NoAnswer } from "./types.ts";

export interface Grant {
  readonly kind: "grant";
  readonly token: string;
  /** Milliseconds of life; Infinity where the server does not say. */
  readonly life: number;
}

const Body = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().optional().catch(undefined),
});

/**
 * Reads what a token endpoint answered (protocol section 2.2). Only what waiting cannot mend is "bad-credentials";
 * a server or a network in trouble is "no-answer", with a code that begins with "TOKEN_". `isKnown`: this pair was good before.
 */
export function readTokenAnswer(answer: HttpAnswer, isKnown: boolean): Grant | NoAnswer | BadCredentials {
  const { status } = answer;
  if (status >= 200 && status < 300) return readGrant(answer.body);
  // Nobody gives out tokens elsewhere for the time being: that is the way to the sign-in page of somebody's network.
  if (status >= 300 && status < 400) return noAnswer("TOKEN_SENT_ELSEWHERE");
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return noAnswer(`TOKEN_HTTP_${status}`);
  return { kind: "bad-credentials", status, sentence: sentenceFor(answer, isKnown) };
}

function readGrant(body: string): Grant | NoAnswer {
  const parsed = Body.safeParse(json(body));
  // A captive portal or a web filter says 200 and shows a page: no token, and no verdict on the key either.
  if (!parsed.success) return noAnswer("TOKEN_NOT_JSON");
  const { access_token: token, expires_in: seconds } = parsed.data;
  const life = seconds !== undefined && seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY;
  return { kind: "grant", token, life };
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const wrongPair =
  "The server does not accept this key and secret. Enter both again as the host gave them, without blanks around them; if they are right, ask the host whether the key is still active.";

const lapsedPair =
  "The server does not accept this key and secret any longer: they were changed or disabled there, or have expired. Ask your state or host for the current pair, and enter it as the connection's new key.";

function sentenceFor(answer: HttpAnswer, isKnown: boolean): string {
  const { status } = answer;
  const problem = readProblem(status, answer.contentType, answer.body);
  const code = problem.title ?? problem.detail ?? "";
  if (problem.form === "html") {
    return `Something in front of the server refused the request for a token (status ${status}), as a web filter or firewall does. Ask the host or your network team to let this computer through.`;
  }
  // ODS/API 5.3 answers a wrong secret with 400, later ones and DMS with 401.
  if (status === 401 || code === "invalid_client" || code === "unauthorized_client")
    return isKnown ? lapsedPair : wrongPair;
  if (code === "invalid_scope") {
    return "The server does not let this key act for the education organization that was asked for. Ask the host which organizations the key has.";
  }
  if (code === "unsupported_grant_type") {
    return "The server does not give tokens for a key and secret. Ask the host which kind of sign-in its Ed-Fi API wants.";
  }
  if (status === 403) {
    return "The server forbids this key to sign in (status 403). Ask the host whether the key is active, and whether this computer's network is let in.";
  }
  if (status === 404 || status === 405 || status === 410) {
    return `There is no token endpoint where the server's discovery document says (status ${status}). Ask the host to look at it, and test the connection again.`;
  }
  return `The server refused to give a token (status ${status}). Enter key and secret again; if that does not help, ask the host.`;
}
