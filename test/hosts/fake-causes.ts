import type { Handlers } from "../../shared/contract.ts";
import type { Cause, CauseDetail, CausesSummary } from "../../shared/domain/cause.ts";
import { AppError } from "../../shared/errors.ts";
import type { FakeWorld } from "./fake-core.ts";

type CauseCommands = "causes.list" | "causes.summary" | "causes.show";

/** The causes of a fake world, as the core gives them. */
export function causeHandlers(world: FakeWorld): Pick<Handlers, CauseCommands> {
  const all = (ref: string | undefined, cleared: boolean): Cause[] =>
    Object.entries(world.causes)
      .filter(
        ([id]) =>
          ref === undefined ||
          world.statuses.some(({ connection }) => connection.id === id && isOf(connection, ref)),
      )
      .flatMap(([, causes]) => causes)
      .filter(({ clearedAt }) => (clearedAt !== undefined) === cleared);
  const foundOrNot = (causes: Cause[], wanted: boolean) =>
    causes.filter(({ found }) => wanted || found === undefined);
  return {
    "causes.list": ({ connection, cleared, found, kind, who, resource, only, order, offset, limit }) =>
      foundOrNot(all(connection, cleared), found || only === "found")
        .filter((cause) => kind === undefined || cause.kind === kind)
        .filter((cause) => who === undefined || cause.who === who)
        .filter((cause) => resource === undefined || cause.resources.includes(resource))
        .filter((cause) => only !== "ready" || cause.ready > 0)
        .filter((cause) => only !== "found" || (cause.found ?? cause.alsoFound) !== undefined)
        .toSorted(by[order])
        .slice(offset, offset + limit),
    "causes.summary": ({ connection, cleared }) =>
      summaryOf(all(connection, false), all(connection, true), cleared),
    "causes.show": ({ connection, cause }) =>
      detailOf([...all(connection, false), ...all(connection, true)], cause),
  };
}

const isOf = ({ id, name }: { id: string; name: string }, ref: string) => id === ref || name === ref;

const by: Readonly<Record<"releases" | "newest" | "resource", (one: Cause, other: Cause) => number>> = {
  releases: (one, other) => other.releases - one.releases,
  newest: (one, other) => other.firstSeen.localeCompare(one.firstSeen),
  resource: (one, other) => (one.resources[0] ?? "").localeCompare(other.resources[0] ?? ""),
};

function summaryOf(open: readonly Cause[], cleared: readonly Cause[], wantsCleared: boolean): CausesSummary {
  const shown = wantsCleared ? cleared : open;
  const counted = <Value>(values: readonly Value[]) =>
    [...Map.groupBy(values, (value) => value)].map(([value, same]) => ({ value, causes: same.length }));
  const refused = open.filter(({ found }) => found === undefined);
  return {
    open: refused.length,
    cleared: cleared.length,
    found: open.filter(({ found, alsoFound }) => (found ?? alsoFound) !== undefined).length,
    releases: refused.reduce((sum, { releases }) => sum + releases, 0),
    ready: open.reduce((sum, { ready }) => sum + ready, 0),
    kinds: counted(shown.map(({ kind }) => kind)).map(({ value: kind, causes }) => ({ kind, causes })),
    menders: counted(shown.map(({ who }) => who)).map(({ value: who, causes }) => ({ who, causes })),
    resources: counted(shown.flatMap(({ resources }) => resources)).map(({ value: resource, causes }) => ({
      resource,
      causes,
    })),
  };
}

function detailOf(causes: readonly Cause[], id: string): CauseDetail {
  const cause = causes.find((one) => one.id === id);
  if (!cause) throw new AppError("not-found", "There is no such cause.");
  const { releases, ready, firstSeen } = cause;
  const seen = {
    at: firstSeen,
    run: "1",
    before: 0,
    after: releases,
    joined: releases,
    mended: 0,
    accepted: 0,
    withdrawn: 0,
  };
  const mended = {
    ...seen,
    run: undefined,
    why: "source" as const,
    before: releases,
    joined: 0,
    mended: ready,
  };
  const { run: _, ...repaired } = mended;
  return {
    ...cause,
    history: [...(ready > 0 ? [repaired] : []), seen],
    trend: Array.from({ length: 30 }, (_, index) => ({
      day: new Date(Date.parse("2026-10-24T12:00:00Z") + index * 86_400_000).toISOString().slice(0, 10),
      waiting: index < 27 ? 0 : releases - (index === 27 ? Math.floor(releases / 2) : 0),
    })),
  };
}
