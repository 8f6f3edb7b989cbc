import type { Member, Resource } from "../model/types.ts";

/** Where the bodies of a resource hold the day that a record is about. */
export interface EventDate {
  readonly path: readonly string[];
  /** As a steward names it: "eventDate". */
  readonly name: string;
}

/**
 * Resources that neither their key nor an eventDate tells. Dates of persons (birth), and of what a record only hangs on,
 * are no days that it is about; resources with such dates alone have none.
 */
const exceptions: Readonly<Record<string, string>> = {
  "/ed-fi/academicWeeks": "beginDate",
  "/ed-fi/accountabilityRatings": "ratingDate",
  "/ed-fi/credentials": "issuanceDate",
  "/ed-fi/crisisEvents": "crisisStartDate",
  "/ed-fi/disciplineIncidents": "incidentDate",
  "/ed-fi/gradebookEntries": "dateAssigned",
  "/ed-fi/gradingPeriods": "beginDate",
  "/ed-fi/interventions": "beginDate",
  "/ed-fi/openStaffPositions": "datePosted",
  "/ed-fi/sessions": "beginDate",
  "/ed-fi/staffSectionAssociations": "beginDate",
  "/ed-fi/studentAssessments": "administrationDate",
  "/ed-fi/studentGradebookEntries": "dateFulfilled",
  "/ed-fi/studentHealths": "asOfDate",
  "/ed-fi/surveyResponses": "responseDate",
  "/tpdm/performanceEvaluationRatings": "actualDate",
};
/** Of several dates in one key, the first of these; else the first by name. */
const favoured = ["eventDate", "attendanceDate", "date", "beginDate"];

/**
 * The member that says which day a record is about: a date of its own in its key, else its eventDate, else what the table
 * of exceptions names, else a date that its key takes from a reference, where that is a day of an event. Undefined: none.
 */
export function eventDateOf({ path, identity, members }: Resource): EventDate | undefined {
  const dates = identity.parts
    .filter(({ type }) => isDate(type))
    .flatMap(({ paths }) => paths.slice(0, 1))
    .map((place) => ({ path: place, name: place.at(-1) ?? "" }));
  const own = dates.filter((date) => date.path.length === 1);
  const [first] = own;
  const best = favoured.map((name) => own.find((date) => date.name === name)).find(Boolean) ?? first;
  if (best) return best;
  for (const name of ["eventDate", exceptions[path]]) {
    if (name !== undefined && members.some((member) => member.name === name && isDateMember(member)))
      return { path: [name], name };
  }
  // A beginDate there is when a student joined a section, not when that section's grade was given.
  return dates.find(({ name }) => name !== "beginDate");
}

const isDate = (type: string) => type === "date" || type === "date-time";
const isDateMember = (member: Member) => member.kind === "scalar" && isDate(member.type);

const dayMilliseconds = 86_400_000;
const written = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/;

/** Days since 1970-01-01 of a date, or of the date that a time is written with; null for what is none. */
export function dayOf(text: string): number | null {
  const [, year, month, day] = written.exec(text) ?? [];
  if (year === undefined) return null;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // 02-30 would be a day in March.
  return new Date(time).toISOString().startsWith(text.slice(0, 10)) ? time / dayMilliseconds : null;
}

/** "2026-11-21" of days since 1970-01-01. */
export const isoDay = (day: number): string =>
  new Date(day * dayMilliseconds).toISOString().slice(0, "2026-11-21".length);

/** Compiles what reads the day from bodies of one resource. Neighbouring records share few days: these are kept. */
export function compileEventDay(resource: Resource): (body: object) => number | null {
  const date = eventDateOf(resource);
  if (!date) return () => null;
  const [name = "", ...inside] = date.path;
  let recent = new Map<string, number | null>();
  return (body) => {
    let value: unknown = (body as Readonly<Record<string, unknown>>)[name];
    for (const below of inside)
      value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[below];
    if (typeof value !== "string") return null;
    const known = recent.get(value);
    if (known !== undefined) return known;
    if (recent.size >= 1000) recent = new Map();
    const day = dayOf(value);
    recent.set(value, day);
    return day;
  };
}
