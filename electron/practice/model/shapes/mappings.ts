import { key, type ResourceShape, resource, text, uri } from "../shape.ts";

export const mappingShapes: readonly ResourceShape[] = [
  resource("descriptorMappings", "descriptorMapping", [
    key("mappedNamespace", uri),
    key("mappedValue", text(50)),
    key("namespace", uri),
    key("value", text(50)),
  ]),
];
