import type { Answer, Failure, Problem } from "../problems.ts";
import { accessDetails } from "./access.ts";
import { type Details, invalid } from "./details.ts";
import { dmsSentence } from "./dms-sentences.ts";
import { byPath, claimList, hintSentence, keyPairs, relationshipSentence } from "./sentences.ts";

/** Problem details of the Data Management Service: both lists are always there, but in a 401 (protocol section 6.2). */
export function dmsWording(problem: Problem, correlationId: string): Answer {
  const found = detailsOf(problem);
  const unauthenticated = problem.kind === "unauthenticated";
  const body = {
    detail: found.detail,
    type: `urn:ed-fi:api:${found.type}`,
    title: found.title,
    status: found.status,
    correlationId,
    ...(unauthenticated ? {} : { validationErrors: found.validationErrors ?? {} }),
    errors: found.errors ?? [],
  };
  return {
    status: found.status,
    body: JSON.stringify(body),
    contentType: "application/problem+json",
    headers: {
      ...(unauthenticated ? { "www-authenticate": 'Bearer error="invalid_token"' } : {}),
      ...(problem.kind === "method" ? { allow: problem.allow } : {}),
    },
  };
}

function detailsOf(problem: Problem): Details {
  return (
    accessDetails(problem, "dms") ??
    dataDetails(problem) ??
    conflictDetails(problem) ??
    requestDetails(problem)
  );
}

function dataDetails(problem: Problem): Details | undefined {
  switch (problem.kind) {
    case "invalid":
      return { ...invalid, validationErrors: failuresByPath(problem.failures) };
    case "bad-descriptors":
      return {
        ...invalid,
        type: "bad-request",
        title: "Bad Request",
        validationErrors: failuresByPath(problem.failures),
      };
    case "bad-json":
      return { ...invalid, validationErrors: { "$.": [problem.reason] } };
    case "bad-id":
      return { ...invalid, validationErrors: { "$.id": [`The value '${problem.value}' is not valid.`] } };
    case "query-value": {
      const text = `The value '${problem.value}' is not valid for ${problem.name}.`;
      return { ...invalid, validationErrors: { [`$.${problem.name}`]: [text] } };
    }
    case "empty-body":
      return badRequest("The request could not be processed. See 'errors' for details.", [
        "A non-empty request body is required.",
      ]);
    case "id-in-body":
      return wronglyBuilt(
        "Resource identifiers cannot be assigned by the client. The 'id' property should not be included in the request body.",
      );
    case "body-id":
      return problem.missing
        ? { ...invalid, validationErrors: { "$.id": ["id is required."] } }
        : wronglyBuilt("Request body id must match the id in the url.");
    case "key-change":
      return keyChange(problem.resource);
    default:
      return undefined;
  }
}

/** Each missing part of a reference has its own path here. */
function failuresByPath(failures: readonly Failure[]): Record<string, readonly string[]> {
  const single = failures.flatMap((failure) =>
    failure.kind === "partial-reference"
      ? failure.missing.map((name) => ({
          kind: "required" as const,
          at: { path: `${failure.at.path}.${failure.at.name}`, name },
          text: false,
          identity: true,
        }))
      : [failure],
  );
  return byPath(single, dmsSentence);
}

function keyChange(resource: { readonly entity: string; readonly descriptor: boolean }): Details {
  const detail = resource.descriptor
    ? `Identity of resource 'Ed-Fi.${resource.entity}' cannot be changed. Descriptor identity fields (Namespace, CodeValue) are immutable on PUT.`
    : `Identifying values for the ${resource.entity} resource cannot be changed. Delete and recreate the resource item instead.`;
  return {
    ...invalid,
    type: `${invalid.type}:key-change-not-supported`,
    title: "Key Change Not Supported",
    detail,
  };
}

