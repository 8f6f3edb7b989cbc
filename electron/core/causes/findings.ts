import type { Problem } from "../api/types.ts";
import type { ModelNames } from "./model-names.ts";

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
  | "surplus"
  | "syntax"
  | "unknown";

/** One message of a refusal, understood. Names are the model's: those that it does not know are left out. */
export interface Finding {
  readonly rule: Rule;
  /** JSON path without indexes, "$.addresses[].city"; absent where neither path nor text names a member of the model. */
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
export function readFindings({ messages, detail }: Problem, names: ModelNames): Finding[] {
  const findings = messages.slice(0, mostMessages).flatMap(({ path, text }) => {
    const message = {
      text: text.slice(0, longestText),
      path: path === undefined ? undefined : names.path(path),
    };
    return readMessage(message, names);
  });
  if (findings.some(({ rule }) => rule === "missing-parent" || rule === "descriptor")) return findings;
  const parent = detail === undefined ? undefined : parentOf({ text: detail.slice(0, longestText) }, names);
  return parent === undefined ? findings : [...findings, parent];
}

/** One text of an answer, and the member of the model that it was filed under. */
interface Message {
  readonly text: string;
  readonly path?: string | undefined;
}

function readMessage(message: Message, names: ModelNames): Finding[] {
  const understood = descriptorOf(message, names) ?? parentOf(message, names);
  if (understood !== undefined) return [understood];
  const partial = partialReference(message, names);
  if (partial !== undefined) return partial;
  const path = message.path ?? memberIn(message.text, names);
  if (path === undefined && unreadable.test(message.text)) return [{ rule: "syntax" }];
  const rule = rules.find(([words]) => words.test(message.text))?.[1] ?? "unknown";
  return [{ rule: dated(rule, path), ...place(path) }];
}

const place = (path: string | undefined) => (path === undefined ? {} : { path });

const quotedDescriptor = /^(\w{1,120}Descriptor) value '([^\n]{0,500}?)' (?:does not exist|is not a valid)/;
const unresolvedDescriptor =
  /\bUnable to resolve value '([^\n]{0,500}?)' to an existing '(\w{1,120}Descriptor)' resource/;

function descriptorOf({ text, path }: Message, names: ModelNames): Finding | undefined {
  const quoted = quotedDescriptor.exec(text);
  const unresolved = unresolvedDescriptor.exec(text);
  const type = quoted?.[1] ?? unresolved?.[2];
  const value = quoted?.[2] ?? unresolved?.[1];
  if (type === undefined || value === undefined) return undefined;
  const known = names.entity(type);
  const descriptor = known === undefined ? { value } : { type: known, value };
  return { rule: "descriptor", descriptor, ...place(path) };
}

/** The ways in which the versions say that what is referred to is not there (protocol sections 6.1 and 6.4). */
const missingParents = [
  /\bThe referenced '?(\w{1,120})'? item does not exist/,
  /\bbecause the '(\w{1,120})' was not found/,
  /\b(\w{1,120}) reference could not be resolved/,
  /\bthe related '(\w{1,120})' resource does not exist/,
  /\bUnable to resolve value '[^\n]{0,500}?' to an existing '(\w{1,120})' resource/,
];

function parentOf({ text, path }: Message, names: ModelNames): Finding | undefined {
  for (const words of missingParents) {
    const named = words.exec(text)?.[1];
    if (named === undefined) continue;
    const entity = names.entity(named);
    return { rule: "missing-parent", ...(entity !== undefined && { entity }), ...place(path) };
  }
  return undefined;
}

/** "CalendarReference is missing the following properties: SchoolId" is DMS's "$.calendarReference.schoolId … is required". */
function partialReference({ text, path }: Message, names: ModelNames): Finding[] | undefined {
  const listed = /\bmissing the following properties: ([\w, ]{1,300})/.exec(text)?.[1];
  if (listed === undefined) return undefined;
  const reference = path ?? memberIn(text, names);
  const members = listed.split(",").map((name) => name.trim());
  return members
    .filter((name) => name !== "")
    .map((name) => ({ rule: "required", ...place(names.path(`${reference ?? "$"}.${name}`) ?? reference) }));
}

/** The whole body was no JSON, or there was none: no fault of one member. */
const unreadable = /\bLineNumber: |\bnon-empty request body\b/;

const rules: readonly (readonly [RegExp, Rule])[] = [
  [/ values as another item|same key has already been added/, "duplicate"],
  [/\bAll values supplied for '|\bunified key property '/, "agree"],
  [/leading or trailing (?:spaces|whitespace|blanks)/i, "spaces"],
  [/\bis required\b|at least one item|must be different than 0|left empty/i, "required"],
  [/\bcharacters\b|\b(?:maximum|minimum) length\b|\bin length\b|\btoo long\b/i, "length"],
  [
    /\bmust be between\b|\bmust be (?:less|greater) than\b|\bout of range\b|\bvalid range\b|\bshould be (?:less|greater)\b/i,
    "range",
  ],
  [/\bDateTime\b|\bvalid date\b|\bDateOnly\b|does not match format "date/i, "date"],
  [/\bcannot be assigned by the client\b|\bshould not be included\b/, "surplus"],
  [/ but should be "|Unexpected value for boolean|onvert(?:ing|ed)? |\bUnexpected character/, "type"],
  [/\bvalue is invalid\b|\bis not valid\b|\bis invalid\b|\bnot a valid\b|\bLineNumber: /i, "format"],
];

/** Versions differ in whether a bad date is a wrong type or an invalid value. */
export function dated(rule: Rule, path: string | undefined): Rule {
  const isDate = path !== undefined && /(?:[dD]ate|\.date[A-Z]\w*)$/.test(path);
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
function memberIn(text: string, names: ModelNames): string | undefined {
  const placed = /\bPath(?: '|: \$\.)([\w.[\]]{1,300})/.exec(text)?.[1];
  if (placed !== undefined) return names.path(`$.${placed}`);
  const subject =
    /\b(?:values supplied for|unified key property) '(\w{1,120})'/.exec(text)?.[1] ??
    /\bnot valid for ([A-Za-z]\w{1,100})|\bThe '(\w{1,100})' property should not\b/
      .exec(text)
      ?.slice(1)
      .find(Boolean) ??
    /^(?:The field )?'?([A-Za-z]\w{1,100})'? (?:is|must|cannot|should|has|value|Value)\b/.exec(text)?.[1];
  return subject === undefined || notMembers.has(subject) ? undefined : names.member(subject);
}
