import { isSchoolYear, yearOfDate } from "../../connections/school-years.ts";
import { compileKeys } from "../../model/keys.ts";
import type { Reference, Resource } from "../../model/types.ts";
import { compileEventDay, isoDay } from "../event-dates.ts";
import type { Facts } from "./delete-rule.ts";

/** The years of records of one resource: as key and references state them, else by the day that they are about. Pure. */
export function compileYears(resource: Resource): (body: object) => Facts["years"] {
  const keys = compileKeys(resource);
  const inKey = places(resource.identity.parts.map(({ name }) => name));
  const inReferences = resource.references.map((reference) =>
    saysOwnYear(reference) ? places(reference.names) : [],
  );
  const dayOf = compileEventDay(resource);
  return (body) => {
    const texts = valuesAt(keys.key(body), inKey);
    for (const { reference, values } of keys.references(body))
      texts.push(...valuesAt(values, inReferences[reference] ?? []));
    const stated = [...new Set(texts.map(Number))].filter(Number.isInteger);
    if (stated.length > 0) return { are: "stated", of: stated };
    const day = dayOf(body);
    const inferred = day === null ? undefined : yearOfDate(isoDay(day));
    return { are: "inferred", of: inferred === undefined ? [] : [inferred] };
  };
}

const places = (names: readonly string[]) =>
  names.flatMap((name, place) => (isSchoolYear({ name }) ? [place] : []));

const valuesAt = (values: readonly string[] | undefined, wanted: readonly number[]): string[] =>
  wanted.flatMap((place) => values?.[place] ?? []);

/** Graduation and class lie years ahead; what stands in a list may be of any year. */
const saysOwnYear = ({ path }: Reference): boolean =>
  path.every((segment) => !segment.endsWith("[]") && !/graduation|classOf|cohort/i.test(segment));
