import { deriveDependencies } from "../../electron/core/model/dependencies.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { showGraph } from "../../electron/core/views/graph-view.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { everything } from "../../shared/domain/profile.ts";
import { line } from "./sync-world.ts";

/** The practice API's own standard, of which a district has the half. */
export function wholeStandard() {
  const { resources: document, descriptors } = builtInDocuments("ods-7.3");
  const model = readModel([document, descriptors]);
  const dependencies = deriveDependencies(model);
  const connection = { uid: "c-state", dependencies } as unknown as Parameters<typeof showGraph>[0];
  const { resources } = showGraph(connection, { model, profile: everything, own: new Set() });
  const lines = resources
    .filter((_, index) => index % 2 === 0)
    .map(({ resource, stage }, index) =>
      line(
        resource.replace("/ed-fi/", ""),
        stage,
        index % 9 === 4 ? { sent: 400, failed: 3 } : { sent: index * 37 + 1 },
      ),
    );
  return { resources, lines };
}
