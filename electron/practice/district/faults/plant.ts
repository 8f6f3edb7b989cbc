import type { DistrictFiles } from "../files.ts";
import type { Emit } from "../record.ts";
import type { Choice } from "./choose.ts";
import { linksFor } from "./links.ts";
import type { PlantedFault } from "./planted.ts";
import { unknownResources } from "./sites.ts";
import { wrongValue } from "./values.ts";

const fileOf = (resource: string): string => `${resource}.jsonl`;

/** Writes right records; also what is left of a district when its faults are mended. */
export const writeRecords =
  (files: DistrictFiles): Emit =>
  (resource, body) => {
    files.add(fileOf(resource), JSON.stringify(body));
  };

/** What was found out about a fault while it was written. */
interface Planting {
  readonly choice: Choice;
  /** Of its kind, from 1. */
  readonly number: number;
  readonly lines: number[];
  value?: unknown;
  key?: Record<string, unknown>;
}

/** Writes records, and the chosen faults among them. */
export class FaultWriter {
  readonly #files: DistrictFiles;
  readonly #plantings: readonly Planting[];
  readonly #planned = new Map<string, Map<number, Planting>>();
  readonly #seen = new Map<string, number>();

  constructor(files: DistrictFiles, choices: readonly Choice[]) {
    this.#files = files;
    const numbers = new Map<string, number>();
    this.#plantings = choices.map((choice) => {
      const number = (numbers.get(choice.candidate.kind) ?? 0) + 1;
      numbers.set(choice.candidate.kind, number);
      return { choice, number, lines: [] };
    });
    for (const planting of this.#plantings) {
      const { kind, site, ordinals } = planting.choice.candidate;
      // Its records are right; only the key's rights are not.
      if (kind === "missing-permission") continue;
      const planned = this.#planned.get(site.resource) ?? new Map<number, Planting>();
      for (const ordinal of ordinals) planned.set(ordinal, planting);
      this.#planned.set(site.resource, planned);
    }
  }

  write(resource: string, body: object): void {
    const planned = this.#planned.get(resource);
    if (planned === undefined) {
      this.#files.add(fileOf(resource), JSON.stringify(body));
      return;
    }
    const ordinal = this.#seen.get(resource) ?? 0;
    this.#seen.set(resource, ordinal + 1);
    const planting = planned.get(ordinal);
    if (planting === undefined) this.#files.add(fileOf(resource), JSON.stringify(body));
    else this.#plant(planting, resource, body);
  }

  /** The truth, in the order of the choices. */
  planted(): PlantedFault[] {
    return this.#plantings.map(describe);
  }

  #plant(planting: Planting, resource: string, body: object): void {
    const { candidate } = planting.choice;
    const add = (line: string): void => {
      planting.lines.push(this.#files.add(fileOf(resource), line));
    };
    if (candidate.kind === "missing-parent") {
      planting.key = linksFor(resource).key(body);
      return;
    }
    if (candidate.kind === "bad-line") {
      const line = JSON.stringify(body);
      add(line.slice(0, Math.floor(line.length / 2)));
      return;
    }
    const member = candidate.site.member ?? "";
    if (candidate.kind === "missing-value") {
      add(JSON.stringify({ ...body, [member]: undefined }));
      return;
    }
    planting.value = wrongValue(candidate, (body as Record<string, unknown>)[member], planting.number);
    add(JSON.stringify({ ...body, [member]: planting.value }));
    // The right one comes later: it is the one that counts.
    if (candidate.kind === "duplicate-key") add(JSON.stringify(body));
  }
}

function describe({ choice, lines, value, key }: Planting): PlantedFault {
  const { candidate, effect } = choice;
  const { resource: name, member } = candidate.site;
  const resource = `/ed-fi/${name}`;
  const [line] = lines;
  const isCode = candidate.kind === "unmapped-descriptor" || candidate.kind === "unmapped-code";
  return {
    fault: candidate.kind,
    file: fileOf(name),
    ...(line !== undefined && !isCode && { line }),
    ...((lines.length > 1 || isCode) && { lines }),
    resource,
    ...(member !== undefined && { member }),
    ...(value !== undefined && { value }),
    ...(key !== undefined && { parent: { resource, key } }),
    expectedCause: [candidate.kind, resource, ...(member === undefined ? [] : [member])].join(":"),
    affected: effect.affected,
    directly: effect.directly,
  };
}

const linesOfUnknown = 3;

/** Files that no server has a resource for. */
export function writeUnknownFiles(files: DistrictFiles, count: number): PlantedFault[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / unknownResources.length);
    const resource = `${unknownResources[index % unknownResources.length]}${round === 0 ? "" : round + 1}`;
    const file = fileOf(resource);
    for (let item = 1; item <= linesOfUnknown; item += 1) {
      files.add(file, JSON.stringify({ itemNumber: item, schoolYear: "2026-27" }));
    }
    return {
      fault: "unknown-resource",
      file,
      resource,
      expectedCause: `unknown-resource:${resource}`,
      affected: linesOfUnknown,
      directly: linesOfUnknown,
    };
  });
}
