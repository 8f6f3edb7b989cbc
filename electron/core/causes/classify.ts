import type { CauseKind, Mender } from "../../../shared/domain/cause.ts";
import type { Problem } from "../api/types.ts";
import { type Finding, longestText, readFindings } from "./findings.ts";
import type { ModelNames } from "./model-names.ts";
import { judge, type Retry, type Verdict } from "./verdicts.ts";

/** What a refusal means, the same for all versions of servers. Holds no text of the server but names of its model. */
export interface Classification {
  /**
   * "transient": the server or the way there is in trouble, later is enough. "race": once more, then it is an error.
   * "relationship": no right yet; after the person's association it may go. "unresolved": what it refers to is not there
   * yet. "none": the same request gets the same answer.
   */
  readonly retry: Retry;
  readonly kind: CauseKind;
  readonly who: Mender;
  /** JSON paths without indexes: "$.addresses[].city". */
  readonly members: readonly string[];
  /** The first unknown descriptor value; `value` may be anything that a source held. */
  readonly descriptor?: { readonly member?: string; readonly type?: string; readonly value?: string };
  /** What is missing ("Student"), gives the right ("StudentSchoolAssociation"), or still refers to the item. */
  readonly entities?: readonly string[];
  readonly findings: readonly Finding[];
}

interface Context {
  /** Path or name of the resource: "/ed-fi/students" or "students". */
  readonly resource: string;
  readonly operation: "upsert" | "delete";
  /** Names that are not among these are not repeated. */
  readonly names: ModelNames;
}

/**
 * Judges a refusal by status and type, and by its text only where those do not say enough (protocol sections 6.1, 6.3, 6.5).
 */
export function classify(problem: Problem, context: Context): Classification {
  const findings = readFindings(problem, context.names);
  const text = textsOf(problem);
  const judgement = judge(problem, text);
  if (judgement === "access") return classifyAccess(problem, text, context, findings);
  const named = dependents(text, context.names);
  const verdict =
    judgement === "body"
      ? judgeBody(problem, text, findings)
      : judgement === "conflict"
        ? judgeConflict(text, { findings, named }, context)
        : judgement === "dependents"
          ? stillReferredTo(context)
          : judgement;
  const missing = findings.flatMap(({ entity }) => entity ?? []);
  const isConflict = verdict.kind === "other" || verdict.kind === "not-deleted";
  const entities = missing.length > 0 || !isConflict ? missing : named;
  return assemble(verdict, findings, [...new Set(entities)].sort());
}

function textsOf(problem: Problem): string {
  const texts = [problem.detail ?? "", ...problem.messages.slice(0, 10).map((message) => message.text)];
  return texts.map((text) => text.slice(0, longestText)).join("\n");
}

function assemble(
  verdict: Verdict,
  findings: readonly Finding[],
  entities: readonly string[],
): Classification {
  const unknown = findings.find(({ rule }) => rule === "descriptor");
  const paths = findings.flatMap(({ path }) => path ?? []);
  return {
    ...verdict,
    members: [...new Set(paths)].sort(),
    ...(unknown !== undefined && {
      descriptor: { ...unknown.descriptor, ...(unknown.path !== undefined && { member: unknown.path }) },
    }),
    ...(entities.length > 0 && { entities }),
    findings,
  };
}

/** The key or the token, not the record. */
const credentials =
  /\bauthorization header\b|\btoken (?:to inspect|was not present)\b|^(?:invalid_(?:client|request|scope)|unsupported_grant_type)$/im;
const keyChange =
  /\b(?:Key|Identifying) values\b[^\n]{0,200} cannot be changed|^Identity of resource |\bidentity fields of the document cannot be modified/;

/** 400: an unknown descriptor, a parent that older servers do not find, a key that cannot change, or a bad value. */
function judgeBody(problem: Problem, text: string, findings: readonly Finding[]): Verdict {
  if (problem.form === "html" || problem.form === "empty")
    return { retry: "none", kind: "other", who: "the host" };
  if (keyChange.test(text)) return { retry: "none", kind: "key-change", who: "source data" };
  // DMS tells unknown descriptors and missing parents in one answer: waiting for the parent would not mend the descriptor.
  if (has(findings, "descriptor")) return { retry: "none", kind: "descriptor", who: "mapping" };
  if (has(findings, "missing-parent"))
    return { retry: "unresolved", kind: "missing-parent", who: "source data" };
  if (credentials.test(text)) return { retry: "none", kind: "permission", who: "our settings" };
  if (isRequestAtFault(problem, findings)) return { retry: "none", kind: "request", who: "our settings" };
  return { retry: "none", kind: "validation", who: "source data" };
}

/** The request was malformed, not the record: no JSON, an id of ours in the address that is none, or nothing named at all. */
function isRequestAtFault({ type, messages }: Problem, findings: readonly Finding[]): boolean {
  const isOfRequest = ({ rule, path }: Finding) =>
    rule === "syntax" || (rule !== "surplus" && path === "$.id");
  if (findings.length > 0 && findings.every(isOfRequest)) return true;
  return (
    type === "bad-request" &&
    messages.every(({ path }) => path === undefined) &&
    findings.every(({ rule, path }) => rule === "unknown" && path === undefined)
  );
}

