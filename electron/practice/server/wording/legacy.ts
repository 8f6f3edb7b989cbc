import type { Dialect } from "../dialect.ts";
import type { Answer, Failure, MissingReference, Problem } from "../problems.ts";
import { odsSentence } from "./ods-sentences.ts";
import { profileMessage } from "./profiles.ts";
import { rightsMessage } from "./rights.ts";
import {
  camel,
  claimList,
  keyPairs,
  pascal,
  quoted,
  relationshipSentence,
  routeSentence,
} from "./sentences.ts";
import { json, type Wording } from "./wording.ts";

const noBody = (status: number): Answer => ({ status });

/** Messages of ODS/API 5.3 to 7.1: one text, in 7.x with a correlation id (protocol section 6.1). */
export function legacyWording(dialect: Dialect): Wording {
  return (problem, correlationId) => {
    const answer = bodyOf(problem, dialect);
    if (answer.body === undefined) return noBody(answer.status);
    return json(answer.status, dialect.beforeSeven ? answer.body : { ...answer.body, correlationId });
  };
}

interface Message {
  readonly status: number;
  readonly body?: { readonly message: string; readonly modelState?: Record<string, readonly string[]> };
}

function message(status: number, text: string): Message {
  return { status, body: { message: text } };
}

function invalidRequest(name: string, text: string): Message {
  return { status: 400, body: { message: "The request is invalid.", modelState: { [name]: [text] } } };
}

function bodyOf(problem: Problem, dialect: Dialect): Message {
  const denied = rightsMessage(problem);
  if (denied !== undefined) return message(403, denied);
  const profile = profileMessage(problem);
  if (profile !== undefined) return message(profile.status, profile.text);
  return dataMessage(problem) ?? conflictMessage(problem, dialect) ?? requestMessage(problem, dialect);
}

function dataMessage(problem: Problem): Message | undefined {
  switch (problem.kind) {
    case "invalid":
      return invalidMessage(problem.entity, problem.failures);
    case "bad-descriptors": {
      const first = problem.failures[0];
      if (first?.kind !== "descriptor") return undefined;
      return message(
        400,
        `Unable to resolve value '${first.value}' to an existing '${first.type}' resource.`,
      );
    }
    case "bad-json":
      return invalidRequest("request", problem.reason);
    case "empty-body":
      return invalidRequest("", "A non-empty request body is required.");
    case "bad-id":
      return invalidRequest("id", `The value '${problem.value}' is not valid.`);
    case "query-value":
      return invalidRequest(
        `request.${problem.name}`,
        `The value '${problem.value}' is not valid for ${pascal(problem.name)}.`,
      );
    case "id-in-body":
    case "body-id":
      return message(
        400,
        "Resource identifiers cannot be assigned by the client. The 'id' property should not be included in the request body.",
      );
    case "key-change":
      return message(
        400,
        `Key values for this resource cannot be changed. Delete and recreate the resource item instead.`,
      );
    default:
      return undefined;
  }
}

function invalidMessage(entity: string, failures: readonly Failure[]): Message {
  const unreadable = failures.filter((failure) => failure.kind === "type");
  if (unreadable.length > 0) {
    const entries = unreadable.map((failure) => [
      `request${failure.at.path.slice(1)}.${failure.at.name}`,
      [odsSentence(failure)],
    ]);
    return {
      status: 400,
      body: { message: "The request is invalid.", modelState: Object.fromEntries(entries) },
    };
  }
  const lines = [...new Set(failures.map((failure) => sentence(entity, failure)))];
  return message(400, `Validation of '${entity}' failed.\n${lines.join("\n")}\n`);
}

function sentence(entity: string, failure: Failure): string {
  if (failure.kind === "required") return `${pascal(failure.at.name)} is required.`;
  if (failure.kind !== "conflicting") return odsSentence(failure);
  return `Supplied values for unified key property '${failure.part}' on '${entity}' are not consistent: ${quoted(failure.values)}`;
}

function conflictMessage(problem: Problem, dialect: Dialect): Message | undefined {
  switch (problem.kind) {
    case "unresolved":
      return unresolvedMessage(problem.resource.entity, problem.missing[0], dialect);
    case "dependents":
      return message(
        409,
        `The resource (or a subordinate entity of the resource) cannot be deleted because it is a dependency of the '${camel(problem.entities[0] ?? "")}' entity.`,
      );
    case "identity-conflict": {
      const pairs = keyPairs(problem.resource.key, problem.key);
      const names = pairs.map((pair) => pascal(pair.name)).join(", ");
      const values = pairs.map((pair) => pair.value).join(", ");
      return message(
        409,
        `A natural key conflict occurred when attempting to create a new resource '${problem.resource.entity}' with a duplicate key.  The duplicated columns and values are [${names}] (${values}) `,
      );
    }
    case "modified":
    case "nothing-to-match":
    case "exists":
      return message(412, "Resource was modified by another consumer.");
    default:
      return undefined;
  }
}

function unresolvedMessage(entity: string, missing: MissingReference | undefined, dialect: Dialect): Message {
  const name = missing?.entity ?? "";
  if (missing?.person !== true) {
    return message(409, `The value supplied for the related '${camel(name)}' resource does not exist.`);
  }
  return dialect.beforeSeven
    ? message(400, `Validation of '${entity}' failed.\n${name} reference could not be resolved.\n`)
    : message(
        409,
        `Access to the resource item could not be authorized because the '${name}' was not found.`,
      );
}

function requestMessage(problem: Problem, dialect: Dialect): Message {
  switch (problem.kind) {
    case "no-relationship":
      return dialect.kind === "ods-5.3"
        ? message(
            403,
            "Authorization denied.  The claim does not have any established relationships with the requested resource.",
          )
        : message(
            403,
            `Authorization denied. ${relationshipSentence(problem.properties, claimList(problem.claims, ""))}`,
          );
    case "not-found":
      return message(404, "The specified resource item could not be found.");
    case "parameter":
      return message(400, problem.reason);
    case "no-path":
      return { status: 404 };
    case "no-tenant":
    case "no-instance":
      return message(404, routeSentence(problem));
    case "unauthenticated":
      return { status: 401 };
    case "method":
      return { status: 405 };
    case "media-type":
      return { status: 415 };
    default:
      return message(400, "The request is invalid.");
  }
}
