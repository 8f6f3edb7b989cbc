import type { Stage } from "../shared/domain/stage.ts";
import type { SyncLine } from "../shared/domain/sync.ts";

/** How far the push that is under way has come with a resource. */
export interface Sending {
  readonly planned: number;
  readonly done: number;
}

/** Records of one resource, or of several, by what a steward asks of them. */
export interface Figures {
  readonly toSend: number;
  /** Held back by a cause, or waiting for a right. */
  readonly held: number;
  readonly refused: number;
  /** By the push that is under way, or else by the last one. */
  readonly accepted: number;
  /** With the server as they are in the files, before that push. */
  readonly unchanged: number;
}

export type SyncRow =
  | { readonly key: string; readonly stage: Stage; readonly figures: Figures }
  | {
      readonly key: string;
      readonly line: SyncLine;
      readonly figures: Figures;
      readonly sending: Sending | undefined;
    };

export function figuresOf({ counts, run, unsent }: SyncLine): Figures {
  const accepted = Math.min(run?.accepted ?? 0, counts.sent);
  const left = counts.new + counts.changed + counts.unknown + counts.sending;
  return {
    toSend: unsent === undefined ? left : 0,
    held: counts.blocked + counts.waiting + counts["delete-pending"],
    refused: counts.failed,
    accepted,
    unchanged: counts.sent - accepted,
  };
}

export function sumOf(figures: readonly Figures[]): Figures {
  const sum = (of: (figures: Figures) => number) => figures.reduce((total, each) => total + of(each), 0);
  return {
    toSend: sum(({ toSend }) => toSend),
    held: sum(({ held }) => held),
    refused: sum(({ refused }) => refused),
    accepted: sum(({ accepted }) => accepted),
    unchanged: sum(({ unchanged }) => unchanged),
  };
}

interface Filter {
  readonly search: string;
  /** Only those of which something is to be sent, held, refused or on its way. */
  readonly busyOnly: boolean;
}

/** Lines under the headings of their stages, in the order in which they are sent. `sending`: by resource. Pure. */
export function syncRows(
  lines: readonly SyncLine[],
  sending: ReadonlyMap<string, Sending>,
  { search, busyOnly }: Filter,
): SyncRow[] {
  const wanted = search.trim().toLowerCase().replaceAll(" ", "");
  const shown = lines
    .map((line) => ({
      key: line.resource,
      line,
      figures: figuresOf(line),
      sending: sending.get(line.resource),
    }))
    .filter(
      ({ line, figures, sending: now }) =>
        line.resource.toLowerCase().includes(wanted) && (!busyOnly || now !== undefined || isBusy(figures)),
    );
  return [...Map.groupBy(shown, ({ line }) => line.stage)].flatMap(([stage, rows]): SyncRow[] => [
    { key: `stage ${stage}`, stage, figures: sumOf(rows.map(({ figures }) => figures)) },
    ...rows,
  ]);
}

const isBusy = ({ toSend, held, refused }: Figures) => toSend + held + refused > 0;

const stageTitles: Readonly<Record<Stage, string>> = {
  foundation: "Foundation",
  schedule: "Schedule",
  people: "People",
  enrolment: "Enrolment",
  daily: "Daily",
};

export const stageTitle = (stage: Stage) => stageTitles[stage];
