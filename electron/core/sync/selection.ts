import type { PushRequest } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { Collection } from "../sources/sets-store.ts";
import { dayOf, eventDateOf } from "./event-dates.ts";
import { addParents, chooseSample } from "./selection-pilot.ts";
import { chooseSchools } from "./selection-school.ts";
import { ChosenRecords } from "./selection-set.ts";
import type { World } from "./world.ts";

const idsAtATime = 5000;

interface Choosing {
  readonly world: World;
  readonly request: PushRequest;
  /** Resources that were asked for, or all that are sent. */
  readonly resources: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** Records are meant that have left the files. */
  readonly gone?: boolean;
}
type Chooser = (choosing: Choosing) => ChosenRecords | Promise<ChosenRecords>;

/**
 * The records that a request means beyond its resources, where it names any; undefined where it means them all. Whatever
 * is named narrows the rest: records of this cause, in this school, of this day. Taken once, before anything is sent: what
 * becomes of the records changes nothing of which they are.
 * @throws AppError "not-found", "invalid-input" or "conflict" for what cannot be chosen
 */
export async function chooseRecords(choosing: Choosing): Promise<ChosenRecords | undefined> {
  const { request } = choosing;
  const { records, causes, schools, failedSince, sample } = request;
  const isBy = {
    change: request.changedSince !== undefined || request.changedUntil !== undefined,
    date: request.dateFrom !== undefined || request.dateTo !== undefined,
  };
  const choosers: readonly (Chooser | false | undefined)[] = [
    records && (({ world, resources }) => chooseIds(world, records, resources)),
    causes && (({ world, signal }) => chooseCauses(world, causes, signal)),
    failedSince !== undefined && (({ world, signal }) => chooseFailed(world, failedSince, signal)),
    isBy.date && chooseDays,
    isBy.change && chooseChanged,
    schools && (({ world, signal, gone }) => chooseSchools(world, schools, { signal, gone: gone ?? false })),
    sample !== undefined && ((choosing) => chooseSample(choosing, sample)),
  ];
  const chosen = await narrow(choosing, choosers);
  if (chosen && request.withParents) await addParents(choosing, chosen);
  return chosen;
}

async function narrow(choosing: Choosing, choosers: readonly (Chooser | false | undefined)[]) {
  let chosen: ChosenRecords | undefined;
  for (const choose of choosers) {
    if (!choose) continue;
    const found = await choose(choosing);
    if (chosen) chosen.keepOnly(found);
    else chosen = found;
  }
  return chosen;
}

function chooseIds(
  { stores, collections, resources }: World,
  ids: readonly string[],
  sent: ReadonlySet<string>,
): ChosenRecords {
  const chosen = new ChosenRecords();
  for (const text of ids) {
    const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    const record = Number.isSafeInteger(id) ? stores.records.stored(id) : undefined;
    const collection = record && collections.find((one) => one.id === collectionOf(id));
    if (!record || !collection)
      throw new AppError("not-found", `This connection's files have no record ${text}.`);
    if (!sent.has(collection.resource))
      throw new AppError(
        "conflict",
        `Record ${text} is one of ${resources.get(collection.resource)?.name ?? collection.resource}, which are not to be sent.`,
      );
    chosen.add(id);
  }
  return chosen;
}

/** Failed and held ones, and those whose source was changed since: that may have been the repair. */
async function chooseCauses({ stores, connection }: World, causes: readonly string[], signal: AbortSignal) {
  const chosen = new ChosenRecords();
  const { selection } = stores.states;
  for (const text of causes) {
    const cause = /^\d{1,16}$/.test(text) ? stores.causes.byId(connection, Number(text)) : undefined;
    if (!cause) throw new AppError("not-found", `This connection has no cause ${text}.`);
    for (const read of [selection.ofCause, selection.formerlyOfCause])
      await addPages(chosen, signal, (after) => read(connection, cause.id, { after, limit: idsAtATime }));
  }
  return chosen;
}

async function chooseFailed({ stores, connection }: World, since: string, signal: AbortSignal) {
  const chosen = new ChosenRecords();
  const at = Date.parse(since);
  for (let after = -1; ; ) {
    signal.throwIfAborted();
    const rows = stores.states.selection.notSent(connection, at, { after, limit: idsAtATime });
    for (const { id, failed } of rows) if (failed) chosen.add(id);
    const last = rows.at(-1);
    if (!last || rows.length < idsAtATime) return chosen;
    after = last.id;
    await new Promise(setImmediate);
  }
}

/** Throws AppError("invalid-input") for a resource that was named, and of which no record says a day. */
async function chooseDays({ world, request, resources, signal }: Choosing) {
  const chosen = new ChosenRecords();
  const from = day(request.dateFrom) ?? Number.MIN_SAFE_INTEGER;
  const to = day(request.dateTo) ?? Number.MAX_SAFE_INTEGER;
  if (request.resources) refuseDateless(world, resources);
  const { days } = world.stores.states.selection;
  for (const { id } of collectionsIn(world, resources)) {
    for (let value = days.next(id, from); value !== null && value <= to; value = days.next(id, value + 1)) {
      const of = value;
      await addPages(chosen, signal, (after) => days.page(id, of, { after, limit: idsAtATime }));
    }
  }
  return chosen;
}

const day = (date: string | undefined) => (date === undefined ? undefined : dayOf(date));

function refuseDateless({ resources: known }: World, resources: ReadonlySet<string>) {
  for (const path of resources) {
    const resource = known.get(path);
    if (!resource || eventDateOf(resource)) continue;
    throw new AppError(
      "invalid-input",
      `${resource.name} have no date of their own to choose them by. Leave them out, or choose by when they changed.`,
    );
  }
}

async function chooseChanged({ world, request, resources, signal }: Choosing) {
  const chosen = new ChosenRecords();
  const from = time(request.changedSince) ?? 0;
  const to = (time(request.changedUntil) ?? Number.MAX_SAFE_INTEGER) - 1;
  const isIn = (at: number) => at >= from && at <= to;
  const { changes } = world.stores.states.selection;
  for (const { id, nextPosition, firstReadAt } of collectionsIn(world, resources)) {
    // What has no time itself is as old as the first reading of its collection; all others have one.
    const isFirstIn = firstReadAt !== null && isIn(firstReadAt);
    if (isFirstIn) chosen.addAll(id, nextPosition);
    const [start, end] = isFirstIn ? [0, Number.MAX_SAFE_INTEGER] : [from, to];
    for (let at = changes.next(id, start); at !== null && at <= end; at = changes.next(id, at + 1)) {
      const value = at;
      const take = isIn(value) ? chosen.add : chosen.remove;
      await eachPage(signal, (after) => changes.page(id, value, { after, limit: idsAtATime }), take);
    }
  }
  return chosen;
}

const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

const collectionsIn = ({ collections }: World, resources: ReadonlySet<string>): readonly Collection[] =>
  collections.filter(({ resource }) => resources.has(resource));

const addPages = (chosen: ChosenRecords, signal: AbortSignal, read: (after: number) => readonly number[]) =>
  eachPage(signal, read, chosen.add);

async function eachPage(
  signal: AbortSignal,
  read: (after: number) => readonly number[],
  take: (id: number) => void,
) {
  for (let after = -1; ; ) {
    signal.throwIfAborted();
    const ids = read(after);
    for (const id of ids) take(id);
    const last = ids.at(-1);
    if (last === undefined || ids.length < idsAtATime) return;
    after = last;
    await new Promise(setImmediate);
  }
}
