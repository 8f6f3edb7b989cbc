import type { Problem } from "../problems.ts";
import type { Details } from "./details.ts";
import { profileDetails } from "./profiles.ts";
import { rightsDetails } from "./rights.ts";
import { routeSentence } from "./sentences.ts";

/** Refusals of who asks, and where, in problem details: rights, profiles, tenants and contexts. */
export function accessDetails(problem: Problem, product: "ods" | "dms"): Details | undefined {
  return (
    rightsDetails(problem, product) ?? profileDetails(problem, product) ?? routeDetails(problem, product)
  );
}

function routeDetails(problem: Problem, product: "ods" | "dms"): Details | undefined {
  if (problem.kind !== "no-tenant" && problem.kind !== "no-instance") return undefined;
  const sentence = routeSentence(problem);
  if (product === "dms" && problem.kind === "no-instance") {
    return { type: "route-resolution-error", title: "Route Resolution Error", status: 404, detail: sentence };
  }
  const detail = "The specified data could not be found.";
  const missing = { type: "not-found", title: "Not Found", status: 404, detail };
  return product === "dms" ? missing : { ...missing, errors: [sentence], middleware: true };
}
