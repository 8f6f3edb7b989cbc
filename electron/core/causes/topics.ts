import { isTopic } from "../../../shared/dictionary/dictionary.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Problem } from "../api/types.ts";
import type { Classification } from "./classify.ts";
import type { Rule } from "./findings.ts";
import { codeOfValue, firstFault, isRuleOfHost } from "./titles.ts";

/** Which entry of the dictionary explains a refusal. Pure; from status, type and what was understood of the text. */
export function topicOf(problem: Problem, classification: Classification): Topic {
  const { kind, descriptor } = classification;
  switch (kind) {
    case "missing-parent":
    case "failed-parent":
      return "missing-parent.server";
    case "descriptor":
      return isValue(descriptor?.value ?? "") ? "descriptor.unknown" : "descriptor.form";
    case "permission":
      return permissionTopic(problem, classification);
    case "waiting":
      return "waiting.association";
    case "validation":
      return validationTopic(classification);
    case "identity":
      return problem.type === "data-conflict:non-unique-values" ? "identity.values" : "identity.taken";
    case "server":
      return serverTopic(problem);
    case "other":
      return otherTopic(problem, classification);
    case "key-change":
    case "changed-elsewhere":
    case "rejected-line":
      return kind;
    case "not-deleted":
      return "not-deleted.dependents";
    case "request":
      return "other.request";
    default:
      return kind satisfies never;
  }
}

const isValue = (value: string): boolean => codeOfValue(value) !== undefined || value.includes("#");

/** Types below "security:authorization" and their like, by what stands in them. */
const permissionTypes: readonly (readonly [RegExp, Topic])[] = [
  [/namespace/, "permission.namespace"],
  [/ownership/, "permission.ownership"],
  [/profile|data-policy/, "permission.profile"],
  [/access-denied:resource/, "permission.resource"],
  [/access-denied:action/, "permission.action"],
];
/** Older servers tell them apart by their words only (protocol section 6.1). */
const permissionWords: readonly (readonly [RegExp, Topic])[] = [
  [/\brequested action\b/i, "permission.action"],
  [/\bmissing a claim\b|\bclaim set\b/i, "permission.resource"],
  [/\bnamespace\b/i, "permission.namespace"],
  [/\bprofile\b/i, "permission.profile"],
];

function permissionTopic(problem: Problem, { retry }: Classification): Topic {
  if (retry === "relationship") return isRuleOfHost(problem) ? "permission.rule" : "permission.relationship";
  const { status, type = "", detail = "", messages } = problem;
  if (status === 401 || status === 407) return "permission.key";
  const byType = permissionTypes.find(([words]) => words.test(type));
  if (byType) return byType[1];
  const text = [detail, ...messages.map((message) => message.text)].join("\n");
  return permissionWords.find(([words]) => words.test(text))?.[1] ?? "permission";
}

/** Of the member that the title names. */
function validationTopic({ findings }: Classification): Topic {
  const rule = firstFault(findings)?.rule ?? findings[0]?.rule;
  if (rule === "syntax") return "other.request";
  return topicOfRule(rule);
}

function topicOfRule(rule: Rule | undefined): Topic {
  const topic = `validation.${rule ?? ""}`;
  return isTopic(topic) ? topic : "validation";
}

function serverTopic({ status, type = "" }: Problem): Topic {
  if (status === 429 || type === "data-conflict:multi-user-conflict") return "server.busy";
  if (type.startsWith("system:configuration") || /configuration|provisioned|fingerprint|seed/.test(type))
    return "server.setup";
  return status === 500 ? "server.fault" : "server";
}

function otherTopic({ status, type }: Problem, { entities }: Classification): Topic {
  if (entities !== undefined || type === "data-conflict:dependent-item-exists") return "other.dependents";
  if (status === 413) return "other.too-large";
  return status === 400 ? "other.request" : "other";
}
