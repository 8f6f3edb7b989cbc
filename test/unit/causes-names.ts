import { nameOf } from "../../electron/core/causes/classify.ts";
import { type ModelNames, namesOf } from "../../electron/core/causes/model-names.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";

const { resources, descriptors } = builtInDocuments("ods-7.3");
const model = readModel([resources, descriptors]);
const byPath = new Map(model.resources.map((resource) => [resource.path, resource]));

/** The names that the built-in model has for a resource, given by path or by name. */
export function namesFor(resource: string): ModelNames {
  const found = model.resources.find(({ name }) => name === nameOf(resource));
  return namesOf(found, byPath);
}
