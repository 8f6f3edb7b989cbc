import type { CodeLine, MappingChange } from "../shared/domain/descriptor.ts";

/** Mappings that a person chose and has not saved. */
export interface MappingDraft {
  readonly changes: ReadonlyMap<string, DraftedMapping>;
  /** What `changes` was before each step. */
  readonly past: readonly ReadonlyMap<string, DraftedMapping>[];
}

export interface DraftedMapping extends MappingChange {
  /** Records that use the code. */
  readonly uses: number;
  /** The code held its records when it was chosen for. */
  readonly releases: boolean;
}

export interface Choice {
  readonly line: CodeLine;
  /** null: no mapping. */
  readonly uri: string | null;
}

export const noDraft: MappingDraft = { changes: new Map(), past: [] };
const mostSteps = 200;

export const keyOf = ({ type, code }: Pick<MappingChange, "type" | "code">): string => `${type} ${code}`;

/** Records that use it are held, or will be refused: it needs a person. */
export const needsMapping = ({ state, lost }: CodeLine): boolean => state === "unmapped" || lost === true;

/** One step, however many choices: one undo takes them all back. Pure. */
export function choose(draft: MappingDraft, choices: readonly Choice[]): MappingDraft {
  const changes = new Map(draft.changes);
  for (const { line, uri } of choices) {
    const { type, code, uses } = line;
    if (uri === savedTarget(line)) changes.delete(keyOf(line));
    else changes.set(keyOf(line), { type, code, uri, uses, releases: needsMapping(line) });
  }
  return step(draft, changes);
}

const savedTarget = ({ state, target }: CodeLine) => (state === "mapped" ? (target ?? null) : null);

/** As it was before the last step. Pure. */
export function undo({ changes, past }: MappingDraft): MappingDraft {
  return { changes: past.at(-1) ?? changes, past: past.slice(0, -1) };
}

export function takeBack(draft: MappingDraft, key: string): MappingDraft {
  const changes = new Map(draft.changes);
  changes.delete(key);
  return step(draft, changes);
}

export const takeAllBack = (draft: MappingDraft): MappingDraft => step(draft, new Map());

/** What was saved is no draft any more; what was chosen while it was being saved still is. Pure. */
export function afterSaving(
  { changes }: MappingDraft,
  saved: ReadonlyMap<string, DraftedMapping>,
): MappingDraft {
  return { changes: new Map([...changes].filter(([key, change]) => saved.get(key) !== change)), past: [] };
}

function step({ changes, past }: MappingDraft, next: MappingDraft["changes"]): MappingDraft {
  return { changes: next, past: [...past, changes].slice(-mostSteps) };
}

/** Records that the drafted mappings touch: a record with two of the codes counts twice. */
export function usesOf({ changes }: MappingDraft): number {
  return [...changes.values()].reduce((total, { uses }) => total + uses, 0);
}

/** Drafted mappings of each type, and how many of them stand for codes that hold their records. Pure. */
export function draftedByType({
  changes,
}: MappingDraft): ReadonlyMap<string, { all: number; releasing: number }> {
  const types = new Map<string, { all: number; releasing: number }>();
  for (const { type, releases, uri } of changes.values()) {
    const known = types.get(type) ?? { all: 0, releasing: 0 };
    const isReleasing = releases && uri !== null;
    types.set(type, { all: known.all + 1, releasing: known.releasing + (isReleasing ? 1 : 0) });
  }
  return types;
}
