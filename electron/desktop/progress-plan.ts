import type { ProgressBarOptions } from "electron";
import { type Standing, shareOf } from "./standing.ts";

/** What window.setProgressBar is given. */
export interface BarPlan {
  readonly value: number;
  readonly mode: ProgressBarOptions["mode"];
}

const noBar: BarPlan = { value: -1, mode: "none" };
/** Above 1: how far it is cannot be said. */
const unknown = 2;

/**
 * The bar in the taskbar or the dock: how far sending is; held up while a server does not answer or sending is paused in the
 * middle; in red when it ended before its time, until somebody looks. Pure.
 */
export function planBar(standing: Standing): BarPlan {
  const sending = standing?.filter(({ isSending }) => isSending) ?? [];
  if (sending.length > 0) {
    const share = shareOf(sending);
    const isHeldUp = sending.every(({ progress }) => progress?.downSince !== undefined);
    if (isHeldUp) return { value: share ?? 1, mode: "paused" };
    return share === undefined ? { value: unknown, mode: "indeterminate" } : { value: share, mode: "normal" };
  }
  if (standing?.some(({ hasFailed }) => hasFailed)) return { value: 1, mode: "error" };
  const paused = standing?.filter(({ isPaused, progress }) => isPaused && progress !== undefined) ?? [];
  const share = paused.length === 0 ? undefined : shareOf(paused);
  return share === undefined ? noBar : { value: share, mode: "paused" };
}
