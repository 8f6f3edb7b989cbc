import { dated, type Rule } from "../causes/findings.ts";
import { losslessJson } from "../model/numbers.ts";
import type { ScalarMember } from "../model/types.ts";
import type { ServerWays } from "./server-ways.ts";

/** What is wrong with one value, and whether servers stop at it before they look at anything else. */
export interface ScalarFault {
  readonly rule: Rule;
  readonly unreadable: boolean;
}

/**
 * The first thing that a server refuses in a value that is there. Servers convert between texts, numbers and booleans, each in
 * its own way (protocol section 5.6): only what none of them takes is told.
 */
export function scalarFault(
  member: ScalarMember,
  value: unknown,
  path: string,
  ways: ServerWays,
): ScalarFault | undefined {
  switch (member.type) {
    case "string":
    case "descriptor":
      return typeof value === "string" && hasOtherLength(member, value) ? fault("length") : undefined;
    case "integer":
    case "number":
      return numberFault(member, value);
    case "date":
    case "date-time":
      return isNoDay(value) ? fault(ways.isDms ? "date" : dated("format", path), true) : undefined;
    case "boolean":
      return undefined;
    default:
      return member.type satisfies never;
  }
}

const fault = (rule: Rule, unreadable = false): ScalarFault => ({ rule, unreadable });

/** Servers count letters beyond the first 65,536 as one or as two. Blank texts are as good as none, or refused for that. */
function hasOtherLength({ minLength, maxLength }: ScalarMember, text: string): boolean {
  if (text.trim() === "") return false;
  return (
    (maxLength !== undefined && text.length > maxLength && [...text].length > maxLength) ||
    (minLength !== undefined && text.length < minLength)
  );
}

const wholeOrDecimal = /^-?\d+(?:\.\d+)?$/;

function numberFault({ type, minimum, maximum }: ScalarMember, value: unknown): ScalarFault | undefined {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  if (type === "integer" && typeof value === "number" && !Number.isInteger(value)) return fault("type", true);
  const isOutside =
    (minimum !== undefined && number < minimum) || (maximum !== undefined && number > maximum);
  return isOutside ? fault("range") : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string") return wholeOrDecimal.test(value) ? Number(value) : undefined;
  return losslessJson.isRawJSON(value) ? Number(value.rawJSON) : undefined;
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})/;
const slashed = /^(\d{1,2})\/\d{1,2}\/\d{4}$/;

/** No day of the calendar. Other spellings than ISO's are left to the server, but a 13th month is none in any of them. */
function isNoDay(value: unknown): boolean {
  if (typeof value !== "string") return true;
  const [, year, month, day] = isoDay.exec(value) ?? [];
  if (year !== undefined) return Number(day) < 1 || Number(day) > daysOf(Number(year), Number(month));
  return !/\d/.test(value) || Number(slashed.exec(value)?.[1] ?? 0) > 12;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year === 0 ? 0 : (monthDays[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}
