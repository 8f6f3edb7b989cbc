import { readProblem } from "../api/problem.ts";
import type { HttpAnswer, Problem } from "../api/types.ts";
import { type Classification, classify } from "../causes/classify.ts";
import { lostCause, waitingCause } from "../causes/drafts.ts";
import { fingerprint } from "../causes/fingerprint.ts";
import { type ModelNames, noNames } from "../causes/model-names.ts";
import type { Candidate } from "./candidates-store.ts";
import type { Result } from "./outcome-writer.ts";
import type { Sent } from "./sender.ts";

/** What a step knows of the records that it sends. */
export interface About {
  readonly resource: string;
  readonly operation: "create" | "update";
  /** Students, staffs, contacts: updating one takes a right that an association gives. */
  readonly isPerson: boolean;
  /** The associations that give the right to the persons whom these records are about. */
  readonly associations: readonly string[];
  /** What of a refusal's texts may be repeated. */
  readonly names: ModelNames;
}

type Conclusion =
  | { readonly kind: "result"; readonly result: Result }
  /** It was not sent: its state stays. */
  | { readonly kind: "release" }
  /** Whether this is waiting or a refusal depends on what our own records say of the persons' associations. */
  | { readonly kind: "ask"; readonly result: (authorized: boolean) => Result };

/** What an end of the sending means for a record. Pure. */
export function conclude(candidate: Candidate, sent: Sent, about: About): Conclusion {
  switch (sent.kind) {
    case "accepted": {
      const { attempts, answer } = sent;
      const accepted = {
        serverId: answer.id ?? null,
        etag: answer.etag ?? null,
        created: sent.created,
      };
      return {
        kind: "result",
        result: { candidate, event: "accept", accepted, attempts, status: answer.status },
      };
    }
    case "refused":
      return concludeRefusal(candidate, sent, about);
    case "lost": {
      const { attempts, status } = sent;
      return {
        kind: "result",
        result: { candidate, event: "lose", attempts, status, cause: lostCause(about.resource, status) },
      };
    }
    case "unsure":
      return { kind: "result", result: { candidate, event: "lose", attempts: sent.attempts } };
    case "not-sent":
      return { kind: "release" };
    default:
      return sent satisfies never;
  }
}

function concludeRefusal(
  candidate: Candidate,
  { answer, attempts }: Sent & { kind: "refused" },
  about: About,
): Conclusion {
  const { resource, names } = about;
  const { status } = answer;
  const problem = readProblem(status, answer.contentType, answer.body);
  const classification = classify(problem, { resource, operation: "upsert", names });
  const said = { candidate, attempts, status, message: shownMessage(problem) };
  const refuse = (): Result => ({
    ...said,
    event: "refuse",
    cause: {
      ...fingerprint(about, problem, classification),
      resource,
      about: aboutWhat(classification, names),
    },
  });
  if (classification.retry !== "relationship" || about.operation === "update")
    return { kind: "result", result: refuse() };
  // It exists, and the association that gives the right to it is still to come: the Update row takes it up.
  if (about.isPerson) return { kind: "result", result: { ...said, event: "wait", cause: null } };
  const wait = (): Result => ({ ...said, event: "wait", cause: waitingCause(resource, about.associations) });
  return { kind: "ask", result: (authorized) => (authorized ? refuse() : wait()) };
}

/** The resource whose records are missing, where it is one; the type of a descriptor value that the server lacks. */
function aboutWhat(
  { kind, entities = [], descriptor }: Classification,
  names: ModelNames,
): string | undefined {
  if (kind === "descriptor")
    return descriptor?.type === undefined ? undefined : names.resource(descriptor.type);
  const [entity, ...others] = entities;
  const isMissing = kind === "missing-parent" || kind === "failed-parent";
  return isMissing && entity !== undefined && others.length === 0 ? names.resource(entity) : undefined;
}

/** A 409 that a repetition may cure: two first posts of one key at a time. */
export const isRace = ({ status, contentType, body }: HttpAnswer): boolean =>
  classify(readProblem(status, contentType, body), { resource: "", operation: "upsert", names: noNames })
    .retry === "race";

const longestMessage = 2000;

/** For the steward's eyes, in the sync database only. */
export function shownMessage({ detail, messages }: Problem): string {
  const lines = messages.map(({ path, text }) => (path === undefined ? text : `${path}: ${text}`));
  return [...(detail === undefined ? [] : [detail]), ...lines].join("\n").slice(0, longestMessage);
}
