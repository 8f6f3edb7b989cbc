import type { PlantedFault } from "../../electron/practice/district/generate.ts";
import type { Cause } from "../../shared/domain/cause.ts";

/** What a steward is told of one cause. */
interface Told {
  readonly kind: string;
  /** What tells it from the others: its title, or what of it the truth can say. */
  readonly name: string;
  readonly records: number;
  readonly held: number;
}

const nameOf = (resource: string) => resource.slice(resource.lastIndexOf("/") + 1);

/** The words of titles, written here a second time: they are what a steward tells causes apart by. */
function told({ fault, file, resource, member, value, affected, directly }: PlantedFault): Told {
  const name = nameOf(resource);
  const refused = { records: directly, held: affected - directly };
  switch (fault) {
    case "refused-school":
    case "too-long":
      return { kind: "validation", name: `${name}: ${member} is too long or too short`, ...refused };
    case "bad-date":
      return {
        kind: "validation",
        name: `${name}: ${member} is no date that the server can read`,
        ...refused,
      };
    case "missing-value":
      return { kind: "validation", name: `${name}: ${member} is missing`, ...refused };
    case "missing-permission":
      return { kind: "permission", name, ...refused };
    case "missing-parent":
      return { kind: "missing-parent", name: resource, records: 0, held: affected };
    case "unmapped-descriptor":
    case "unmapped-code":
      // Held before it is sent: nothing was refused.
      return { kind: "descriptor", name: String(value).replace(/^.*#/, ""), records: 0, held: affected };
    case "wrong-type":
      return { kind: "rejected-line", name: `${name}: a line $.${member} is not`, ...refused };
    case "bad-line":
      return { kind: "rejected-line", name: `${name}: a line is not valid JSON`, ...refused };
    case "duplicate-key":
      return { kind: "rejected-line", name: `${name}: a line states a record`, ...refused };
    case "unknown-resource":
      return { kind: "rejected-line", name: `${file}: the file`, ...refused };
    default:
      return fault satisfies never;
  }
}

/** Where a member stands is told by its place; of a whole resource, which one it is. */
function tell({ kind, title, about, records, held }: Cause): Told {
  const name =
    kind === "missing-parent"
      ? (about ?? "")
      : kind === "permission"
        ? title.replace(/:.*$/, "")
        : kind === "descriptor"
          ? (/"([^"]*)" is not mapped$/.exec(title)?.[1]?.replace(/^.*#/, "") ?? title)
          : kind === "rejected-line"
            ? (/^.*?: (?:the file|a line (?:is not valid JSON|states a record|\$\.\w+ is not))/.exec(
                title,
              )?.[0] ?? title)
            : title;
  return { kind, name, records, held };
}

/** What is mended by one change of a file may be planted twice: then it is one cause. A missing parent is each its own. */
function together(all: readonly Told[]): Told[] {
  const found = new Map<string, Told>();
  for (const [at, one] of all.entries()) {
    const key = one.kind === "missing-parent" ? `${at}` : `${one.kind} ${one.name}`;
    const known = found.get(key) ?? { ...one, records: 0, held: 0 };
    found.set(key, { ...one, records: known.records + one.records, held: known.held + one.held });
  }
  return [...found.values()];
}

const sorted = (all: readonly Told[]) =>
  all.map(({ kind, name, records, held }) => `${kind} | ${name} | ${records} | ${held}`).sort();

/** All causes that a district's truth foretells, with their counts, as lines. */
export const foretold = (faults: readonly PlantedFault[]) => sorted(together(faults.map(told)));
/** The causes that a steward is told, as lines of the same form: equal where nothing is missed, nothing is added and all counts agree. */
export const toldCauses = (causes: readonly Cause[]) => sorted(causes.map(tell));

/** How many causes are told, foretold, and both to the last count. */
export function compare(told: readonly string[], foretold: readonly string[]) {
  const left = [...foretold];
  const both = told.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return { told: told.length, foretold: foretold.length, both: both.length };
}
