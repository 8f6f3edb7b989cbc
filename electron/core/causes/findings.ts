import type { Problem } from "../api/types.ts";

/** What is wrong with one member, whatever the words of the server's version. */
export type Rule =
  | "required"
  | "length"
  | "range"
  | "type"
  | "date"
  | "spaces"
  | "duplicate"
  | "agree"
  | "format"
  | "descriptor"
  | "missing-parent"
  | "unknown";

/** One message of a refusal, understood. */
export interface Finding {
  readonly rule: Rule;
  /** JSON path without indexes, "$.addresses[].city"; absent where neither path nor text names a member. */
  readonly path?: string;
  /** What is missing, for rule "missing-parent": "Student". */
  readonly entity?: string;
  /** For rule "descriptor": its type ("CountryDescriptor") and what was sent. */
  readonly descriptor?: { readonly type?: string; readonly value: string };
}

/** Texts are judged by their beginning: a longer one says nothing more, and must not cost more. */
export const longestText = 2048;
const mostMessages = 50;

/** Reads the messages of a refusal; the detail too, where it names what the lists do not. */
export function readFindings(problem: Problem): Finding[] {
  const findings = problem.messages
    .slice(0, mostMessages)
    .flatMap(({ path, text }) => readMessage(text.slice(0, longestText), cleanPath(path)));
  if (findings.some(({ rule }) => rule === "missing-parent" || rule === "descriptor")) return findings;
  const detail = problem.detail === undefined ? undefined : parentOf(problem.detail.slice(0, longestText));
  return detail === undefined ? findings : [...findings, detail];
}

/** Member names only: anything else in a path is not the model's, and could be data. */
function cleanPath(path: string | undefined): string | undefined {
  if (path === undefined || path === "$") return undefined;
  const clean = path.slice(0, 300).replace(/\[\d{1,9}\]/g, "[]");
  return /^\$(?:\.[A-Za-z_]\w*(?:\[\])?)+$/.test(clean) ? clean : undefined;
}

function readMessage(text: string, path: string | undefined): Finding[] {
  const understood = descriptorOf(text, path) ?? parentOf(text, path);
  if (understood !== undefined) return [understood];
  const partial = partialReference(text, path);
  if (partial !== undefined) return partial;
  const rule = rules.find(([words]) => words.test(text))?.[1] ?? "unknown";
  return [withPath(dated(rule, path ?? memberIn(text)), path ?? memberIn(text))];
}

function withPath(rule: Rule, path: string | undefined): Finding {
  return path === undefined ? { rule } : { rule, path };
}

const quotedDescriptor = /^(\w{1,120}Descriptor) value '([^\n]{0,500}?)' (?:does not exist|is not a valid)/;
const unresolvedDescriptor =
  /\bUnable to resolve value '([^\n]{0,500}?)' to an existing '(\w{1,120}Descriptor)' resource/;

function descriptorOf(text: string, path: string | undefined): Finding | undefined {
  const quoted = quotedDescriptor.exec(text);
  const unresolved = unresolvedDescriptor.exec(text);
  const type = quoted?.[1] ?? unresolved?.[2];
  const value = quoted?.[2] ?? unresolved?.[1];
  if (type === undefined || value === undefined) return undefined;
  return { rule: "descriptor", descriptor: { type, value }, ...(path !== undefined && { path }) };
}

/** The ways in which the versions say that what is referred to is not there (protocol sections 6.1 and 6.4). */
const missingParents = [
  /\bThe referenced '?(\w{1,120})'? item does not exist/,
  /\bbecause the '(\w{1,120})' was not found/,
  /\b(\w{1,120}) reference could not be resolved/,
  /\bthe related '(\w{1,120})' resource does not exist/,
  /\bUnable to resolve value '[^\n]{0,500}?' to an existing '(\w{1,120})' resource/,
];

function parentOf(text: string, path?: string): Finding | undefined {
  for (const words of missingParents) {
    const entity = words.exec(text)?.[1];
    if (entity === undefined) continue;
    const place = path === undefined ? {} : { path };
    return {
      rule: "missing-parent",
      entity: `${entity.charAt(0).toUpperCase()}${entity.slice(1)}`,
      ...place,
    };
  }
  return undefined;
}

/** "CalendarReference is missing the following properties: SchoolId" is DMS's "$.calendarReference.schoolId … is required". */
function partialReference(text: string, path: string | undefined): Finding[] | undefined {
  const names = /\bmissing the following properties: ([\w, ]{1,300})/.exec(text)?.[1];
  if (names === undefined) return undefined;
  const place = path ?? memberIn(text) ?? "$";
  const members = names.split(",").map((name) => name.trim());
  return members
    .filter((name) => name !== "")
    .map((name) => ({ rule: "required", path: `${place}.${camel(name)}` }));
}

const rules: readonly (readonly [RegExp, Rule])[] = [
  [/ values as another item|same key has already been added/, "duplicate"],
  [/\bAll values supplied for '|\bunified key property '/, "agree"],
  [/leading or trailing (?:spaces|whitespace|blanks)/i, "spaces"],
  [
    /\bis required\b|at least one item|must be different than 0|left empty|non-empty request body/i,
    "required",
  ],
  [/\bcharacters\b|\b(?:maximum|minimum) length\b|\bin length\b|\btoo long\b/i, "length"],
  [
    /\bmust be between\b|\bmust be (?:less|greater) than\b|\bout of range\b|\bvalid range\b|\bshould be (?:less|greater)\b/i,
    "range",
  ],
  [/\bDateTime\b|\bvalid date\b|\bDateOnly\b/i, "date"],
  [/ but should be "|Unexpected value for boolean|onvert(?:ing|ed)? |\bUnexpected character/, "type"],
  [/\bvalue is invalid\b|\bis not valid\b|\bis invalid\b|\bnot a valid\b|\bLineNumber: /i, "format"],
];

/** Versions differ in whether a bad date is a wrong type or an invalid value. */
function dated(rule: Rule, path: string | undefined): Rule {
  const isDate = path !== undefined && /[dD]ate$/.test(path);
  return isDate && (rule === "type" || rule === "format") ? "date" : rule;
}

const notMembers = new Set([
  "The",
  "A",
  "An",
  "Value",
  "Data",
  "Validation",
  "Access",
  "Resource",
  "Item",
  "This",
  "Request",
  "One",
]);

/** The member that a text without JSON path is about, as the older servers write. */
function memberIn(text: string): string | undefined {
  const agreed = /\b(?:values supplied for|unified key property) '(\w{1,120})'/.exec(text)?.[1];
  if (agreed !== undefined) return `$.${camel(agreed)}`;
  const placed = /\bPath '([\w.[\]]{1,300})'/.exec(text)?.[1];
  if (placed !== undefined) return cleanPath(`$.${placed}`);
  const subject =
    /\bnot valid for ([A-Za-z]\w{1,100})/.exec(text)?.[1] ??
    /^(?:The field )?'?([A-Za-z]\w{1,100})'? (?:is|must|cannot|should|has|value|Value)\b/.exec(text)?.[1];
  return subject === undefined || notMembers.has(subject) ? undefined : `$.${camel(subject)}`;
}

function camel(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
