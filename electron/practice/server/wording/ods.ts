import type { Answer, Problem } from "../problems.ts";
import { accessDetails } from "./access.ts";
import { type Details, invalid } from "./details.ts";
import { odsSentence } from "./ods-sentences.ts";
import { byPath, claimList, hintSentence, keyPairs, pascal, relationshipSentence } from "./sentences.ts";

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
  return (
    accessDetails(problem, "ods") ??
    dataDetails(problem) ??
    conflictDetails(problem) ??
    requestDetails(problem)
  );
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
