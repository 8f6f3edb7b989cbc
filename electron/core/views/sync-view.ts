import { type Profile, whyUnsent } from "../../../shared/domain/profile.ts";
import { stages } from "../../../shared/domain/stage.ts";
import type { SyncLine, SyncView } from "../../../shared/domain/sync.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { buildSteps } from "../model/dependencies.ts";
import { stagesOf } from "../model/stages.ts";
import type { Model } from "../model/types.ts";
import { eventDateOf } from "../sync/event-dates.ts";
import type { Pushes } from "../sync/pushes.ts";
import type { ViewStores } from "./record-view.ts";
import { resourceStatus } from "./status-view.ts";

interface SyncParts {
  readonly stores: ViewStores;
  readonly pushes: Pushes;
  readonly sets: readonly number[];
  readonly model: Model | undefined;
  readonly profile: Profile;
}

/** Of so many causes it is looked up which resources they reach; a list of more helps nobody. */
const causesLooked = 500;

/** How each resource of a connection stands, also while it is being sent. Only kept counts and indexes are read. */
export function showSync(connection: StoredConnection, parts: SyncParts): SyncView {
  const { stores, pushes, sets, model, profile } = parts;
  if (!model) return { connection: connection.uid, lines: [] };
  const stageOf = stagesOf(buildSteps(model, connection.dependencies));
  const resources = new Map(model.resources.map((resource) => [resource.path, resource]));
  const causes = causesByResource(stores, connection.id, sets);
  const runs = new Map(pushes.resourcesOf(connection.id).map(({ resource, ...run }) => [resource, run]));
  const lines = resourceStatus(connection, { stores, sets, model }).map((status): SyncLine => {
    const resource = resources.get(status.resource);
    const unsent = resource && whyUnsent(profile, resource);
    const date = resource && eventDateOf(resource)?.name;
    const run = runs.get(status.resource);
    return {
      ...status,
      stage: stageOf.get(status.resource) ?? "foundation",
      ...(unsent !== undefined && { unsent }),
      ...(date !== undefined && { date }),
      ...causesOf(causes.get(status.resource) ?? []),
      ...(run && { run }),
    };
  });
  const position = ({ stage }: SyncLine) => stages.indexOf(stage);
  return {
    connection: connection.uid,
    lines: lines.toSorted((one, other) => position(one) - position(other)),
  };
}

interface Reach {
  readonly cause: StoredCause;
  readonly holds: boolean;
}

/** Most releasing first. */
function causesByResource(
  stores: ViewStores,
  connection: number,
  sets: readonly number[],
): Map<string, Reach[]> {
  const resourceOf = new Map(
    sets.flatMap((set) => stores.sets.collections(set).map(({ id, resource }) => [id, resource] as const)),
  );
  const found = new Map<string, Reach[]>();
  const add = (resource: string, reach: Reach) => {
    const known = found.get(resource) ?? [];
    if (known.some(({ cause }) => cause === reach.cause)) return;
    found.set(resource, [...known, reach]);
  };
  for (const cause of stores.causes.open(connection, causesLooked)) {
    if (cause.kind === "rejected-line") add(cause.resource, { cause, holds: false });
    for (const { collection, state } of stores.states.reachOf(cause.id)) {
      const resource = resourceOf.get(collection);
      if (resource !== undefined) add(resource, { cause, holds: state === "blocked" || state === "waiting" });
    }
  }
  return found;
}

function causesOf(reaches: readonly Reach[]): Pick<SyncLine, "causes" | "cause" | "blockedBy"> {
  const [first] = reaches;
  const holding = reaches.find(({ holds }) => holds);
  return {
    causes: reaches.length,
    ...(first && { cause: titleOf(first.cause) }),
    ...(holding && { blockedBy: titleOf(holding.cause) }),
  };
}

const titleOf = ({ id, title }: StoredCause) => ({ id: String(id), title });
