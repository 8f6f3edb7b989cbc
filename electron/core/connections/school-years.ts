import type { Differences } from "../../../shared/domain/difference.ts";
import { personRules } from "../model/dependencies.ts";
import type { KeyPart, Model, Resource } from "../model/types.ts";
import { type Sample, type SampleStores, sampleSources } from "./source-sample.ts";

/** Months from July on belong to the school year that ends in the next calendar year. */
const firstMonth = 7;
/** Dates of other years are no wonder: somebody enrolled long ago. Such a share of them counts. */
const share = 0.1;

/**
 * The school years that a connection's sources hold, by the calendar years in which they end: as the keys of what is no
 * person's state it (sessions, calendars, sections: a person's records may rightly be of former years); where nothing
 * states one, as the dates in keys show.
 */
export async function yearsIn(
  stores: SampleStores,
  sets: readonly number[],
  model: Pick<Model, "resources">,
): Promise<number[]> {
  const found = [...(await countStated(stores, sets, model)).keys()];
  return found.length > 0 ? found.sort() : telling(await countByDates(stores, sets, model));
}

/**
 * The school years that one source is about: of those that its records state, the ones that a tenth or more of them do. A
 * record of last year that was left over does not make it a source of last year.
 */
export async function yearsOfSource(
  stores: SampleStores,
  set: number,
  model: Pick<Model, "resources">,
): Promise<ReadonlySet<number>> {
  const stated = await countStated(stores, [set], model);
  return new Set(telling(stated.size > 0 ? stated : await countByDates(stores, [set], model)));
}

type Counts = ReadonlyMap<number, number>;

function countStated(
  stores: SampleStores,
  sets: readonly number[],
  model: Pick<Model, "resources">,
): Promise<Counts> {
  const isPersonal = personalIn(model);
  const wanted = (resource: Resource) =>
    !isPersonal(resource) && resource.identity.parts.some((part) => isSchoolYear(part));
  const yearOf = (text: string) => {
    const year = Number(text);
    return Number.isInteger(year) && year > 1900 && year < 2300 ? year : undefined;
  };
  return countYears(sampleSources(stores, sets, { model, wanted }), { isWanted: isSchoolYear, yearOf });
}

function countByDates(
  stores: SampleStores,
  sets: readonly number[],
  model: Pick<Model, "resources">,
): Promise<Counts> {
  const isWanted = ({ type }: KeyPart) => type === "date" || type === "date-time";
  const wanted = (resource: Resource) => resource.identity.parts.some(isWanted);
  return countYears(sampleSources(stores, sets, { model, wanted }), { isWanted, yearOf: yearOfDate });
}

interface YearParts {
  readonly isWanted: (part: KeyPart) => boolean;
  readonly yearOf: (text: string) => number | undefined;
}

async function countYears(samples: AsyncIterable<Sample>, { isWanted, yearOf }: YearParts): Promise<Counts> {
  const counts = new Map<number, number>();
  for await (const sample of samples) {
    for (const text of valuesOf(sample, isWanted)) {
      const year = yearOf(text);
      if (year !== undefined) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
  }
  return counts;
}

function telling(counts: Counts): number[] {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return [...counts].flatMap(([year, n]) => (n >= all * share ? [year] : [])).sort();
}

/** What a year that does not fit means, in a sentence; undefined where nothing is to be said. Pure. */
export function yearsAdvice(inData: readonly number[], ofServer: number | undefined): string | undefined {
  if (ofServer === undefined || inData.length === 0) return undefined;
  const others = inData.filter((year) => year !== ofServer);
  if (others.length === 0) return undefined;
  const said = listOf(others);
  return others.length === inData.length
    ? `Your files hold ${said}, the server's address says ${ofServer}. Send the files of ${ofServer} here, or correct the year of the address.`
    : `Your files hold ${said} beside ${ofServer}, and the server's address says ${ofServer}: records of ${said} would go there too.`;
}

export function yearsOf(inData: readonly number[], ofServer: number | undefined): Differences["years"] {
  const advice = yearsAdvice(inData, ofServer);
  return {
    inData: [...inData],
    ...(ofServer !== undefined && { ofServer }),
    ...(advice !== undefined && { advice }),
  };
}

/** "schoolYear", "gradingPeriodSchoolYear"; a graduation lies years ahead. */
export const isSchoolYear = ({ name }: Pick<KeyPart, "name">): boolean =>
  /schoolYear$/i.test(name) && !/graduation/i.test(name);

/** A person's key is part of the resource's own: "studentUniqueId". */
function personalIn(model: Pick<Model, "resources">): (resource: Resource) => boolean {
  const persons = new Set(personRules(model).map(({ person }) => person));
  const names = model.resources.flatMap(({ path, identity }) =>
    persons.has(path) ? identity.parts.map(({ name }) => name.toLowerCase()) : [],
  );
  return ({ identity }) =>
    identity.parts.some((part) => names.some((name) => part.name.toLowerCase().endsWith(name)));
}

function* valuesOf(
  { resource, keys, bodies }: Sample,
  isWanted: (part: KeyPart) => boolean,
): Generator<string> {
  const places = resource.identity.parts.flatMap((part, index) => (isWanted(part) ? [index] : []));
  for (const body of bodies) {
    const key = keys.key(body);
    for (const place of places) {
      const value = key?.[place];
      if (value !== undefined) yield value;
    }
  }
}

/** The school year, by the year in which it ends, that a date falls into. */
export function yearOfDate(text: string): number | undefined {
  const [, year, month] = /^(\d{4})-(\d\d)/.exec(text) ?? [];
  return year === undefined ? undefined : Number(year) + (Number(month) >= firstMonth ? 1 : 0);
}

function listOf(years: readonly number[]): string {
  return years.length < 2 ? years.join("") : `${years.slice(0, -1).join(", ")} and ${years.at(-1)}`;
}
