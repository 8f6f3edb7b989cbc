import type { CompleteList, CompleteRequest } from "../../../shared/domain/deletes.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Model } from "../model/types.ts";

/**
 * What was said to be complete, by paths; of a resource that is named twice the last word counts. Pure. Throws
 * AppError("not-found") for what the server does not have.
 */
export function readComplete(
  model: Pick<Model, "resources">,
  requests: readonly CompleteRequest[],
): readonly CompleteList[] {
  const lists = new Map<string, CompleteList>();
  for (const { resources, schools } of requests) {
    for (const name of resources) {
      const resource = pathOf(model, name);
      lists.set(resource, { resource, ...(schools && { schools: [...new Set(schools)] }) });
    }
  }
  return [...lists.values()];
}

/** The resource of this name or path. Throws AppError("not-found"). */
export function pathOf({ resources }: Pick<Model, "resources">, name: string): string {
  const wanted = name.toLowerCase();
  const found = resources.find((one) => [one.path, one.name].some((known) => known.toLowerCase() === wanted));
  if (found) return found.path;
  throw new AppError(
    "not-found",
    `This server has no resource "${name}". Write its name as in the API, such as studentSchoolAssociations.`,
  );
}

/** "sections, students (schools 255901001)". */
export const completeInWords = (lists: readonly CompleteList[] | undefined): string =>
  (lists ?? [])
    .map(({ resource, schools }) => {
      const name = resource.slice(resource.lastIndexOf("/") + 1);
      return schools ? `${name} (schools ${schools.join(", ")})` : name;
    })
    .join(", ");
