import type { PushRequest } from "../../../shared/domain/run.ts";
import { eventDateOf } from "./event-dates.ts";
import type { World } from "./world.ts";

/** What a request chooses, in sentences for a steward: each narrows those before it. Empty where it chooses all. */
export function selectionInWords(
  { stores, connection, resources: known }: World,
  request: PushRequest,
  resources: ReadonlySet<string>,
): string[] {
  const { records, causes, schools, failedSince, changedSince, changedUntil, dateFrom, dateTo } = request;
  const { sample, withParents } = request;
  const titles = (causes ?? []).map((id) => stores.causes.byId(connection, Number(id))?.title ?? id);
  const members = request.resources
    ? [...resources].map((path) => nameWithDate(known.get(path))).filter((name) => name !== undefined)
    : [];
  const dates = between(dateFrom, dateTo);
  const times = between(changedSince, changedUntil);
  return [
    ...(records ? [`Named records: ${records.length}.`] : []),
    ...titles.map(
      (title) => `What failed by this cause, what it holds, and what its source has mended since: ${title}`,
    ),
    ...(failedSince ? [`What was refused or got no answer since ${failedSince}. ${heldLater}`] : []),
    ...(dates ? [`Records about days ${dates}${members.length > 0 ? ` (${members.join(", ")})` : ""}.`] : []),
    ...(times ? [`Records that Steward found new or changed in the files ${times}.`] : []),
    ...(schools
      ? [`What belongs to ${schools.length === 1 ? "school" : "schools"} ${schools.join(", ")}: ${reach}`]
      : []),
    ...(sample === undefined ? [] : [`About ${sample} records, as many of each resource.`]),
    ...(withParents ? ["With all that these refer to, and what that refers to."] : []),
    ...(request.overwrite ? ["What somebody else has changed of these on the server is overwritten."] : []),
  ];
}

const heldLater = "What these hold back goes with the next push.";
const reach =
  "what refers to it, or to what refers to it (a section by its course offering, a grade by its section), its students by their enrollments, its staff by their assignments, and these students' contacts. Not what is only its district's, or only a student's.";

function nameWithDate(resource: Parameters<typeof eventDateOf>[0] | undefined): string | undefined {
  const date = resource && eventDateOf(resource);
  return date && `${resource.name}: ${date.name}`;
}

function between(from: string | undefined, to: string | undefined): string | undefined {
  if (from !== undefined && from === to) return `on ${from}`;
  const words = [from && `from ${from}`, to && `to ${to}`].filter((part) => part !== undefined);
  return words.length > 0 ? words.join(" ") : undefined;
}
