import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Dialect } from "./dialect.ts";
import type { Fault } from "./faults.ts";
import type { Answer } from "./problems.ts";
import { json } from "./wording/wording.ts";

/** What a client sees of a fault that has an answer: a gateway's page, or the server's own error. */
export function faultAnswer(fault: Fault, dialect: Dialect): Answer {
  switch (fault.kind) {
    case "down":
      return page(503);
    case "html":
      return page(fault.status);
    case "status": {
      const answer = serverError(fault.status, dialect);
      return fault.retryAfter === undefined
        ? answer
        : { ...answer, headers: { "retry-after": String(fault.retryAfter) } };
    }
    default:
      return serverError(500, dialect);
  }
}

function page(status: number): Answer {
  const title = `${status} ${STATUS_CODES[status] ?? ""}`;
  const body = `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`;
  return { status, body, contentType: "text/html" };
}

const types: Readonly<Record<number, string>> = {
  429: "too-many-requests",
  500: "system",
  502: "bad-gateway",
  503: "service-unavailable",
};

function serverError(status: number, dialect: Dialect): Answer {
  if (dialect.legacyErrors) return json(status, { message: "An unexpected error occurred on the server." });
  const title = status === 500 ? "System Error" : (STATUS_CODES[status] ?? "Error");
  const detail = status === 500 ? "An unexpected problem has occurred." : `${title}.`;
  const type = `urn:ed-fi:api:${types[status] ?? "system"}`;
  return json(status, { detail, type, title, status, correlationId: randomUUID() });
}
