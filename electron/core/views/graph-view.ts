import { type Profile, whyUnsent } from "../../../shared/domain/profile.ts";
import type { GraphResource, ResourceGraph } from "../../../shared/domain/resource-graph.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { buildSteps } from "../model/dependencies.ts";
import { stagesOf } from "../model/stages.ts";
import type { Model } from "../model/types.ts";

interface GraphParts {
  readonly model: Model | undefined;
  readonly profile: Profile;
  /** Paths of the resources that the connection's files hold. */
  readonly own: ReadonlySet<string>;
}

/**
 * What waits for what, by the steps of a push: all resources of the server, but of its descriptors only those that the
 * connection's files hold, for the others are the host's. A person's second step, the update, is left out: it waits for the
 * association that waits for the person.
 */
export function showGraph(connection: StoredConnection, { model, profile, own }: GraphParts): ResourceGraph {
  if (!model) return { connection: connection.uid, resources: [] };
  const steps = buildSteps(model, connection.dependencies);
  const stageOf = stagesOf(steps);
  const known = new Map(model.resources.map((resource) => [resource.path, resource]));
  const isShown = (path: string) => known.get(path)?.kind === "resource" || own.has(path);
  const resources = steps
    .filter(({ operation, resource }) => operation === "create" && isShown(resource))
    .map(({ resource: path, after }): GraphResource => {
      const resource = known.get(path);
      const unsent = resource && whyUnsent(profile, resource);
      return {
        resource: path,
        stage: stageOf.get(path) ?? "foundation",
        kind: resource?.kind === "descriptor" ? "descriptor" : "resource",
        after: after.filter(isShown),
        ...(unsent !== undefined && { unsent }),
      };
    });
  return { connection: connection.uid, resources };
}
