import type { StageVerdict } from "../../../shared/domain/first-sync.ts";
import type { RecordState } from "../../../shared/domain/record.ts";
import { type Stage, stages } from "../../../shared/domain/stage.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { freshIn } from "../sync/candidates.ts";
import { collectionsOf, type World } from "../sync/world.ts";
import { countHeldLater } from "./holds.ts";
import { judgeStage, type StageFigures } from "./verdict.ts";

/** What a connection's files hold, by stages. */
export interface StagePlan {
  readonly world: World;
  /** Paths of the resources that are sent and of which the files hold records, in dependency order. */
  readonly resources: readonly { readonly path: string; readonly stage: Stage; readonly records: number }[];
}

export const resourcesIn = ({ resources }: StagePlan, stage: Stage): string[] =>
  resources.filter((one) => one.stage === stage).map(({ path }) => path);

export const recordsIn = ({ resources }: StagePlan, stage: Stage): number =>
  resources.reduce((sum, one) => sum + (one.stage === stage ? one.records : 0), 0);

const mostCauses = 1000;

/**
 * How a stage stands that was sent. Only kept counts are read; `holds` finds out what its causes hold of later stages, where
 * somebody has to decide by that.
 */
export async function verdictOf(
  plan: StagePlan,
  stage: Stage,
  holds: Holds | undefined,
): Promise<StageVerdict> {
  const paths = resourcesIn(plan, stage);
  const { causes, states, sets } = plan.world.stores;
  const failedOf = (cause: number) =>
    states.failedIn(cause).flatMap((collection) => sets.collection(collection)?.resource ?? []);
  const found = causes
    .open(plan.world.connection, mostCauses)
    // Who waits for an association goes again by himself.
    .filter(({ kind }) => kind !== "waiting")
    .filter(({ id, resource }) => [resource, ...failedOf(id)].some((path) => paths.includes(path)));
  const later = await holds?.of(plan, stage, found);
  return judgeStage({
    ...countsOf(plan.world, paths),
    causes: found.map(({ id, title, who, failed, held }) => ({
      id: String(id),
      title,
      who,
      records: failed,
      releases: failed + held,
      holds: held + (later?.get(id) ?? 0),
    })),
  });
}

const figureOf: Partial<Record<RecordState, "accepted" | "refused" | "held" | "waiting" | "left">> = {
  sent: "accepted",
  failed: "refused",
  blocked: "held",
  waiting: "waiting",
  changed: "left",
  unknown: "left",
};

function countsOf(world: World, paths: readonly string[]): Omit<StageFigures, "causes"> {
  const counts = { accepted: 0, refused: 0, held: 0, waiting: 0, left: 0 };
  for (const collection of paths.flatMap((path) => collectionsOf(world, path))) {
    counts.left += freshIn(world, collection);
    for (const { state, n } of world.stores.states.countsOf(world.connection, collection.id)) {
      const figure = figureOf[state];
      if (figure) counts[figure] += n;
    }
  }
  return counts;
}

/** What causes hold of later stages. It takes a reading of all keys, and is kept until something of the stage changes. */
export class Holds {
  readonly #known = new Map<number, { readonly of: string; readonly counts: ReadonlyMap<number, number> }>();

  async of(
    plan: StagePlan,
    stage: Stage,
    causes: readonly StoredCause[],
  ): Promise<ReadonlyMap<number, number>> {
    const { world, resources } = plan;
    const of = JSON.stringify([stage, resources, causes.map(({ id, failed, held }) => [id, failed, held])]);
    const known = this.#known.get(world.connection);
    if (known?.of === of) return known.counts;
    const later = resources.filter((one) => stages.indexOf(one.stage) > stages.indexOf(stage));
    const counts = await countHeldLater(
      world,
      causes.map(({ id }) => id),
      later.map(({ path }) => path),
    );
    this.#known.set(world.connection, { of, counts });
    return counts;
  }
}
