import { AppError } from "../../../../shared/errors.ts";
import type { DistrictPlan } from "../plan.ts";
import { walkDistrict } from "../walk.ts";
import { type Candidate, drawCandidates } from "./candidates.ts";
import type { FaultCounts } from "./spec.ts";
import { type Effect, Trace } from "./trace.ts";

/** A fault that will be planted, and what it will do. */
export interface Choice {
  readonly candidate: Candidate;
  readonly effect: Readonly<Effect>;
}

/** At most this share of all records may hang on one fault: the others need room beside it. */
const largestShare = 0.02;
const roomAtLeast = 150;

/**
 * Chooses where to plant the wanted faults so that no record descends from two of them. Walks the district twice, with
 * flat memory. Throws AppError("invalid-input") when the district is too small for so many.
 */
export async function chooseFaults(
  plan: DistrictPlan,
  wanted: FaultCounts,
  signal: AbortSignal | undefined,
): Promise<readonly Choice[]> {
  const wantedInRecords = [...wanted].some(([kind, count]) => kind !== "unknown-resource" && count > 0);
  if (!wantedInRecords) return [];
  const records = new Map<string, number>();
  const count = (resource: string): void => {
    records.set(resource, (records.get(resource) ?? 0) + 1);
  };
  await walkDistrict(plan, count, { signal });
  const total = [...records.values()].reduce((sum, one) => sum + one, 0);
  const candidates = drawCandidates(wanted, records, plan.seed);
  const trace = new Trace(candidates, Math.max(roomAtLeast, Math.floor(total * largestShare)));
  await walkDistrict(plan, (resource, body) => trace.see(resource, body), { signal });
  return takeOneEach(candidates, trace, plan.students);
}

function takeOneEach(candidates: readonly Candidate[], trace: Trace, students: number): readonly Choice[] {
  const taken: Choice[] = [];
  for (const slot of new Set(candidates.map((one) => one.slot))) {
    const choice = candidates
      .filter((one) => one.slot === slot)
      .map((candidate) => ({ candidate, effect: trace.effects[candidate.id] }))
      .find(
        (one): one is Choice =>
          one.effect !== undefined &&
          !one.effect.unfit &&
          one.effect.affected > 0 &&
          !taken.some((other) => trace.conflict(one.candidate, other.candidate)),
      );
    if (choice === undefined) throw tooMany(students);
    taken.push(choice);
  }
  return taken;
}

const tooMany = (students: number): AppError =>
  new AppError(
    "invalid-input",
    `A district of ${students} students has no room for so many faults: two of them would touch the same record. Take more students or fewer faults.`,
  );
