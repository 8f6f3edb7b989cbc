import type { Handlers } from "../../../shared/contract.ts";
import { choosesRecords, type Foreseen, type PushRequest } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { foreseenIn, look } from "../check/look.ts";
import { Steps } from "../check/steps.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import { buildSteps } from "../model/dependencies.ts";
import { type Parts, requireModel } from "../parts.ts";
import { asksForDeletes, planDeletes } from "../sync/deletes/delete-plan.ts";
import { readChanges } from "../sync/keychanges/open-changes.ts";
import { plannedIn, previewOf } from "../sync/plan.ts";
import { bytesOf } from "../sync/selection-counts.ts";
import { type Intent, readIntent } from "../sync/selection-plan.ts";
import { selectionInWords } from "../sync/selection-words.ts";
import { createWorld } from "../sync/world.ts";

type PushCommands =
  | "push.start"
  | "push.preview"
  | "push.cancel"
  | "runs.list"
  | "runs.show"
  | "runs.result"
  | "runs.progress";

export function createPushHandlers(parts: Parts): Pick<Handlers, PushCommands> {
  const { service, sources, pushes, submissions, runs, profiler, firstSyncs, host } = parts;
  return {
    "push.start": (request) => {
      const connection = service.find(request.connection);
      requireOpen(connection);
      requireKey(connection, parts.secrets);
      requireChoice(request);
      const beside = firstSyncs.admit(connection, request, host);
      return submissions.submit(connection.id, request, host, { beside });
    },
    "push.preview": async (request) => {
      const connection = service.find(request.connection);
      requireOpen(connection);
      const { model, modelId } = requireModel(parts, connection);
      requireChoice(request);
      if (request.read) await sources.scan(connection, { model, modelId }, () => {}, "preview");
      const world = createWorld(parts, connection.id, sources.sets(connection), {
        model,
        profile: profiler.of(connection.id),
        schools: connection.settings.schools,
      });
      const { signal } = new AbortController();
      const intent = await readIntent(world, request, signal);
      const lists = sources.completeLists(connection);
      const rejected = sources.sets(connection).reduce((sum, set) => sum + parts.sets.rejectedCount(set), 0);
      return {
        ...previewOf(intent.pending, buildSteps(model, connection.dependencies), {
          force: request.force,
          rejected,
        }),
        ...countChanges(intent),
        ...(intent.counts && {
          selection: selectionInWords(world, request, intent.selected),
          bytes: bytesOf(intent.counts, request.force),
        }),
        ...(asksForDeletes(request) && {
          deletes: (await planDeletes({ world, request, selected: intent.selected, lists, signal })).plan,
        }),
        ...(request.check && { foreseen: await foresee(parts, connection, intent, request) }),
      };
    },
    "push.cancel": ({ run }) => {
      submissions.cancelRun(run);
    },
    "runs.list": ({ connection, limit }) => runs.list(service.find(connection).id, limit).map(pushes.shown),
    "runs.show": ({ run }) => pushes.show(Number(run)),
    "runs.result": ({ run }) => pushes.result(run),
    "runs.progress": () => pushes.progress(),
  };
}

/** What of it the check's rules say that the server would refuse. */
function foresee(
  parts: Parts,
  connection: StoredConnection,
  { world, selected, pending }: Intent,
  { force }: PushRequest,
): Promise<Foreseen> {
  const { sources, profiler, emit } = parts;
  const { model } = requireModel(parts, connection);
  const planned = pending.reduce((sum, of) => sum + plannedIn(of, force), 0);
  return sources.during(connection, "preview", async (signal) => {
    const steps = new Steps({ connection: connection.uid, of: "preview" }, emit);
    try {
      const { problems } = await look({
        connection,
        model,
        profile: profiler.of(connection.id),
        sets: sources.sets(connection),
        world,
        selected,
        force,
        recordsOnly: true,
        signal,
        onProgress: (checked) => steps.look(checked, planned),
      });
      return foreseenIn(problems);
    } finally {
      steps.end();
    }
  });
}

/** What others changed is overwritten record by record, never in passing. */
function requireChoice(request: PushRequest) {
  if (!request.overwrite || choosesRecords(request)) return;
  throw new AppError(
    "invalid-input",
    "Say which records are to overwrite what somebody else changed: choose records, a cause, schools or days.",
  );
}

/** Of what would be sent, the records whose keys changed. */
function countChanges({ world, selected }: Intent) {
  const changes = readChanges(world).filter(({ resource }) => selected.has(resource));
  const renamed = changes.filter(({ how }) => how === "rename").length;
  const held = changes.filter(({ how, confirmedAt }) => how === "recreate" && confirmedAt === null).length;
  return { ...(renamed > 0 && { keyChanged: renamed }), ...(held > 0 && { keyChangesHeld: held }) };
}
