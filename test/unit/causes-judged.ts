import { readProblem } from "../../electron/core/api/problem.ts";
import { classify } from "../../electron/core/causes/classify.ts";
import { fingerprint } from "../../electron/core/causes/fingerprint.ts";
import { namesFor } from "./causes-names.ts";

const urn = "urn:ed-fi:api:";

/** A status and a body, as a server answers. */
type Refusal = readonly [number, object | string];

/** Problem details as ODS/API 7.2 and later write them. */
export const ods = (status: number, type: string, more: object): [number, object] => [
  status,
  { title: "t", status, type: urn + type, correlationId: "c", ...more },
];

/** … and as DMS does: both lists always there. */
export const dms = (status: number, type: string, more: object): [number, object] =>
  ods(status, type, { validationErrors: {}, errors: [], ...more });

/** … and as the versions before 7.2 did. */
export const legacy = (status: number, message: string): [number, object] => [status, { message }];

/** What is made of a refusal of one resource's records, with the names of the built-in model. */
export function judged(resource: string, [status, body]: Refusal, operation: "upsert" | "delete" = "upsert") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const problem = readProblem(status, "application/json", text);
  const about = { resource, operation, names: namesFor(resource) };
  const classification = classify(problem, about);
  return { ...classification, ...fingerprint(about, problem, classification) };
}
