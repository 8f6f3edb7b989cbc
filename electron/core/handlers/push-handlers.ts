import type { Handlers } from "../../../shared/contract.ts";
import { openLink } from "../connections/link.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import { pullIfNeeded, pullTypes } from "../mapping/pull.ts";
import { buildSteps } from "../model/dependencies.ts";
import { type Parts, requireModel } from "../parts.ts";
import { previewOf, readPending, selectResources } from "../sync/plan.ts";
import { createWorld } from "../sync/world.ts";

type PushCommands =
  | "push.start"
  | "push.preview"
  | "push.cancel"
  | "runs.list"
  | "runs.result"
  | "runs.progress";

export function createPushHandlers(parts: Parts): Pick<Handlers, PushCommands> {
  const { service, sources, pushes, runs, patience, profiler } = parts;
  return {
    "push.start": (request) => {
      const connection = service.find(request.connection);
      requireOpen(connection);
      requireKey(connection, parts.secrets);
      let modelId = 0;
      return pushes.start(
        {
          stores: parts,
          connection: connection.id,
          patience,
          profile: profiler.of(connection.id),
          connect: async (signal) => {
            const link = await openLink(parts, connection, signal);
            modelId = link.modelId;
            const learnValues = async (types: "as needed" | readonly string[], stop: AbortSignal) => {
              const options = { stores: parts, connection: service.find(connection.uid), link, signal: stop };
              await (types === "as needed" ? pullIfNeeded(options) : pullTypes(options, types));
            };
            return { ...link, learnValues };
          },
          read: async (model, signal, progress) => {
            await sources.read(connection, { model, modelId }, { signal, progress });
            return sources.sets(connection);
          },
        },
        request,
      );
    },
    "push.preview": async (request) => {
      const connection = service.find(request.connection);
      requireOpen(connection);
      const { model, modelId } = requireModel(parts, connection);
      await sources.scan(connection, { model, modelId });
      const world = createWorld(parts, connection.id, sources.sets(connection), {
        model,
        profile: profiler.of(connection.id),
      });
      const selected = selectResources(world, request.resources);
      const pending = readPending(world).filter(({ resource }) => selected.has(resource));
      const rejected = sources.sets(connection).reduce((sum, set) => sum + parts.sets.rejectedCount(set), 0);
      return previewOf(pending, buildSteps(model, connection.dependencies), {
        force: request.force,
        rejected,
      });
    },
    "push.cancel": ({ run }) => {
      pushes.cancel(run);
    },
    "runs.list": ({ connection, limit }) => runs.list(service.find(connection).id, limit).map(pushes.shown),
    "runs.result": ({ run }) => pushes.result(run),
    "runs.progress": () => pushes.progress(),
  };
}
