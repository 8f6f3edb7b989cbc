import type { CauseKind, Mender } from "../../../shared/domain/cause.ts";
import type { Problem } from "../api/types.ts";

/** What may be tried again, and when. */
export type Retry = "transient" | "race" | "relationship" | "unresolved" | "none";

export interface Verdict {
  readonly retry: Retry;
  readonly kind: CauseKind;
  readonly who: Mender;
}

/** Either a verdict, or what has to be read in the text first. */
export type Judgement = Verdict | "body" | "access" | "conflict" | "dependents";

const verdict = (retry: Retry, kind: CauseKind, who: Mender): Verdict => ({ retry, kind, who });

const busy = verdict("transient", "server", "wait");
const hostDown = verdict("transient", "server", "the host");
const hostWrong = verdict("none", "server", "the host");
const denied = verdict("none", "permission", "the host");
const ours = verdict("none", "request", "our settings");
const unclear = verdict("none", "other", "our settings");
/** Only what was sent under a condition is refused so. */
const changedByOthers = verdict("none", "changed-elsewhere", "your choice");
const badKey = verdict("none", "permission", "our settings");

/** Problem types without "urn:ed-fi:api:" (protocol section 6.3), the most specific first; each stands for what is below it too. */
const byType: readonly (readonly [string, Judgement])[] = [
  [
    "bad-request:data-validation-failed:key-change-not-supported",
    verdict("none", "key-change", "source data"),
  ],
  ["bad-request:data-policy-enforced", denied],
  ["bad-request:parameter-validation-failed", ours],
  ["bad-request", "body"],
  ["data-policy-enforced", denied],
  ["profile", denied],
  ["composite", denied],
  ["security:authentication:too-many-tokens", busy],
  ["security:authentication", badKey],
  ["unauthorized", badKey],
  [
    "security:authorization:namespace:access-denied:namespace-required",
    verdict("none", "validation", "source data"),
  ],
  ["security:authorization:relationships:access-denied", "access"],
  ["security:authorization", "access"],
  ["security:data-policy", denied],
  ["authorization-denied", denied],
  ["forbidden", denied],
  ["data-conflict:unresolved-reference", verdict("unresolved", "missing-parent", "source data")],
  ["data-conflict:dependent-item-exists", "dependents"],
  ["data-conflict:non-unique-identity", verdict("race", "identity", "source data")],
  ["identity-conflict", verdict("race", "identity", "source data")],
  ["data-conflict:non-unique-values", verdict("none", "identity", "source data")],
  ["data-conflict:multi-user-conflict", verdict("race", "server", "wait")],
  ["data-conflict", "conflict"],
  ["optimistic-lock-failed", changedByOthers],
  ["precondition-failed", changedByOthers],
  ["unsupported-media-type", ours],
  ["method-not-allowed", ours],
  ["snapshots", ours],
  ["route-resolution-error", ours],
  ["not-found", ours],
  ["too-many-requests", busy],
  ["system:configuration", hostWrong],
  ["system", busy],
  ["bad-gateway", busy],
  ["service-unavailable", busy],
  ["service-configuration-error", hostDown],
  ["database-not-provisioned", hostDown],
  ["database-fingerprint-validation-error", hostDown],
  ["mapping-set-unavailable", hostDown],
  ["resource-key-seed-validation-error", hostDown],
];

const byStatus: Readonly<Record<number, Judgement>> = {
  400: "body",
  401: badKey,
  403: "access",
  404: ours,
  405: ours,
  406: denied,
  407: badKey,
  408: busy,
  409: "conflict",
  410: ours,
  411: ours,
  412: changedByOthers,
  413: verdict("none", "other", "the host"),
  414: ours,
  415: ours,
  422: "body",
  425: busy,
  429: busy,
  501: hostWrong,
  505: hostWrong,
};

/** What may stand behind the types above. */
const subtypes =
  `access denied resource action namespace mismatch required invalid data uninitialized client no namespaces
  relationships element ownership custom view details incorrect usage method security api model feature disabled distributed
  cache error database connection if none match modified not`.split(/\s+/);
const typeWords = new Set([...byType.flatMap(([name]) => name.split(/[:-]/)), ...subtypes]);

/** The type, if it is made of words of which the API makes its types: anything else in one could be data. */
export function knownType(type: string | undefined): string | undefined {
  return type?.split(/[:-]/).every((word) => typeWords.has(word)) === true ? type : undefined;
}

/** Judges by type where the type is known, else by status; by text only where older servers have no other way to tell. */
export function judge({ status, type }: Pick<Problem, "status" | "type">, text: string): Judgement {
  if (type === undefined && status === 405 && /\bprofile\b/i.test(text)) return denied;
  const known =
    type === undefined ? undefined : byType.find(([name]) => type === name || type.startsWith(`${name}:`));
  return known?.[1] ?? byStatus[status] ?? (status >= 500 ? busy : isElsewhere(status) ? ours : unclear);
}

/** Sent to another address. */
const isElsewhere = (status: number): boolean => status >= 300 && status < 400 && status !== 304;
