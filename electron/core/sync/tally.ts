import type { RecordState } from "../../../shared/domain/record.ts";
import type { RecordEvent } from "./transitions.ts";

/** What one run has done so far; shared by its steps, read by the progress report. */
export interface Tally {
  planned: number;
  created: number;
  updated: number;
  failed: number;
  blocked: number;
  waiting: number;
  unknown: number;
  /** Records given to the sender. */
  sent: number;
  readonly steps: Map<string, { planned: number; done: number }>;
}

export const emptyTally = (): Tally => ({
  planned: 0,
  created: 0,
  updated: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  sent: 0,
  steps: new Map(),
});

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
  if (formerly === "blocked" || formerly === "waiting") {
    tally[formerly] -= 1;
    return;
  }
  const step = tally.steps.get(resource);
  if (step) step.done += 1;
}

/** Resources of which a part has an outcome. */
export const underWay = ({ steps }: Tally) =>
  [...steps]
    .filter(([, { planned, done }]) => done > 0 && done < planned)
    .map(([resource, { planned, done }]) => ({ resource, planned, done }));

const acceptedIn = ({ created, updated }: Tally) => created + updated;
export const doneIn = (tally: Tally) =>
  acceptedIn(tally) + tally.failed + tally.blocked + tally.waiting + tally.unknown;
