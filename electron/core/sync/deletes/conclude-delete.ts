import { readProblem } from "../../api/problem.ts";
import type { HttpAnswer, Problem } from "../../api/types.ts";
import { classify } from "../../causes/classify.ts";
import { lostDeleteCause, undeletedCause } from "../../causes/delete-causes.ts";
import type { ModelNames } from "../../causes/model-names.ts";
import { deleted } from "../../ledger/entries.ts";
import type { Candidate } from "../candidates-store.ts";
import { shownMessage } from "../conclude.ts";
import type { Result } from "../outcome-writer.ts";
import type { Sent } from "../sender.ts";

/** What is known of the records that are deleted together. */
export interface AboutDeletes {
  readonly resource: string;
  /** The associations that give the right to the persons whom these records are about, or who they are. */
  readonly associations: readonly string[];
  /** What of a refusal's texts may be repeated. */
  readonly names: ModelNames;
}

/** What an end of a deletion means for a record; undefined: the server was not asked, its state stays. Pure. */
export function concludeDelete(candidate: Candidate, sent: Sent, about: AboutDeletes): Result | undefined {
  switch (sent.kind) {
    case "accepted": {
      const { attempts, answer } = sent;
      const { status } = answer;
      if (status === 404 && isOfPath(problemOf(answer))) return retain(candidate, sent, about);
      return {
        candidate,
        event: "remove",
        forgets: true,
        ledger: [deleted(candidate.key)],
        attempts,
        status,
      };
    }
    case "refused":
      return retain(candidate, sent, about);
    case "lost": {
      const { attempts, status } = sent;
      const cause = lostDeleteCause(about.resource, status);
      // Should it come back to the files, it is to be sent again: the server may have lost it.
      return { candidate, event: "retain", doubts: true, attempts, status, cause };
    }
    case "unsure":
      return { candidate, event: "lose", attempts: sent.attempts };
    case "not-sent":
      return undefined;
    default:
      return sent satisfies never;
  }
}

function retain(
  candidate: Candidate,
  { answer, attempts }: Sent & { kind: "accepted" | "refused" },
  about: AboutDeletes,
): Result {
  const { resource, names } = about;
  const { status } = answer;
  const problem = problemOf(answer);
  const classification = classify(problem, { resource, operation: "delete", names });
  const cause = undeletedCause(about, problem, classification);
  return { candidate, event: "retain", attempts, status, cause, message: shownMessage(problem) };
}

const problemOf = ({ status, contentType, body }: HttpAnswer) => readProblem(status, contentType, body);

/**
 * The server speaks of the resource and not of the item: it has no such path (any more), and the item may well be there.
 * Older servers say nothing at all then.
 */
const isOfPath = ({ form, detail = "", messages }: Problem): boolean =>
  form === "empty" ||
  detail.startsWith("The specified data could not be found") ||
  messages.some(({ text }) => /^Path '.*' does not exist/.test(text));
