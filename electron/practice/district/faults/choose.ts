import { AppError } from "../../../../shared/errors.ts";
import type { DistrictPlan } from "../plan.ts";
import { walkDistrict } from "../walk.ts";
import { type Candidate, Drawing, type Survey, type Wish } from "./candidates.ts";
import { sitesOf } from "./sites.ts";
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
 * Chooses where to plant the wanted faults so that no record descends from two of them. Walks the district twice; memory
 * grows with what the faults harm alone. Throws AppError("invalid-input") when the district is too small for so many.
 */
export async function chooseFaults(
  plan: DistrictPlan,
  wanted: FaultCounts,
  signal: AbortSignal | undefined,
): Promise<readonly Choice[]> {
  const wantedInRecords = [...wanted].some(([kind, count]) => kind !== "unknown-resource" && count > 0);
  if (!wantedInRecords) return [];
  const drawing = new Drawing(plan.seed);
  const school = (wanted.get("refused-school") ?? 0) > 0 ? [drawing.school()] : [];
  const survey = await surveyDistrict(plan, { drawing, uses: wanted.get("unmapped-code") ?? 0, signal });
  const wishes = [...school, ...drawing.rest(wanted, survey)];
  const total = [...survey.records.values()].reduce((sum, one) => sum + one, 0);
  const limit = Math.max(roomAtLeast, Math.floor(total * largestShare));
  const trace = new Trace(drawing.candidates, limit);
  await walkDistrict(plan, (resource, body) => void trace.see(resource, body), { signal });
  return takeAll(wishes, trace, plan.students);
}

interface SurveyOptions {
  readonly drawing: Drawing;
  /** Of one more code. */
  readonly uses: number;
  readonly signal: AbortSignal | undefined;
}

/** Counts records, and finds those that what is drawn so far leaves alone. */
async function surveyDistrict(plan: DistrictPlan, { drawing, uses, signal }: SurveyOptions): Promise<Survey> {
  const records = new Map<string, number>();
  const free: number[] = [];
  const trace = drawing.candidates.length === 0 ? undefined : new Trace(drawing.candidates, 0);
  const [site] = sitesOf["unmapped-code"];
  const see = (resource: string, body: object): void => {
    const ordinal = records.get(resource) ?? 0;
    records.set(resource, ordinal + 1);
    const harmed = trace?.see(resource, body) ?? false;
    if (uses > 0 && !harmed && resource === site?.resource) free.push(ordinal);
  };
  await walkDistrict(plan, see, { signal });
  return { records, free };
}

function takeAll(wishes: readonly Wish[], trace: Trace, students: number): readonly Choice[] {
  const taken: Choice[] = [];
  for (const { count, faults, apart = false } of wishes) {
    const before = taken.length;
    for (const ways of faults) {
      if (taken.length - before === count) break;
      const choice = ways
        .map((candidate) => ({ candidate, effect: trace.effects[candidate.id] }))
        .find((one): one is Choice => fits(one, taken, trace, apart));
      if (choice !== undefined) taken.push(choice);
    }
    if (taken.length - before < count) throw tooMany(students);
  }
  return taken;
}

function fits(
  { candidate, effect }: { readonly candidate: Candidate; readonly effect: Effect | undefined },
  taken: readonly Choice[],
  trace: Trace,
  apart: boolean,
): boolean {
  if (effect === undefined || effect.unfit || effect.affected === 0) return false;
  return !taken.some(
    (other) => trace.conflict(candidate, other.candidate) || (apart && looksLike(candidate, other.candidate)),
  );
}

const looksLike = (one: Candidate, other: Candidate): boolean =>
  one.kind === other.kind &&
  one.site.resource === other.site.resource &&
  one.site.member === other.site.member;

const tooMany = (students: number): AppError =>
  new AppError(
    "invalid-input",
    `A district of ${students} students has no room for so many faults: two of them would touch the same record. Take more students or fewer faults.`,
  );
