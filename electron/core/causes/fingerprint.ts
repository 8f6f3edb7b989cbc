import { hash } from "node:crypto";
import type { CauseKind, Mender } from "../../../shared/domain/cause.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Problem } from "../api/types.ts";
import type { Classification } from "./classify.ts";
import type { ModelNames } from "./model-names.ts";
import { normaliseMessage } from "./redact.ts";
import { isRuleOfHost, titleOf } from "./titles.ts";
import { topicOf } from "./topics.ts";
import { knownType } from "./verdicts.ts";

/** One cause among many refusals. */
export interface Fingerprint {
  /** Digest: equal for refusals that one repair mends, stable over runs and, as far as can be, over server versions. */
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly who: Mender;
  readonly topic: Topic;
  /** One sentence without personal data. */
  readonly title: string;
  readonly type?: string;
  readonly status: number;
}

/**
 * Names the cause of a refusal. Values never matter, but those of unknown descriptors: each wants a mapping of its own.
 * Time is linear in the text, which is read up to 2 kB a message.
 */
export function fingerprint(
  { resource, names }: { readonly resource: string; readonly names: ModelNames },
  problem: Problem,
  classification: Classification,
): Fingerprint {
  const { kind, who } = classification;
  const type = knownType(problem.type);
  const parts = [resource, kind, ...essence({ ...problem, type: type ?? "" }, classification, names)];
  return {
    fingerprint: hash("sha256", JSON.stringify(parts), "hex").slice(0, 32),
    kind,
    who,
    topic: topicOf(problem, classification),
    title: titleOf(resource, problem, classification),
    ...(type !== undefined && { type }),
    status: problem.status,
  };
}

/** What tells one cause of a kind from another: the meaning where it was understood, else status, type and wording. */
function essence(problem: Problem, classification: Classification, names: ModelNames): unknown[] {
  const { kind, retry, entities, descriptor, findings } = classification;
  if (kind === "descriptor" && descriptor?.value !== undefined) {
    // DMS prints the value in lower case.
    return [(descriptor.type ?? descriptor.member ?? "").toLowerCase(), descriptor.value.toLowerCase()];
  }
  if (kind === "missing-parent" || kind === "failed-parent" || kind === "key-change")
    return [...(entities ?? [])];
  if (kind === "waiting") return [personOf(entities ?? [])];
  if (kind === "identity") return [retry];
  if (kind === "changed-elsewhere") return [];
  if (kind === "permission" && retry === "relationship") return outOfReach(problem);
  if (kind === "validation" && findings.length > 0 && findings.every(isClear)) {
    return [...new Set(findings.map(({ rule, path }) => `${path ?? ""} ${rule}`))].sort();
  }
  return [problem.status, problem.type ?? "", ...wordings(problem, classification, names)];
}

const outOfReach = (problem: Problem) =>
  isRuleOfHost(problem) ? ["relationship", "rule"] : ["relationship"];

/** Hints name one association or another for the same missing right. */
function personOf(entities: readonly string[]): string {
  const names = entities.join(" ");
  return /Contact|Parent|Staff/.exec(names)?.[0] ?? "Student";
}

function isClear({ rule, path }: { readonly rule: string; readonly path?: string }): boolean {
  return rule !== "unknown" && path !== undefined;
}

function wordings(problem: Problem, { members }: Classification, names: ModelNames): string[] {
  const texts = problem.messages.slice(0, 20).map(({ text }) => normaliseMessage(text, names));
  return [...members, ...new Set(texts)].sort();
}