function conflictDetails(problem: Problem): Details | undefined {
  switch (problem.kind) {
    case "unresolved": {
      const entries = problem.missing.map((one) => [
        one.path,
        [`The referenced ${one.entity} item does not exist.`],
      ]);
      return {
        type: "data-conflict:unresolved-reference",
        title: "Unresolved Reference",
        status: 409,
        detail: "One or more references could not be resolved. See 'validationErrors' for details.",
        validationErrors: Object.fromEntries(entries),
      };
    }
    case "dependents":
      return {
        type: "data-conflict:dependent-item-exists",
        title: "Dependent Item Exists",
        status: 409,
        detail: `The requested action cannot be performed because this item is referenced by existing ${problem.entities.join(", ")} item(s).`,
      };
    case "identity-conflict": {
      const pairs = keyPairs(problem.resource.key, problem.key).map(
        (pair) => `(${pair.name} = ${pair.value})`,
      );
      const act = problem.update ? "update a resource" : "create a new resource";
      return {
        type: "identity-conflict",
        title: "Identifying Values Are Not Unique",
        status: 409,
        detail: "The identifying value(s) of the item are the same as another item that already exists.",
        errors: [
          `A natural key conflict occurred when attempting to ${act} ${problem.resource.entity} with a duplicate key. The duplicate keys and values are ${pairs.join(",")}`,
        ],
      };
    }
    default:
      return preconditionDetails(problem);
  }
}

function preconditionDetails(problem: Problem): Details | undefined {
  const lock = { type: "optimistic-lock-failed", title: "Optimistic Lock Failed", status: 412 };
  switch (problem.kind) {
    case "modified":
      return {
        ...lock,
        detail: "The item has been modified by another user.",
        errors: [
          "The resource item's etag value does not match what was specified in the 'If-Match' request header indicating that it has been modified by another client since it was last retrieved.",
        ],
      };
    case "nothing-to-match":
      return {
        ...lock,
        detail: "The If-Match precondition failed because the resource does not exist.",
        errors: [
          "The 'If-Match' request header requires a current representation of the resource, but none exists. Do not retry with If-Match; create the resource first, or omit If-Match.",
        ],
      };
    case "exists":
      return {
        type: "precondition-failed:if-none-match",
        title: "If-None-Match Precondition Failed",
        status: 412,
        detail: "The If-None-Match precondition failed because the resource exists.",
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
        errors: [relationshipSentence(problem.properties, claimList(problem.claims, "'"))],
      };
    case "not-found":
      return notFound(
        problem.what === "item"
          ? "The specified item could not be found."
          : `Resource to ${problem.what} was not found`,
      );
    case "no-path":
      return notFound("The specified data could not be found.");
    case "unauthenticated":
      return {
        type: "security:authentication",
        title: "Authentication Failed",
        status: 401,
        detail: "The caller could not be authenticated.",
        errors: [problem.reason],
      };
    case "method":
      return {
        type: "method-not-allowed",
        title: "Method Not Allowed",
        status: 405,
        detail: "The request construction was invalid.",
        errors: [problem.hint],
      };
    case "media-type": {
      const text = "The value specified in the 'Content-Type' header is not supported by this host.";
      return {
        type: "unsupported-media-type",
        title: "Unsupported Media Type",
        status: 415,
        detail: text,
        errors: [text],
      };
    }
    case "parameter":
      return badRequest("The request could not be processed. See 'errors' for details.", [problem.reason]);
    case "unknown-query":
      return badRequest("The request could not be processed. See 'errors' for details.", [
        `The query field '${problem.name}' is not valid for this ${problem.tracked ? "Change Query endpoint" : "resource"}.`,
      ]);
    default:
      return badRequest("The request could not be processed. See 'errors' for details.", []);
  }
}

function badRequest(detail: string, errors: readonly string[]): Details {
  return { type: "bad-request", title: "Bad Request", status: 400, detail, errors };
}

function wronglyBuilt(error: string): Details {
  return { ...invalid, detail: "The request data was constructed incorrectly.", errors: [error] };
}

function notFound(detail: string): Details {
  return { type: "not-found", title: "Not Found", status: 404, detail };
}
