import type { PushPreview } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Step } from "../model/types.ts";
import { freshIn } from "./candidates.ts";
import type { World } from "./world.ts";

/** What one resource of a connection has to send. */
export interface Pending {
  readonly resource: string;
  readonly fresh: number;
  /** Changed since it was accepted or refused. */
  readonly changed: number;
  /** Held, waiting or of unknown outcome: looked at again by every push. */
  readonly again: number;
  /** Everything that is in the files, of schools that are sent, for a forced push. */
  readonly records: number;
}

/**
 * The steps of a push, in dependency order. Pure: the server's steps without those of resources that have nothing to do;
 * what depended on such a step depends on what that step depended on. `wanted`: undefined means every resource.
 */
export function planSteps(steps: readonly Step[], busy: ReadonlySet<string>): Step[] {
  const passedOn = new Map<string, readonly string[]>();
  const planned: Step[] = [];
  for (const step of [...steps].sort((a, b) => a.order - b.order)) {
    const after = [...new Set(step.after.flatMap((id) => passedOn.get(id) ?? []))];
    if (!busy.has(step.resource)) {
      passedOn.set(step.id, after);
      continue;
    }
    passedOn.set(step.id, [step.id]);
    planned.push({ ...step, after });
  }
  return planned;
}

/** What each resource of the connection's sources has to send. Only counts are read. */
export function readPending(world: World): Pending[] {
  const byResource = new Map<string, Pending>();
  for (const collection of world.collections) {
    const counts = new Map(
      world.stores.states.countsOf(world.connection, collection.id).map(({ state, n }) => [state, n]),
    );
    const of = (...states: ("changed" | "blocked" | "waiting" | "unknown")[]) =>
      states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
    const known = byResource.get(collection.resource) ?? { fresh: 0, changed: 0, again: 0, records: 0 };
    byResource.set(collection.resource, {
      resource: collection.resource,
      fresh: known.fresh + freshIn(world, collection),
      changed: known.changed + of("changed"),
      again: known.again + of("blocked", "waiting", "unknown"),
      records:
        known.records +
        (world.stores.sets.collection(collection.id)?.records ?? 0) -
        (counts.get("outside") ?? 0),
    });
  }
  return [...byResource.values()];
}

export const plannedIn = ({ fresh, changed, again, records }: Pending, force: boolean) =>
  force ? records : fresh + changed + again;

/**
 * The resources that a push is about: names as a steward writes them ("students", "/ed-fi/students") to paths, or all that
 * the profile sends. Throws AppError("not-found"), and "conflict" for one that the profile does not send.
 */
export function selectResources(world: World, names: readonly string[] | undefined): ReadonlySet<string> {
  const { unsent } = world;
  if (names === undefined) return new Set([...world.resources.keys()].filter((path) => !unsent.has(path)));
  const paths = [...world.resources.values()];
  return new Set(
    names.map((name) => {
      const found = paths.find((resource) =>
        [resource.path, resource.name].some((known) => known.toLowerCase() === name.toLowerCase()),
      );
      if (!found)
        throw new AppError(
          "not-found",
          `This server has no resource "${name}". Write its name as in the API, such as studentSchoolAssociations.`,
        );
      if (unsent.has(found.path))
        throw new AppError(
          "conflict",
          `This connection's profile does not send ${found.name}. Change the profile first.`,
        );
      return found.path;
    }),
  );
}

/** What a push would do, in dependency order. */
export function previewOf(
  pending: readonly Pending[],
  steps: readonly Step[],
  { force, rejected }: { force: boolean; rejected: number },
): PushPreview {
  const orders = new Map(
    steps.filter(({ operation }) => operation === "create").map(({ resource, order }) => [resource, order]),
  );
  const resources = pending
    .filter((of) => plannedIn(of, force) > 0)
    .map(({ resource, fresh, changed, again, records }) => ({
      resource,
      order: orders.get(resource) ?? 0,
      new: fresh,
      changed,
      again: force ? records - fresh - changed : again,
    }))
    .sort((a, b) => a.order - b.order || (a.resource < b.resource ? -1 : 1));
  const planned = pending.reduce((sum, of) => sum + plannedIn(of, force), 0);
  const records = pending.reduce((sum, of) => sum + of.records, 0);
  return { planned, unchanged: records - planned, resources, rejected };
}
