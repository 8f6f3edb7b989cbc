import { Random } from "../random.ts";
import type { RecordFault } from "./planted.ts";
import { type Site, singleWays, sitesOf } from "./sites.ts";
import type { FaultCounts } from "./spec.ts";

/** One way to plant one of the wanted faults. */
export interface Candidate {
  readonly id: number;
  readonly kind: RecordFault;
  readonly site: Site;
  /** Which records of the resource, counted from 0 in the order in which they are written. */
  readonly ordinals: readonly number[];
}

/** Faults that are wanted together. */
export interface Wish {
  readonly count: number;
  /** For each fault the ways to plant it, of which one is taken. There may be more than are wanted: the first that fit are. */
  readonly faults: readonly (readonly Candidate[])[];
  /** No two may look alike. */
  readonly apart?: boolean;
}

/** What was found out about a district before anything is planted in it. */
export interface Survey {
  /** How many records each resource has. */
  readonly records: ReadonlyMap<string, number>;
  /** Ordinals of the records that could use one more code: none of a school that will be refused. */
  readonly free: readonly number[];
}

/** Ways for each wanted fault: the first that harms no other is taken. */
const waysEach = 16;
/** Of single records that look different from all others, few sites are left: more ways at each. */
const waysSingly = 24;

/** Draws ways to plant the wanted faults, spread over resources and over the whole district: the same seed gives the same ways. */
export class Drawing {
  readonly candidates: Candidate[] = [];
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed, 5);
  }

  /** The refused school is the first one: see planDistrict. */
  school(): Wish {
    const ways = sitesOf["refused-school"].map((site) => this.#add("refused-school", site, [0]));
    return { count: 1, faults: [ways] };
  }

  /** All that is wanted besides, what takes most room first. */
  rest(wanted: FaultCounts, { records, free }: Survey): readonly Wish[] {
    const wishes: Wish[] = [];
    const uses = wanted.get("unmapped-code") ?? 0;
    if (uses > 0) wishes.push({ count: 1, faults: [this.#code(uses, free)] });
    const resources = wanted.get("missing-permission") ?? 0;
    if (resources > 0) wishes.push(this.#permissions(resources, records));
    for (const [kind, count] of wanted) {
      if (kind === "bad-record") wishes.push(this.#singly(count, records));
      else if (!apart.has(kind)) wishes.push(this.#wish(kind as RecordFault, count, records));
    }
    return wishes;
  }

  /** Records that follow each other: as one school's system writes them. */
  #code(uses: number, free: readonly number[]): Candidate[] {
    if (uses > free.length) return [];
    const from = this.#random.below(free.length - uses + 1);
    return sitesOf["unmapped-code"].map((site) =>
      this.#add("unmapped-code", site, free.slice(from, from + uses)),
    );
  }

  #permissions(count: number, records: ReadonlyMap<string, number>): Wish {
    const faults = sitesOf["missing-permission"].map((site) => {
      const all = Array.from({ length: records.get(site.resource) ?? 0 }, (_, ordinal) => ordinal);
      return [this.#add("missing-permission", site, all)];
    });
    return { count, faults, apart: true };
  }

  #singly(count: number, records: ReadonlyMap<string, number>): Wish {
    const faults = singleWays.map(({ kind, site }) => {
      const all = records.get(site.resource) ?? 0;
      return all === 0
        ? []
        : Array.from({ length: waysSingly }, () => this.#add(kind, site, [this.#random.below(all)]));
    });
    return { count, faults, apart: true };
  }

  #wish(kind: RecordFault, count: number, records: ReadonlyMap<string, number>): Wish {
    // Others of its kind must stay: else nobody could tell that the one is missing.
    const atLeast = kind === "missing-parent" ? count + 1 : 1;
    const sites = sitesOf[kind].filter((site) => (records.get(site.resource) ?? 0) >= atLeast);
    const faults = Array.from({ length: count }, (_, index) =>
      Array.from({ length: waysEach }, (_, way) => {
        const site = sites[(index + way) % Math.max(1, sites.length)];
        return site === undefined
          ? []
          : this.#add(kind, site, this.#ordinals(site, records.get(site.resource) ?? 0));
      }).flat(),
    );
    return { count, faults };
  }

  #ordinals(site: Site, count: number): readonly number[] {
    const wanted = this.#random.between(1, site.records ?? 1);
    const ordinals = Array.from({ length: wanted }, () => this.#random.below(count));
    return [...new Set(ordinals)].toSorted((one, other) => one - other);
  }

  #add(kind: RecordFault, site: Site, ordinals: readonly number[]): Candidate {
    const candidate = { id: this.candidates.length, kind, site, ordinals };
    this.candidates.push(candidate);
    return candidate;
  }
}

/** Drawn on their own, or not planted in records. */
const apart: ReadonlySet<string> = new Set([
  "refused-school",
  "unmapped-code",
  "missing-permission",
  "unknown-resource",
]);
