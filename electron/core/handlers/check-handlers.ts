import { hash } from "node:crypto";
import type { Handlers } from "../../../shared/contract.ts";
import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import { AppError } from "../../../shared/errors.ts";
import { CheckRun } from "../check/check-run.ts";
import type { Problem } from "../check/problems.ts";
import { waysOf } from "../check/server-ways.ts";
import { requireOpen } from "../connections/refusals.ts";
import { buildSteps } from "../model/dependencies.ts";
import { type Parts, requireModel } from "../parts.ts";
import { selectResources } from "../sync/plan.ts";
import { createWorld } from "../sync/world.ts";
import { RecordView } from "../views/record-view.ts";

export function createCheckHandlers(parts: Parts): Pick<Handlers, "check.run"> {
  const { service, sources, pushes, profiler, emit } = parts;
  return {
    "check.run": async ({ connection: ref, resources }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      if (pushes.isRunning(connection.id))
        throw new AppError(
          "conflict",
          "A push of this connection is running, and finds all that a check would. Wait for its end.",
        );
      const known = requireModel(parts, connection);
      const profile = profiler.of(connection.id);
      return sources.scanFor(connection, known, async (signal) => {
        const sets = sources.sets(connection);
        const world = createWorld(parts, connection.id, sets, { model: known.model, profile });
        const { checked, problems } = await new CheckRun({
          world,
          profile,
          sets,
          selected: selectResources(world, resources),
          steps: buildSteps(known.model, connection.dependencies),
          ways: waysOf(connection.server),
          signal,
          onProgress: (looked) =>
            emit({ name: "check.progress", data: { connection: connection.uid, checked: looked } }),
        }).run();
        const view = new RecordView(parts, connection.id, known.model);
        const exampleOf = ({ line, record }: Problem) =>
          line ?? (record === undefined ? undefined : view.line(record)?.source);
        const at = new Date().toISOString();
        return {
          checked,
          problems: problems.map((problem) => ({
            ...showProblem(problem, connection.uid, at),
            ...withContact(profile.owners[problem.cause.about ?? ""]?.contact),
            ...withExample(exampleOf(problem)),
          })),
        };
      });
    },
  };
}

const withContact = (contact: string | undefined) => (contact === undefined ? {} : { contact });
const withExample = (example: Cause["example"]) => (example === undefined ? {} : { example });

function showProblem({ cause, failed, held, resources }: Problem, connection: string, at: string): Cause {
  const { fingerprint, kind, title, who, resource, about, topic } = cause;
  return {
    id: `check-${hash("sha256", fingerprint, "hex").slice(0, 12)}`,
    connection,
    kind,
    topic: topic ?? topicOfKind(kind),
    title,
    who,
    resources: resources.size > 0 ? [...resources] : [resource],
    records: failed,
    held,
    repaired: 0,
    releases: failed + held,
    ready: 0,
    ...(about !== undefined && { about }),
    firstSeen: at,
    lastSeen: at,
    found: "before sending",
  };
}
