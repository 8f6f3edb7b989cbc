import type { PushResult } from "../../../shared/domain/run.ts";
import { type AppError, exitStatusOf } from "../../../shared/errors.ts";
import { nothingLeft, stateFor } from "./push-result.ts";

/** Of a run that never began. */
export const resultOfNothing = (
  { run, connection }: { readonly run: number; readonly connection: number },
  reason: AppError,
): PushResult => ({
  run: String(run),
  connection: String(connection),
  state: stateFor(reason),
  reason: reason.message,
  exitStatus: exitStatusOf[reason.code],
  planned: 0,
  sent: { created: 0, updated: 0, unchanged: 0, deleted: 0, keyChanged: 0 },
  ...nothingLeft,
  requests: 0,
  tokens: 0,
  seconds: 0,
  perSecond: 0,
  peakConcurrency: 0,
  causes: [],
});
