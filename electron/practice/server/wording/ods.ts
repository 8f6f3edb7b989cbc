import type { Answer, Failure, Problem } from "../problems.ts";
import {
  claimList,
  hintSentence,
  keyPairs,
  ordinal,
  pascal,
  plural,
  quoted,
  relationshipSentence,
} from "./sentences.ts";

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

interface Details {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly string[];
  readonly validationErrors?: Readonly<Record<string, readonly string[]>>;
  /** Written by the ODS's middleware rather than by its controllers. */
  readonly middleware?: boolean;
}

const invalid = {
  type: "bad-request:data-validation-failed",
  title: "Data Validation Failed",
  status: 400,
  detail: "Data validation failed. See 'validationErrors' for details.",
} as const;

/** Problem details of ODS/API 7.2 and later (protocol sections 6.2 to 6.4). Absent members are left out. */
export function odsWording(problem: Problem, correlationId: string): Answer {
  const { middleware, type, ...details } = detailsOf(problem);
  const body = {
    detail: details.detail,
    type: `urn:ed-fi:api:${type}`,
    title: details.title,
    status: details.status,
    correlationId,
    ...(details.validationErrors === undefined ? {} : { validationErrors: details.validationErrors }),
    ...(details.errors === undefined ? {} : { errors: details.errors }),
  };
  return {
    status: details.status,
    body: JSON.stringify(body),
    contentType: middleware === true ? "application/problem+json" : "application/json; charset=utf-8",
    ...(problem.kind === "method" ? { headers: { allow: problem.allow } } : {}),
  };
}

function detailsOf(problem: Problem): Details {
  return dataDetails(problem) ?? conflictDetails(problem) ?? requestDetails(problem);
}

function dataDetails(problem: Problem): Details | undefined {
  switch (problem.kind) {
    case "invalid":
    case "bad-descriptors":
      return { ...invalid, validationErrors: byPath(problem.failures, odsSentence) };
    case "bad-json":
      return { ...invalid, validationErrors: { "$.": [problem.reason] } };
    case "bad-id":
      return { ...invalid, validationErrors: { "$.id": [`The value '${problem.value}' is not valid.`] } };
    case "query-value": {
      const text = `The value '${problem.value}' is not valid for ${pascal(problem.name)}.`;
      return { ...invalid, validationErrors: { [`$.${problem.name}`]: [text] } };
    }
    case "empty-body":
      return problem.update
        ? { ...invalid, validationErrors: { $: ["A non-empty request body is required."] } }
        : badRequest("The request could not be processed. See 'errors' for details.", [
            "A non-empty request body is required.",
          ]);
    case "id-in-body":
    case "body-id":
      return {
        ...invalid,
        detail: "The request data was constructed incorrectly.",
        errors: [
          "Resource identifiers cannot be assigned by the client. The 'id' property should not be included in the request body.",
        ],
      };
    case "key-change":
      return {
        ...invalid,
        type: `${invalid.type}:key-change-not-supported`,
        title: "Key Change Not Supported",
        detail: `Identifying values for the ${problem.resource.entity} data cannot be changed. Delete and recreate the item instead.`,
      };
    default:
      return undefined;
  }
}

function conflictDetails(problem: Problem): Details | undefined {
  switch (problem.kind) {
    case "unresolved":
      return {
        type: "data-conflict:unresolved-reference",
        title: "Unresolved Reference",
        status: 409,
        detail: `The referenced '${problem.missing[0]?.entity ?? ""}' item does not exist.`,
      };
    case "dependents":
      return {
        type: "data-conflict:dependent-item-exists",
        title: "Dependent Item Exists",
        status: 409,
        detail: `The requested action cannot be performed because this item is referenced by an existing '${problem.entities[0] ?? ""}' item.`,
      };
    case "identity-conflict": {
      const pairs = keyPairs(problem.resource.key, problem.key);
      return {
        type: "data-conflict:non-unique-identity",
        title: "Identifying Values Are Not Unique",
        status: 409,
        detail: "The identifying value(s) of the item are the same as another item that already exists.",
        errors: [
          `A primary key conflict occurred when attempting to create or update a record in the '${problem.resource.entity}' table. The duplicate key is (${pairs.map((pair) => pascal(pair.name)).join(", ")}) = (${pairs.map((pair) => pair.value).join(", ")}).`,
        ],
      };
    }
    case "modified":
    case "nothing-to-match":
    case "exists":
      return {
        type: "optimistic-lock-failed",
        title: "Optimistic Lock Failed",
        status: 412,
        detail: "The item has been modified by another user.",
        errors: [
          "The resource item's etag value does not match what was specified in the 'If-Match' request header indicating that it has been modified by another client since it was last retrieved.",
        ],
      };
    default:
      return undefined;
  }
}

function requestDetails(problem: Problem): Details {
  switch (problem.kind) {
    case "no-relationship":
      return {
        type: "security:authorization",
        title: "Authorization Denied",
        status: 403,
        detail: `Access to the requested data could not be authorized.${hintSentence(problem.hints)}`,
        errors: [relationshipSentence(problem.properties, claimList(problem.claims, ""))],
      };
    case "not-found":
      return notFound(
        problem.what === "item"
          ? "The specified item could not be found."
          : `Resource to ${problem.what} was not found.`,
      );
    case "no-path":
      return {
        ...notFound("The specified data could not be found."),
        errors: [`Path '${problem.path}' does not exist. Check the resource name and try again.`],
        middleware: true,
      };
    case "unauthenticated":
      return {
        type: "security:authentication",
        title: "Authentication Failed",
        status: 401,
        detail: "The caller could not be authenticated.",
        errors: [problem.reason],
        middleware: true,
      };
    case "method":
      return {
        type: "method-not-allowed",
        title: "Method Not Allowed",
        status: 405,
        detail: "The request construction was invalid.",
        errors: [problem.hint],
        middleware: true,
      };
    case "media-type":
      return {
        type: "unsupported-media-type",
        title: "Unsupported Media Type",
        status: 415,
        detail: "The request construction was invalid.",
        errors: ["The value specified in the 'Content-Type' header is not supported by this host."],
        middleware: true,
      };
    case "parameter":
      return {
        type: "bad-request:parameter-validation-failed",
        title: "Parameter Validation Failed",
        status: 400,
        detail: "The request construction was invalid.",
        errors: [problem.reason],
      };
    default:
      return badRequest("The request construction was invalid.", []);
  }
}

function badRequest(detail: string, errors: readonly string[]): Details {
  return { type: "bad-request", title: "Bad Request", status: 400, detail, errors };
}

function notFound(detail: string): Details {
  return { type: "not-found", title: "Not Found", status: 404, detail };
}

/** JSON paths with their texts, in the order of finding. */
export function byPath(
  failures: readonly Failure[],
  sentence: (failure: Failure) => string,
): Record<string, readonly string[]> {
  const found: Record<string, string[]> = {};
  for (const failure of failures) {
    const path = `${failure.at.path}.${failure.at.name}`;
    found[path] = [...(found[path] ?? []), sentence(failure)];
  }
  return found;
}
