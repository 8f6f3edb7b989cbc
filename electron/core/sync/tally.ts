import type { RecordState } from "../../../shared/domain/record.ts";
import type { RunResource } from "../../../shared/domain/run.ts";
import type { RecordEvent } from "./transitions.ts";

/** What one run has done so far; shared by its steps, read by the progress report. */
export interface Tally {
  planned: number;
  created: number;
  updated: number;
  /** Sent under another key than before, to the item that the server had. */
  keyChanged: number;
  /** Not sent: the server made them follow by itself. */
  followed: number;
  failed: number;
  blocked: number;
  waiting: number;
  unknown: number;
  deleted: number;
  /** Gone from the files, and the server keeps them. */
  undeleted: number;
  /** Records given to the sender. */
  sent: number;
  readonly steps: Map<string, Omit<RunResource, "resource">>;
  /** What is to be deleted, by resource. */
  readonly deletes: Map<string, { planned: number; done: number }>;
}

export const emptyTally = (): Tally => ({
  planned: 0,
  created: 0,
  updated: 0,
  keyChanged: 0,
  followed: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  deleted: 0,
  undeleted: 0,
  sent: 0,
  steps: new Map(),
  deletes: new Map(),
});

/** Of a resource of which nothing has an outcome yet. */
export const plannedStep = (planned: number) => ({ planned, done: 0, accepted: 0, refused: 0 });

const counters = { refuse: "failed", hold: "blocked", wait: "waiting", lose: "unknown" } as const;

/**
 * Counts what became of a record of a resource; accepted ones are counted by those who know how. `formerly`: what this run
 * has noted of it before, which counts no more. A person who waited and then was accepted counts once.
 */
export function countOutcome(
  tally: Tally,
  resource: string,
  event: RecordEvent,
  formerly: RecordState | undefined,
) {
  if (event in counters) tally[counters[event as keyof typeof counters]] += 1;
  const step = tally.steps.get(resource);
  if (step && event === "accept") step.accepted += 1;
  if (step && event === "refuse") step.refused += 1;
  if (formerly === "blocked" || formerly === "waiting") {
    tally[formerly] -= 1;
    return;
  }
  if (step) step.done += 1;
}

/** Counts what became of a record that was to be deleted. */
export function countDelete(tally: Tally, resource: string, event: RecordEvent) {
  if (event === "remove") tally.deleted += 1;
  else if (event === "retain") tally.undeleted += 1;
  else tally.unknown += 1;
  const step = tally.deletes.get(resource);
  if (step) step.done += 1;
}

/** Resources of which a part has an outcome. */
export const underWay = ({ steps, deletes }: Tally) =>
  [...steps, ...deletes]
    .filter(([, { planned, done }]) => done > 0 && done < planned)
    .map(([resource, { planned, done }]) => ({ resource, planned, done }));

/** Of every resource that had something to send. */
export const byResource = ({ steps }: Tally): RunResource[] =>
  [...steps].map(([resource, step]) => ({ resource, ...step }));

export const acceptedIn = ({ created, updated, keyChanged }: Tally) => created + updated + keyChanged;
export const doneIn = (tally: Tally) =>
  acceptedIn(tally) +
  tally.failed +
  tally.blocked +
  tally.waiting +
  tally.unknown +
  tally.deleted +
  tally.undeleted;

/** How far the deletions are; undefined where none are planned. */
export function deletesIn({ deletes }: Tally): { planned: number; done: number } | undefined {
  if (deletes.size === 0) return undefined;
  const sum = (of: "planned" | "done") => [...deletes.values()].reduce((total, part) => total + part[of], 0);
  return { planned: sum("planned"), done: sum("done") };
}
