import type { Differences } from "../../../shared/domain/difference.ts";
import { personRules } from "../model/dependencies.ts";
import type { KeyPart, Model, Resource } from "../model/types.ts";
import { type Sample, type SampleStores, sampleSources } from "./source-sample.ts";

/** Months from July on belong to the school year that ends in the next calendar year. */
const firstMonth = 7;
/** Dates of other years are no wonder: somebody enrolled long ago. Such a share of them counts. */
const telling = 0.1;

/**
 * The school years that a connection's sources hold, by the calendar years in which they end: as the keys of what is no
 * person's state it (sessions, calendars, sections: a person's records may rightly be of former years); where nothing
 * states one, as the dates in keys show.
 */
export async function yearsIn(
  stores: SampleStores,
  sets: readonly number[],
  model: Model,
): Promise<number[]> {
  const isPersonal = personalIn(model);
  const stated = new Set<number>();
  const wanted = (resource: Resource) =>
    !isPersonal(resource) && resource.identity.parts.some((part) => isSchoolYear(part));
  for await (const sample of sampleSources(stores, sets, { model, wanted })) {
    for (const text of valuesOf(sample, isSchoolYear)) stated.add(Number(text));
  }
  const found = [...stated].filter((year) => Number.isInteger(year) && year > 1900 && year < 2300);
  return found.length > 0 ? found.sort() : yearsByDates(stores, sets, model);
}

async function yearsByDates(stores: SampleStores, sets: readonly number[], model: Model): Promise<number[]> {
  const counts = new Map<number, number>();
  const isDate = ({ type }: KeyPart) => type === "date" || type === "date-time";
  const wanted = (resource: Resource) => resource.identity.parts.some(isDate);
  for await (const sample of sampleSources(stores, sets, { model, wanted })) {
    for (const text of valuesOf(sample, isDate)) {
      const year = yearOfDate(text);
      if (year !== undefined) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
  }
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return [...counts].flatMap(([year, n]) => (n >= all * telling ? [year] : [])).sort();
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
const isSchoolYear = ({ name }: KeyPart): boolean => /schoolYear$/i.test(name) && !/graduation/i.test(name);

/** A person's key is part of the resource's own: "studentUniqueId". */
function personalIn(model: Model): (resource: Resource) => boolean {
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

function yearOfDate(text: string): number | undefined {
  const [, year, month] = /^(\d{4})-(\d\d)/.exec(text) ?? [];
  return year === undefined ? undefined : Number(year) + (Number(month) >= firstMonth ? 1 : 0);
}

function listOf(years: readonly number[]): string {
  return years.length < 2 ? years.join("") : `${years.slice(0, -1).join(", ")} and ${years.at(-1)}`;
}
