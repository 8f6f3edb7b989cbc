import type { Failure } from "../problems.ts";
import { ordinal, pascal, plural, quoted } from "./sentences.ts";

/** What a member of a body is called in a message of the ODS: the property's name in .NET. */
export function odsSentence(failure: Failure): string {
  const name = pascal(failure.at.name);
  switch (failure.kind) {
    case "required":
      return failure.text && !failure.identity
        ? `${name} is required and should not be left empty.`
        : `${name} is required.`;
    case "blank":
      return `${name} is required and should not be left empty.`;
    case "no-items":
      return `${plural(failure.owner)} must have at least one item.`;
    case "partial-reference":
      return `${name} is missing the following properties: ${failure.missing.map(pascal).join(", ")}`;
    case "length":
      return lengthSentence(name, failure.scalar);
    case "range":
      return `${name} must be between ${failure.scalar.minimum ?? 0} and ${failure.scalar.maximum ?? "its maximum"}.`;
    case "zero":
      return `${name} value must be different than 0.`;
    case "type":
      return typeSentence(failure);
    case "spaces":
      return `${name} cannot contain leading or trailing spaces.`;
    case "duplicate":
      return `The ${ordinal(failure.ordinal)} item of the ${plural(failure.entity)} has the same identifying values as another item earlier in the list.`;
    case "conflicting":
      return `All values supplied for '${failure.part}' must match. Review all references and align the following conflicting values: ${quoted(failure.values)}`;
    case "descriptor":
      return descriptorSentence(failure.type, failure.value);
    default:
      return failure satisfies never;
  }
}

function lengthSentence(name: string, scalar: Extract<Failure, { kind: "length" }>["scalar"]): string {
  return scalar.minLength === undefined
    ? `${name} must be at most ${scalar.maxLength} characters in length.`
    : `${name} must be between ${scalar.minLength} and ${scalar.maxLength} characters in length.`;
}

function typeSentence(failure: Extract<Failure, { kind: "type" }>): string {
  switch (failure.expected) {
    case "boolean":
      return `Unexpected value for boolean: ${String(failure.value)} (type: ${netType(failure.value)})`;
    case "integer":
      return `Could not convert string to integer: ${String(failure.value)}. Path '${failure.at.name}'.`;
    case "number":
      return `Could not convert string to decimal: ${String(failure.value)}. Path '${failure.at.name}'.`;
    default:
      return "The supplied value is invalid.";
  }
}

function netType(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Float";
  return pascal(typeof value);
}

function descriptorSentence(type: string, value: string): string {
  return value.includes("#")
    ? `${type} value '${value}' does not exist.`
    : `${type} value '${value}' is not a valid value for use as a descriptor (a '#' is expected to delineate the namespace and code value portions).`;
}
