import type { Problem } from "../api/types.ts";
import { type Classification, nameOf, ruleOfHost } from "./classify.ts";
import type { Finding, Rule } from "./findings.ts";

/** One sentence for an educator about a cause, with no value but the code of a well-formed descriptor. */
export function titleOf(resource: string, problem: Problem, classification: Classification): string {
  return `${nameOf(resource)}: ${said(problem, classification)}`;
}

function said(problem: Problem, classification: Classification): string {
  const { kind, findings, retry } = classification;
  switch (kind) {
    case "descriptor":
      return unknownCode(classification);
    case "missing-parent":
    case "failed-parent":
      return missing(classification.entities ?? []);
    case "waiting":
      return waiting(classification.entities ?? []);
    case "permission":
      return retry === "relationship" ? outOfReach(problem) : denied(problem);
    case "identity":
      return problem.type === "data-conflict:non-unique-values"
        ? "a value of theirs that must be unique belongs to another item on the server"
        : "another item with the same identifying values is on the server already";
    case "key-change":
      return "the server does not let their identifying values change";
    case "changed-elsewhere":
      return "somebody else has changed them on the server since they were sent, and this connection does not overwrite that";
    case "validation":
      return invalid(findings);
    case "server":
      return trouble(problem);
    case "rejected-line":
    case "not-deleted":
    case "request":
    case "other":
      return other(problem, classification);
    default:
      return kind satisfies never;
  }
}

function unknownCode({ descriptor }: Classification): string {
  const name = words(
    (descriptor?.type ?? descriptor?.member?.split(".").at(-1) ?? "a descriptor").replace(/Descriptor$/, ""),
  );
  const code = codeOfValue(descriptor?.value ?? "");
  if (code !== undefined) return `${name} "${code}" is not known to the server`;
  return descriptor?.value?.includes("#") === true
    ? `${name} has a value that is not known to the server`
    : `${name} has a value that is no descriptor (namespace#code)`;
}

/**
 * The code of "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade". Nothing of a value in any other form, nor of one that
 * looks like a number of a person, a date or an e-mail address: it may have come from a wrong column.
 */
export function codeOfValue(value: string): string | undefined {
  const code = /^uri:\/\/[\w.-]{1,200}\/\w{0,200}Descriptor#([^\n]{1,50})$/i.exec(value)?.[1];
  return code === undefined || /@|\d{5}|\d[-/]\d{1,2}[-/]\d/.test(code)
    ? undefined
    : code.replaceAll('"', "'");
}

function missing(entities: readonly string[]): string {
  if (entities.length === 0) return "a record that they refer to is not on the server";
  const names = entities.map((entity) => `the ${words(entity)}`);
  return `${listed(names, "and")} they refer to ${names.length === 1 ? "is" : "are"} not on the server`;
}

function waiting(associations: readonly string[]): string {
  const who = /Contact|Parent|Staff/.exec(associations.join(" "))?.[0] ?? "Student";
  const person = who === "Staff" ? "staff member" : who.toLowerCase();
  return `the key does not reach the ${person} yet; ${listed(associations, "or")} must be on the server first`;
}

export function listed(names: readonly string[], last: "and" | "or"): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1) ?? ""}`;
}

export const isRuleOfHost = ({ messages }: Problem): boolean =>
  messages.some(({ text }) => ruleOfHost.test(text));

function outOfReach(problem: Problem): string {
  return isRuleOfHost(problem)
    ? "a rule of the host does not let this key write them"
    : "they belong to an organization that this key has no right to";
}

function trouble({ status, type }: Problem): string {
  if (type === "data-conflict:multi-user-conflict") return "somebody else changed them at the same moment";
  if (status === 429) return "the server is asked too often (status 429)";
  if (type?.startsWith("system:configuration") === true)
    return `the server is not set up as it should be (status ${status})`;
  return `the server has a problem (status ${status})`;
}

function denied({ status, type }: Problem): string {
  if (status === 401 || status === 407) return "the server does not accept the key";
  if (type?.includes("namespace") === true) return "the key may not write values of their namespace";
  if (type?.includes("ownership") === true) return "they belong to another key";
  if (/profile|data-policy/.test(type ?? "")) return "the profile of the key does not let them be written";
  return "the key may not create or change these records";
}

const faults: Readonly<Record<Rule, string>> = {
  required: "is missing",
  length: "is too long or too short",
  range: "is outside of what is allowed",
  type: "has the wrong type of value",
  date: "is no date that the server can read",
  spaces: "begins or ends with a blank",
  duplicate: "holds the same item twice",
  agree: "does not agree with other references of the record",
  format: "has a value that the server cannot read",
  descriptor: "is not known to the server",
  "missing-parent": "is not on the server",
  surplus: "may not be sent",
  syntax: "cannot be read by the server",
  unknown: "has a value that the server does not take",
};

/** The first member that is named: titles and explanations speak of the same one. */
export const firstFault = (findings: readonly Finding[]): Finding | undefined => named(findings)[0];

const named = (findings: readonly Finding[]) =>
  findings.filter(({ path }) => path !== undefined).sort(byPath);

function invalid(findings: readonly Finding[]): string {
  const faulty = named(findings);
  const first = firstFault(findings);
  if (first?.path === undefined) return "the server does not take these records as they are";
  const more = new Set(faulty.map(({ path }) => path)).size - 1;
  const others = more === 0 ? "" : `, and ${more} more ${more === 1 ? "member is" : "members are"} wrong`;
  return `${member(first.path)} ${faults[first.rule]}${others}`;
}

function byPath(a: Finding, b: Finding): number {
  return (a.path ?? "") < (b.path ?? "") ? -1 : 1;
}

function member(path: string): string {
  return path.replace(/^\$\./, "").replaceAll("[]", "");
}

const byStatus: Readonly<Record<number, string>> = {
  304: "nothing of them has changed on the server",
  400: "the server could not make sense of the request",
  404: "the server does not know this resource or item",
  405: "the server does not let them be written this way",
  406: "the server does not know the form that was asked for",
  409: "they contradict something on the server",
  410: "what was asked for is gone from the server",
  413: "a record is too large for the server",
  415: "the server does not take the form that was sent",
};

function other({ status, type }: Problem, { entities }: Classification): string {
  if (entities !== undefined || type === "data-conflict:dependent-item-exists")
    return `${listed((entities ?? ["other"]).map(words), "and")} items on the server still refer to them`;
  const known = byStatus[status];
  if (known !== undefined) return known;
  const moved = status >= 300 && status < 400;
  return moved
    ? `the server sends us to another address (status ${status})`
    : `the server refused them (status ${status})`;
}

/** "local education agency" of "LocalEducationAgency". */
export function words(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
}
