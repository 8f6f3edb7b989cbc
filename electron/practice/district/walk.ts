import { setImmediate } from "node:timers/promises";
import { AppError } from "../../../shared/errors.ts";
import { districtSteps } from "./district.ts";
import type { DistrictPlan } from "./plan.ts";
import type { Emit } from "./record.ts";
import { withSample } from "./sample.ts";

/** Steps between two looks at the signal, and at whatever else this process has to do. */
const stepsAtOnce = 50;

/**
 * Walks through a whole district, record by record; `rest` is awaited between steps, so that a writer can keep pace.
 * Throws AppError("cancelled") when the signal says so.
 */
export async function walkDistrict(
  plan: DistrictPlan,
  emit: Emit,
  { signal, rest }: { readonly signal?: AbortSignal | undefined; readonly rest?: () => Promise<void> } = {},
): Promise<void> {
  let steps = 0;
  const write = plan.extensions.includes("sample") ? withSample(plan.seed, emit) : emit;
  for (const _ of districtSteps(plan, write)) {
    steps += 1;
    if (steps % stepsAtOnce === 0) {
      if (signal?.aborted === true)
        throw new AppError("cancelled", "The district was not finished: it was stopped.");
      await setImmediate();
    }
    await rest?.();
  }
}
