import type { ConnectionStatus } from "../shared/contract.ts";
import { clockTime, count, counted } from "./format.ts";
import { momentWords } from "./schedule-draft.ts";

/** By the clock of this computer. Pure. */
export function greeting(hour: number): string {
  if (hour < 5) return "Good evening.";
  if (hour < 12) return "Good morning.";
  return hour < 18 ? "Good afternoon." : "Good evening.";
}

/** What needs a person. While a push runs nobody knows yet that nothing will be needed. Pure. */
export function needWords(statuses: readonly ConnectionStatus[], isSending: boolean): string {
  const causes = statuses.reduce((sum, status) => sum + status.causes, 0);
  if (causes > 0) return `${counted(causes, "cause needs", "causes need")} you.`;
  if (isSending) return "Sending.";
  // Nothing but a person takes it further.
  const [first, ...others] = statuses.filter(
    ({ connection, firstSync }) => firstSync && connection.closedAt === undefined,
  );
  if (!first) return "Nothing needs you.";
  return others.length === 0
    ? `The first sync of ${first.connection.name} waits for you.`
    : `${count(others.length + 1)} first syncs wait for you.`;
}

/** "12,480 sent today, 3 causes hold 45,012"; `sent` and `held` in records. Pure. */
export function dayInWords({ causes, held, sent }: { causes: number; held: number; sent: number }): string {
  const today = sent === 0 ? "Nothing sent today" : `${count(sent)} sent today`;
  if (causes === 0) return today;
  return `${today}, ${counted(causes, "cause holds", "causes hold")} ${count(held)}`;
}

/** When it sends next, or why it does not by itself. Undefined: nothing is to be said. Pure. */
export function nextInWords({ connection, nextBatch, pausedAt, firstSync }: ConnectionStatus, now: number) {
  if (connection.closedAt !== undefined) return undefined;
  if (pausedAt !== undefined) return `paused since ${momentWords(pausedAt, now)}`;
  if (firstSync) return "its first sync is yet to be finished";
  return nextBatch === undefined ? "sent by hand" : `next batch ${momentWords(nextBatch, now)}`;
}

const serverDown = 4;

interface ApiHealth {
  readonly isGood: boolean;
  readonly words: string;
}

/** What is known of the server, of the last time that it was needed. Pure. */
export function apiHealth(
  { connection, lastRun }: ConnectionStatus,
  now: number,
  downSince?: string,
): ApiHealth | undefined {
  const { server, closedAt } = connection;
  if (closedAt !== undefined || server === undefined) return undefined;
  if (downSince !== undefined) return { isGood: false, words: `API down since ${clockTime(downSince)}` };
  const at = lastRun?.endedAt;
  if (lastRun?.result?.exitStatus === serverDown && at !== undefined && at > server.seenAt)
    return { isGood: false, words: `API did not answer, ${momentWords(at, now)}` };
  return { isGood: true, words: `API answered, ${momentWords(server.seenAt, now)}` };
}
