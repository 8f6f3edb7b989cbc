import { hash } from "node:crypto";
import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { FoundCause } from "./checks-store.ts";

/** Told like any other cause, and marked: no server has refused anything for it. Pure. */
export function showFound(found: FoundCause, connection: string, contact: string | undefined): Cause {
  const { id, kind, topic, title, who, resource, resources, failed, held, about, example } = found;
  return {
    id,
    connection,
    kind,
    topic: topic ?? topicOfKind(kind),
    title,
    who,
    resources: resources.length > 0 ? [...resources] : [resource],
    records: failed,
    held,
    repaired: 0,
    releases: failed + held,
    ready: 0,
    ...(about !== null && { about }),
    ...(contact !== undefined && { contact }),
    firstSeen: found.firstSeen,
    lastSeen: found.lastSeen,
    found: "before sending",
    ...(example && { example }),
  };
}

const beginning = "check-";

/** The same for the same cause, whenever it is found; those of other causes are numbers. */
export const foundId = (fingerprint: string): string =>
  `${beginning}${hash("sha256", fingerprint, "hex").slice(0, 12)}`;
export const isFoundId = (id: string): boolean => id.startsWith(beginning);
