import type { Operation, Resource } from "../model.ts";
import type { Problem } from "../problems.ts";
import type { Details } from "./details.ts";
import { camel, quoted } from "./sentences.ts";

type Denied = Extract<Problem, { kind: "no-claim" }>;

const denied = { title: "Authorization Denied", status: 403 } as const;
const base = "Access to the requested data could not be authorized.";

/** Refusals of a key's claims and namespaces, in problem details (protocol section 6.3). */
export function rightsDetails(problem: Problem, product: "ods" | "dms"): Details | undefined {
  if (problem.kind === "no-claim") return product === "dms" ? dmsDenial(problem) : odsDenial(problem);
  if (problem.kind !== "namespace") return undefined;
  const type = "security:authorization:namespace";
  if (problem.prefixes.length === 0) {
    const errors = [
      "The API client has not been given permissions on a resource that uses the 'NamespaceBased' authorization strategy but the client doesn't have any namespace prefixes assigned.",
    ];
    return { ...denied, type: `${type}:invalid-client:no-namespaces`, detail: base, errors };
  }
  const existing = problem.existing ? "existing " : "";
  const detail = `${base} The ${existing}'Namespace' value of the data does not start with any of the caller's associated namespace prefixes (${quoted(problem.prefixes)}).`;
  return { ...denied, type: `${type}:access-denied:namespace-mismatch`, detail };
}

function odsDenial({ resource, operation, claimSet, whole }: Denied): Details {
  const claims = `one of the following resource claims: '${claimOf(resource)}'.`;
  const type = "security:authorization:access-denied";
  return whole
    ? {
        ...denied,
        type: `${type}:resource`,
        detail: `${base} You do not have permissions to access this data.`,
        errors: [
          `The API client's assigned claim set (currently '${claimSet}') must include ${claims.slice(0, -1)} to provide access to this resource.`,
        ],
      }
    : {
        ...denied,
        type: `${type}:action`,
        detail: `${base} You do not have permissions to perform the requested operation on the data.`,
        errors: [
          `The API client's assigned claim set (currently '${claimSet}') must grant permission of the '${actionOf(operation)}' action on ${claims}`,
        ],
      };
}

/** The Data Management Service says nothing of a resource that is not in the claim set at all. */
function dmsDenial({ resource, operation, claimSet, whole }: Denied): Details {
  const detail = "Access to the resource could not be authorized.";
  if (whole) return { ...denied, type: "security:authorization:", detail };
  const errors = [
    `The API client's assigned claim set (currently '${claimSet}') must grant permission of the '${operation}' action on one of the following resource claims: ${resource.entity}`,
  ];
  return { ...denied, type: "security:authorization:access-denied:action", detail, errors };
}

/** The same refusals in one sentence, as ODS/API 5.3 to 7.1 put them (protocol section 6.1). */
export function rightsMessage(problem: Problem): string | undefined {
  if (problem.kind === "namespace") {
    return problem.prefixes.length === 0
      ? "Access to the resource could not be authorized because the caller did not have any NamespacePrefix claims or the claim values were unavailable."
      : `Access to the resource item could not be authorized based on the caller's NamespacePrefix claims: ${quoted(problem.prefixes)}.`;
  }
  if (problem.kind !== "no-claim") return undefined;
  return problem.whole
    ? `Access to the resource could not be authorized. Are you missing a claim? This resource can be authorized by the following claims:\n    ${claimOf(problem.resource)}\nThe API client has been assigned the '${problem.claimSet}' claim set.`
    : `Access to the resource could not be authorized for the requested action '${actionOf(problem.operation)}'.`;
}

function claimOf({ project, entity }: Resource): string {
  return `http://ed-fi.org/identity/claims/${project}/${camel(entity)}`;
}

function actionOf(operation: Operation): string {
  return `http://ed-fi.org/odsapi/actions/${camel(operation)}`;
}