/** What keeps an item that is to be removed; who writes one is not refused for that. */
const stillReferredTo = ({ operation }: Context): Verdict => ({
  retry: "none",
  kind: operation === "delete" ? "not-deleted" : "other",
  who: "source data",
});

interface Read {
  readonly findings: readonly Finding[];
  /** What is said to refer to the item. */
  readonly named: readonly string[];
}

function judgeConflict(text: string, { findings, named }: Read, context: Context): Verdict {
  if (has(findings, "missing-parent"))
    return { retry: "unresolved", kind: "missing-parent", who: "source data" };
  if (/\b(?:natural|primary|duplicate) key\b/i.test(text))
    return { retry: "race", kind: "identity", who: "source data" };
  if (/\b(?:is not|must be) unique\b/.test(text))
    return { retry: "none", kind: "identity", who: "source data" };
  return named.length > 0 ? stillReferredTo(context) : { retry: "none", kind: "other", who: "source data" };
}

function has(findings: readonly Finding[], rule: Finding["rule"]): boolean {
  return findings.some((finding) => finding.rule === rule);
}

/** What still refers to an item that was to be deleted. */
function dependents(text: string, names: ModelNames): string[] {
  const one = /\bdependency of the '(\w{1,120})' entity|\breferenced by an existing '(\w{1,120})' item/.exec(
    text,
  );
  const several = /\breferenced by existing ([\w, ]{1,500}) item\(s\)/.exec(text)?.[1];
  const named = one?.[1] ?? one?.[2] ?? several ?? "";
  return named.split(",").flatMap((entity) => names.entity(entity.trim()) ?? []);
}

/** A view that the host has defined decides, by rules that no text tells. */
export const ruleOfHost = /\bbased on the (?:existing|proposed) value of the '/;
const noRelationship =
  /\bNo relationships have been established\b|\bany established relationships\b|\brequired for authorization purposes\b|^Access to the requested data could not be authorized/;

/** 403: no right to this item yet, or none to the resource or action at all. The type alone does not tell (protocol section 6.4). */
function classifyAccess(
  problem: Problem,
  text: string,
  { resource, names }: Context,
  findings: readonly Finding[],
): Classification {
  const base = "security:authorization";
  const open =
    problem.type === undefined || problem.type === base || problem.type.startsWith(`${base}:relationships:`);
  if (open && ruleOfHost.test(text))
    return assemble({ retry: "relationship", kind: "permission", who: "the host" }, findings, []);
  if (problem.form === "html" || !open || !noRelationship.test(text)) {
    return assemble({ retry: "none", kind: "permission", who: "the host" }, findings, []);
  }
  const rights = rightsFrom(text, resource, names);
  // The record that would give the right is refused itself: then it is its organization that is out of reach.
  const own = rights.some((name) => `${name}s`.toLowerCase() === nameOf(resource).toLowerCase());
  const entities = own ? [] : rights;
  const verdict: Verdict =
    entities.length > 0
      ? { retry: "relationship", kind: "waiting", who: "source data" }
      : { retry: "relationship", kind: "permission", who: "the host" };
  return assemble(verdict, findings, entities);
}

/** Which association gives the right to a person (protocol section 4). */
const associations: readonly (readonly [RegExp, readonly string[]])[] = [
  [/'Student(?:UniqueId|USI)'/, ["StudentSchoolAssociation"]],
  [
    /'Staff(?:UniqueId|USI)'/,
    ["StaffEducationOrganizationAssignmentAssociation", "StaffEducationOrganizationEmploymentAssociation"],
  ],
  [/'Contact(?:UniqueId|USI)'/, ["StudentContactAssociation"]],
  [/'Parent(?:UniqueId|USI)'/, ["StudentParentAssociation"]],
];

const personResources: Readonly<Record<string, string>> = {
  students: "'StudentUniqueId'",
  staffs: "'StaffUniqueId'",
  contacts: "'ContactUniqueId'",
  parents: "'ParentUniqueId'",
};

/** The hint of newer servers, else the property they name, else the resource: 5.3 says neither. */
function rightsFrom(text: string, resource: string, names: ModelNames): string[] {
  const hint =
    /\bHint: You may need to create (?:a )?corresponding ([^\n]{1,400}) items?\b/.exec(text)?.[1] ?? "";
  const hinted = [...hint.matchAll(/'(\w{1,120})'/g)].flatMap((match) => names.entity(match[1] ?? "") ?? []);
  if (hinted.length > 0) return hinted.sort();
  const byProperty = associations.flatMap(([property, names]) => (property.test(text) ? names : []));
  if (byProperty.length > 0 || /'\w{1,120}'/.test(text)) return [...byProperty];
  const person = personResources[nameOf(resource)] ?? "";
  return associations.flatMap(([property, names]) => (property.test(person) ? names : []));
}

/** "students" of "/ed-fi/students". */
export function nameOf(resource: string): string {
  return resource.slice(resource.lastIndexOf("/") + 1);
}
