import { Random } from "../random.ts";
import type { FaultKind } from "./planted.ts";
import { type Site, sitesOf } from "./sites.ts";
import type { FaultCounts } from "./spec.ts";

/** One way to plant one of the wanted faults. */
export interface Candidate {
  readonly id: number;
  /** Number of the wanted fault: one candidate of each slot is taken. */
  readonly slot: number;
  readonly kind: Exclude<FaultKind, "unknown-resource">;
  readonly site: Site;
  /** Which records of the resource, counted from 0 in the order in which they are written. */
  readonly ordinals: readonly number[];
}

/** Ways for each wanted fault: the first that harms no other is taken. */
const waysEach = 16;

/**
 * Ways to plant the wanted faults, spread over resources and over the whole district. `records` says how many records
 * each resource has. Pure: the same seed gives the same ways.
 */
export function drawCandidates(
  wanted: FaultCounts,
  records: ReadonlyMap<string, number>,
  seed: number,
): readonly Candidate[] {
  const random = new Random(seed, 5);
  const candidates: Candidate[] = [];
  let slot = 0;
  for (const [kind, count] of wanted) {
    if (kind === "unknown-resource") continue;
    const sites = sitesOf[kind].filter((site) => (records.get(site.resource) ?? 0) > 0);
    for (let index = 0; index < count; index += 1) {
      for (let way = 0; way < waysEach; way += 1) {
        const site = sites[(index + way) % Math.max(1, sites.length)];
        if (site === undefined) continue;
        const ordinals = drawOrdinals(site, records.get(site.resource) ?? 0, random);
        candidates.push({ id: candidates.length, slot, kind, site, ordinals });
      }
      slot += 1;
    }
  }
  return candidates;
}

function drawOrdinals(site: Site, count: number, random: Random): readonly number[] {
  const wanted = random.between(1, site.records ?? 1);
  const ordinals = Array.from({ length: wanted }, () => random.below(count));
  return [...new Set(ordinals)].toSorted((one, other) => one - other);
}
