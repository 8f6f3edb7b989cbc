import type { Scalar } from "./model.ts";
import type { ExpectedType, Failure } from "./problems.ts";

/** How strict a server reads scalars (protocol section 5.6). */
export interface ScalarRules {
  /** The Data Management Service takes "true", 0 and "255901" where a boolean or a number is meant, and texts only as texts. */
  readonly dms: boolean;
}

const wholeNumber = /^-?\d{1,19}$/;
const decimalNumber = /^-?\d+(\.\d+)?$/;
const dateOnly = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateAndTime = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** The first thing that is wrong with a value that is there. */
export function checkScalar(
  scalar: Scalar,
  value: unknown,
  path: string,
  rules: ScalarRules,
): Failure | undefined {
  const expected = expectedType(scalar, value, rules);
  if (expected !== undefined) return { kind: "type", at: { path, name: scalar.name }, expected, value };
  if (typeof value === "string" && (scalar.kind === "string" || scalar.kind === "descriptor")) {
    return checkText(scalar, value, path, rules);
  }
  return scalar.kind === "integer" || scalar.kind === "number"
    ? checkNumber(scalar, value, path, rules)
    : undefined;
}

function expectedType(scalar: Scalar, value: unknown, rules: ScalarRules): ExpectedType | undefined {
  return isReadable(scalar, value, rules) ? undefined : scalar.kind;
}

function isReadable(scalar: Scalar, value: unknown, rules: ScalarRules): boolean {
  switch (scalar.kind) {
    case "string":
    case "descriptor":
      // The ODS's JSON reader turns numbers into texts; nothing turns objects into them.
      return (
        typeof value === "string" || (!rules.dms && (typeof value === "number" || typeof value === "bigint"))
      );
    case "integer":
      return isWhole(value) && (!scalar.int32 || Math.abs(Number(value)) < 2 ** 31);
    case "number":
      return (
        typeof value === "number" ||
        typeof value === "bigint" ||
        (typeof value === "string" && decimalNumber.test(value))
      );
    case "boolean":
      return typeof value === "boolean" || (rules.dms && ["0", "1", "true", "false"].includes(String(value)));
    case "date":
      return typeof value === "string" && isDate(value, rules.dms ? dateAndTime : dateOnly);
    case "date-time":
      return typeof value === "string" && isDate(value, dateAndTime);
    default:
      return scalar.kind satisfies never;
  }
}

function isWhole(value: unknown): boolean {
  if (typeof value === "bigint") return BigInt.asIntN(64, value) === value;
  return typeof value === "string" ? wholeNumber.test(value) : Number.isInteger(value);
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(text: string, pattern: RegExp): boolean {
  const match = pattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day > 0 && day <= (monthDays[month - 1] ?? 0);
}

function checkText(scalar: Scalar, value: string, path: string, rules: ScalarRules): Failure | undefined {
  const at = { path, name: scalar.name };
  if (value.trim() === "") {
    if (scalar.required || scalar.identity) return { kind: "blank", at };
    return undefined;
  }
  if (
    value.length > (scalar.maxLength ?? Number.POSITIVE_INFINITY) ||
    value.length < (scalar.minLength ?? 0)
  ) {
    return { kind: "length", at, scalar, length: value.length };
  }
  const bounded = scalar.identity || (rules.dms && scalar.required);
  return bounded && value !== value.trim() ? { kind: "spaces", at } : undefined;
}

function checkNumber(scalar: Scalar, value: unknown, path: string, rules: ScalarRules): Failure | undefined {
  const at = { path, name: scalar.name };
  const number = Number(value);
  if (scalar.minimum !== undefined && number < scalar.minimum) return { kind: "range", at, scalar };
  if (scalar.maximum !== undefined && number > scalar.maximum) return { kind: "range", at, scalar };
  const isKey = scalar.identity && scalar.kind === "integer";
  return !rules.dms && isKey && number === 0 ? { kind: "zero", at } : undefined;
}
