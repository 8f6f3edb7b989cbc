import type { ConnectionStatus } from "../../shared/contract.ts";
import { markedName } from "../../shared/domain/practice-facts.ts";
import type { Run, RunProgress } from "../../shared/domain/run.ts";
import { counted } from "../../shared/sentence-numbers.ts";

/** How a connection that is not closed stands, as far as menu, tray and taskbar tell of it. */
export interface ConnectionStanding {
  readonly id: string;
  readonly name: string;
  /** Causes that are open. */
  readonly causes: number;
  /** It sends by stages: "Send now" leads to them. */
  readonly isFirst: boolean;
  readonly isPaused: boolean;
  /** It sends by itself. */
  readonly hasSchedule: boolean;
  readonly isSending: boolean;
  /** How far that is, or how far it was when a pause ended it. */
  readonly progress?: RunProgress;
  /** What was sent last ended before its time, and nobody has looked since. */
  readonly hasFailed: boolean;
}

/** What everything outside of the page is made of. Undefined: the core was not asked yet. */
export type Standing = readonly ConnectionStanding[] | undefined;

/** What was heard of the runs since the start, by connection. */
export interface Heard {
  readonly progress: ReadonlyMap<string, RunProgress>;
  readonly failed: ReadonlySet<string>;
}

export const nothingHeard: Heard = { progress: new Map(), failed: new Set() };

/** Pure. */
export function hearProgress({ progress, failed }: Heard, said: RunProgress): Heard {
  if (said.phase === "ended") return { progress, failed };
  return { failed, progress: new Map(progress).set(said.connection, said) };
}

/** A run that was cancelled keeps how far it was: it may have been a pause. Pure. */
export function hearRun({ progress, failed }: Heard, { connection, state }: Run): Heard {
  const kept = state === "cancelled" ? progress : without(progress, connection);
  const others = new Set([...failed].filter((id) => id !== connection));
  if (state === "stopped" || state === "crashed") others.add(connection);
  // What has yet to begin says nothing about what is under way.
  return state === "queued" ? { progress, failed } : { progress: kept, failed: others };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([one]) => one !== key));
}

/** `scheduled`: connections that have a schedule. Pure. */
export function standingOf(
  statuses: readonly ConnectionStatus[],
  scheduled: ReadonlySet<string>,
  { progress, failed }: Heard,
): readonly ConnectionStanding[] {
  return statuses
    .filter(({ connection }) => connection.closedAt === undefined)
    .map(({ connection, causes, firstSync, pausedAt, running }) => {
      const { id } = connection;
      const told = running || pausedAt !== undefined ? progress.get(id) : undefined;
      return {
        id,
        name: markedName(connection),
        causes,
        isFirst: firstSync === true,
        isPaused: pausedAt !== undefined,
        hasSchedule: scheduled.has(id),
        isSending: running,
        ...(told && { progress: told }),
        hasFailed: failed.has(id),
      };
    });
}

export const isSending = (standing: Standing): boolean =>
  standing?.some((connection) => connection.isSending) === true;

/** Something goes on without anybody at the window. */
export const worksAlone = (standing: Standing): boolean =>
  standing?.some(({ hasSchedule, isPaused, isSending: sends }) => sends || (hasSchedule && !isPaused)) ===
  true;

export const causesOf = (standing: Standing): number =>
  standing?.reduce((sum, { causes }) => sum + causes, 0) ?? 0;

/** In a few words: what is going on, else what is wanting. Pure. */
export function standingWords(standing: Standing): string {
  if (standing === undefined) return "Starting";
  if (standing.length === 0) return "No connection yet";
  const sending = standing.filter((connection) => connection.isSending);
  const [only] = sending;
  if (sending.length > 1) return `Sending to ${sending.length} connections${shareWords(sending)}`;
  if (only) return sendingWords(only, standing.length > 1);
  if (standing.every(({ isPaused }) => isPaused)) return "Paused";
  const causes = causesOf(standing);
  if (causes > 0) return causes === 1 ? "1 cause needs you" : `${counted(causes)} causes need you`;
  const paused = standing.filter(({ isPaused }) => isPaused).length;
  return paused === 0 ? "In step" : `In step, ${paused} of ${standing.length} connections paused`;
}

function sendingWords({ name, progress }: ConnectionStanding, isOneOfSeveral: boolean): string {
  const to = isOneOfSeveral ? ` to ${name}` : "";
  if (progress?.downSince !== undefined) return `The server${to && ` of ${name}`} does not answer`;
  if (progress?.phase === "reading") return `Reading files${to && ` for ${name}`}`;
  if (progress?.phase !== "sending") return `Starting to send${to}`;
  const [resource] = progress.sending.map((one) => one.resource.split("/").at(-1));
  return `Sending ${resource ?? "records"}${to}: ${counted(progress.done)} of ${counted(progress.planned)}`;
}

function shareWords(sending: readonly ConnectionStanding[]): string {
  const share = shareOf(sending);
  return share === undefined ? "" : `: ${Math.floor(share * 100)} %`;
}

/** How much of all that is planned has an outcome, from 0 to 1; undefined while nobody knows. Pure. */
export function shareOf(connections: readonly ConnectionStanding[]): number | undefined {
  const told = connections.flatMap(({ progress }) => (progress?.phase === "sending" ? progress : []));
  const planned = told.reduce((sum, one) => sum + one.planned, 0);
  if (told.length < connections.length || planned === 0) return undefined;
  return Math.min(1, told.reduce((sum, { done }) => sum + done, 0) / planned);
}
