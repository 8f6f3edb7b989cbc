import { readProblem } from "../../api/problem.ts";
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
      const ledger = [deleted(candidate.key)];
      return { candidate, event: "remove", forgets: true, ledger, attempts, status: answer.status };
    }
    case "refused": {
      const { attempts, answer } = sent;
      const { resource, names } = about;
      const { status } = answer;
      const problem = readProblem(status, answer.contentType, answer.body);
      const classification = classify(problem, { resource, operation: "delete", names });
      const cause = undeletedCause(about, problem, classification);
      return { candidate, event: "retain", attempts, status, cause, message: shownMessage(problem) };
    }
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
