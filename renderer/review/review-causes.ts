import type {
  Cause,
  CauseDetail,
  CauseOrder,
  CausesFilter,
  CausesSummary,
} from "../../shared/domain/cause.ts";
import type { CauseLine } from "../../shared/domain/journal.ts";
import { AppError } from "../../shared/errors.ts";
import type { Asked } from "../steward.ts";

/** What the pages of causes ask, answered from the causes of a review file. All pure. */

/** Filtered, in the order and the part that is asked for: as the core does with its tables. */
export function listCauses(lines: readonly CauseLine[], asked: Asked<"causes.list">): Cause[] {
  const { kind, who, resource, only, order = "releases", offset = 0, limit = 1000 } = asked;
  const found = asked.found || only === "found";
  return among(lines, { ...asked, found })
    .filter(
      (line) =>
        (kind === undefined || line.cause === kind) &&
        (who === undefined || line.who === who) &&
        (resource === undefined || line.resource === resource) &&
        (only === undefined || isOnly[only](line)),
    )
    .sort(orders[order])
    .slice(offset, offset + limit)
    .map(shownCause);
}

const isOnly: Readonly<Record<NonNullable<CausesFilter["only"]>, (line: CauseLine) => boolean>> = {
  ready: ({ ready = 0 }) => ready > 0,
  found: ({ found, alsoFound }) => found !== undefined || alsoFound !== undefined,
};

export function summarizeCauses(lines: readonly CauseLine[], asked: Asked<"causes.summary">): CausesSummary {
  const { connection } = asked;
  const open = among(lines, { connection });
  const cleared = among(lines, { connection, cleared: true });
  const shown = asked.cleared ? cleared : among(lines, { connection, found: asked.found });
  return {
    open: open.length,
    cleared: cleared.length,
    found: among(lines, { connection, found: true }).filter(isOnly.found).length,
    releases: total(open.map(sumOf)),
    ready: total(open.map(({ ready = 0 }) => ready)),
    kinds: tallied(shown.map(({ cause }) => cause)).map(([kind, causes]) => ({ kind, causes })),
    menders: tallied(shown.map(({ who }) => who)).map(([who, causes]) => ({ who, causes })),
    resources: tallied(shown.flatMap(({ resource }) => resource ?? [])).map(([resource, causes]) => ({
      resource,
      causes,
    })),
  };
}

export function showCause(
  lines: readonly CauseLine[],
  { connection, cause }: Asked<"causes.show">,
): CauseDetail {
  const line = lines.find((each) => each.connection === connection && each.id === cause);
  if (!line) throw new AppError("not-found", "There is no such cause in this review.");
  return { ...shownCause(line), history: line.history ?? [], trend: line.trend ?? [] };
}

function shownCause(line: CauseLine): Cause {
  const { kind: _, cause: kind, resource, repaired = 0, ready = 0, openedAt: __, ...rest } = line;
  const { history: ___, trend: ____, resources, ...told } = rest;
  return {
    ...told,
    kind,
    resources: resources ?? (resource === undefined ? [] : [resource]),
    repaired,
    ready,
    releases: sumOf(line),
  };
}

interface Among {
  readonly connection?: string | undefined;
  readonly cleared?: boolean | undefined;
  /** Beside the open ones, what a check found. */
  readonly found?: boolean | undefined;
}

const among = (lines: readonly CauseLine[], { connection, cleared = false, found = false }: Among) =>
  lines.filter(
    (line) =>
      (connection === undefined || line.connection === connection) &&
      (line.found === undefined ? isCleared(line) === cleared : found && !cleared),
  );

/** Files of the first version do not say when. */
const isCleared = (line: CauseLine) => line.clearedAt !== undefined || sumOf(line) === 0;

const sumOf = ({ records, held, repaired = 0 }: CauseLine) => records + held + repaired;

/** What is only foreseen stands behind what is open, as it stands in the file. */
const byId = (one: CauseLine, other: CauseLine) =>
  one.found || other.found
    ? Number(one.found !== undefined) - Number(other.found !== undefined)
    : Number(one.id) - Number(other.id);
const bySum = (one: CauseLine, other: CauseLine) => sumOf(other) - sumOf(one) || byId(one, other);
const openedOf = ({ clearedAt, openedAt, firstSeen }: CauseLine) => clearedAt ?? openedAt ?? firstSeen;
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

const newestId = (one: CauseLine, other: CauseLine) =>
  one.found || other.found ? byId(one, other) : byId(other, one);

const orders: Readonly<Record<CauseOrder, (one: CauseLine, other: CauseLine) => number>> = {
  releases: bySum,
  newest: (one, other) => compare(openedOf(other), openedOf(one)) || newestId(one, other),
  resource: (one, other) => compare(placeOf(one), placeOf(other)) || bySum(one, other),
};

/** A file that is no resource's comes last. */
const placeOf = ({ resource }: CauseLine) => resource ?? "~";

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** How often each, most often first. */
function tallied<T extends string>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([one, n], [other, m]) => m - n || compare(one, other));
}
