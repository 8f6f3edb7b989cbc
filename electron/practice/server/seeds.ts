import { AppError } from "../../../shared/errors.ts";
import { type Body, printLossless } from "./json.ts";
import type { Resource } from "./model.ts";
import { resolveReferences } from "./references.ts";
import { validate } from "./validate.ts";
import { type Holdings, naturalKey } from "./writes.ts";

/** Bodies by resource path ("/ed-fi/programs"), or by name alone for Ed-Fi's own. */
export type Seeds = Readonly<Record<string, readonly object[]>>;

/** Stores what a host loads before any client comes; rights are not asked, references are followed as far as they go. */
export function seed(holdings: Holdings, seeds: Seeds): void {
  seedSchoolYears(holdings);
  for (const [path, bodies] of Object.entries(seeds)) {
    const whole = path.startsWith("/") ? path : `/ed-fi/${path}`;
    const resource = holdings.model.byPath.get(whole.toLowerCase());
    if (resource === undefined) {
      throw new AppError(
        "invalid-input",
        `The practice API cannot be loaded with "${path}": its model has no such resource.`,
      );
    }
    for (const body of bodies) plant(holdings, resource, body as Body);
  }
}

function seedSchoolYears(holdings: Holdings): void {
  const resource = holdings.model.byPath.get("/ed-fi/schoolyeartypes");
  if (resource === undefined) return;
  for (let schoolYear = 1991; schoolYear <= 2050; schoolYear += 1) {
    const schoolYearDescription = `${schoolYear - 1}-${schoolYear}`;
    plant(holdings, resource, { schoolYear, schoolYearDescription, currentSchoolYear: false });
  }
}

/** Stores one body as the host does. */
export function plant(holdings: Holdings, resource: Resource, body: Body): void {
  const { model, store, walk } = holdings;
  const key = naturalKey(resource, body);
  const own = { group: resource.group, key };
  const { targets } = resolveReferences(model, store, validate(resource, body, walk).references, own);
  const content = { key, body: printLossless(body), targets };
  const existing = store.find(resource.group, key);
  if (existing === undefined) store.create(resource, content);
  else store.replace(existing, content);
}
