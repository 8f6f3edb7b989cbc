import type { Failure } from "../problems.ts";
import { ordinal, quoted } from "./sentences.ts";

/** A failure in the words of the Data Management Service. */
export function dmsSentence(failure: Failure): string {
  const name = failure.at.name;
  switch (failure.kind) {
    case "required":
      return `${name} is required.`;
    case "blank":
      return `${name} is required and should not be left empty.`;
    case "no-items":
      return `${name} is required.`;
    case "partial-reference":
      return `${failure.missing[0] ?? name} is required.`;
    case "length": {
      const { minLength, maxLength } = failure.scalar;
      return failure.length < (minLength ?? 0)
        ? `${name} Value should be at least ${minLength} characters`
        : `${name} Value should be at most ${maxLength} characters`;
    }
    case "range":
      return `${name} must be between ${failure.scalar.minimum} and ${failure.scalar.maximum}.`;
    case "zero":
      return `${name} value must be different than 0.`;
    case "type":
      return typeSentence(failure);
    case "spaces":
      return `${name} cannot contain leading or trailing spaces.`;
    case "duplicate":
      return `The ${ordinal(failure.ordinal)} item of the ${name} has the same identifying values as another item earlier in the list.`;
    case "conflicting":
      return `All values supplied for '${failure.part}' must match. Review all references (including those higher up in the resource's data) and align the following conflicting values: ${quoted(failure.values)}`;
    case "descriptor":
      return `${failure.type} value '${failure.value.toLowerCase()}' does not exist.`;
    default:
      return failure satisfies never;
  }
}

function typeSentence(failure: Extract<Failure, { kind: "type" }>): string {
  const name = failure.at.name;
  if (failure.expected === "date" || failure.expected === "date-time") {
    return `${name} Value does not match format "${failure.expected}"`;
  }
  const expected = failure.expected === "descriptor" ? "string" : failure.expected;
  return `${name} Value is "${schemaType(failure.value)}" but should be "${expected}"`;
}

function schemaType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
