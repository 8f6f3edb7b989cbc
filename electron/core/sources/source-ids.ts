import { AppError } from "../../../shared/errors.ts";
import type { Model, Resource } from "../model/types.ts";
import type { SourceIds } from "./source-ids-store.ts";

/** The resource is meant by a name that a steward wrote: "students", "/ed-fi/students". */
const isNamed = ({ path, name }: Pick<Resource, "path" | "name">, written: string): boolean =>
  [path, name].some((known) => known.toLowerCase() === written.toLowerCase());

/** The member that tells a resource's records apart in their source. */
export const memberFor = (ids: SourceIds, resource: Resource): string | undefined =>
  Object.entries(ids).find(([written]) => isNamed(resource, written))?.[1];

/** Throws AppError("not-found") for what the server does not have. */
export function requireNames({ resources }: Pick<Model, "resources">, ids: SourceIds = {}) {
  const unknown = Object.keys(ids).find(
    (written) => !resources.some((resource) => isNamed(resource, written)),
  );
  if (unknown === undefined) return;
  throw new AppError(
    "not-found",
    `This server has no resource "${unknown}". Write its name as in the API, such as studentSchoolAssociations.`,
  );
}

/** "sections=sectionKey, students=localId". */
export const idsInWords = (ids: SourceIds = {}): string =>
  Object.entries(ids)
    .map(([resource, member]) => `${resource}=${member}`)
    .join(", ");
