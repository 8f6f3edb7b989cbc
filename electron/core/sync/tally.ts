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

/** Resources of which a part has an outcome. */
export const underWay = ({ steps }: Tally) =>
  [...steps]
    .filter(([, { planned, done }]) => done > 0 && done < planned)
    .map(([resource, { planned, done }]) => ({ resource, planned, done }));

const acceptedIn = ({ created, updated }: Tally) => created + updated;
export const doneIn = (tally: Tally) =>
  acceptedIn(tally) + tally.failed + tally.blocked + tally.waiting + tally.unknown;
