import type { Candidate } from "./candidates.ts";
import { type Links, linksFor } from "./links.ts";
import type { RecordFault } from "./planted.ts";

/** What a candidate would do to the district. */
export interface Effect {
  affected: number;
  directly: number;
  /** It cannot be planted there, or it would harm more than is counted. */
  unfit: boolean;
}

/** Associations that give the right to a person: losing one silently closes everything of that person. */
const rightGivers: Readonly<Record<string, { readonly reference: string; readonly group: string }>> = {
  studentSchoolAssociations: { reference: "studentReference", group: "student" },
  staffEducationOrganizationEmploymentAssociations: { reference: "staffReference", group: "staff" },
};

/**
 * Follows all candidates at once through the district: who descends from whom, by references alone. Parents are seen
 * before their children, so one walk is enough; only keys of harmed records are kept.
 */
export class Trace {
  readonly effects: readonly Effect[];
  readonly #candidates: readonly Candidate[];
  readonly #limit: number;
  /** Candidates by resource and ordinal. */
  readonly #planned = new Map<string, Map<number, Candidate[]>>();
  readonly #seen = new Map<string, number>();
  /** Candidates that harm the record of this key. */
  readonly #harmed = new Map<string, ReadonlySet<number>>();
  /** Candidates that keep every right from the person of this key. */
  readonly #closed = new Map<string, ReadonlySet<number>>();
  /** Keys of the parents that candidates leave out. */
  readonly #missing = new Map<string, Set<number>>();
  readonly #conflicts = new Set<number>();

  /** `limit`: a candidate that affects more records is unfit, and is followed no further; unless it is to be large. */
  constructor(candidates: readonly Candidate[], limit: number) {
    this.#candidates = candidates;
    this.#limit = limit;
    this.effects = candidates.map(() => ({ affected: 0, directly: 0, unfit: false }));
    for (const candidate of candidates) {
      const { resource } = candidate.site;
      const ordinals = this.#planned.get(resource) ?? new Map<number, Candidate[]>();
      for (const ordinal of candidate.ordinals) {
        ordinals.set(ordinal, [...(ordinals.get(ordinal) ?? []), candidate]);
      }
      this.#planned.set(resource, ordinals);
    }
  }

  /** Some record would have two roots. */
  conflict(one: Candidate, other: Candidate): boolean {
    return this.#conflicts.has(this.#pair(one.id, other.id));
  }

  /** The next record in the order of writing. True: some candidate harms it. */
  see(resource: string, body: object): boolean {
    const links = linksFor(resource);
    const ordinal = this.#seen.get(resource) ?? 0;
    this.#seen.set(resource, ordinal + 1);
    const harm = this.#inherited(links, body);
    const own = this.#planned.get(resource)?.get(ordinal) ?? [];
    this.#followRights(resource, body, harm);
    if (harm.size === 0 && own.length === 0) return false;
    for (const id of harm) this.#count(id);
    this.#plantAll(own, links, body, harm);
    return true;
  }

  /** Candidates that harm what this record refers to. */
  #inherited(links: Links, body: object): ReadonlySet<number> {
    const harm = new Set<number>();
    if (this.#harmed.size === 0) return harm;
    const direct = new Set<number>();
    for (const key of links.others(body)) {
      const missing = this.#missing.get(key);
      for (const id of this.#harmed.get(key) ?? []) {
        if (this.#effect(id).unfit) continue;
        harm.add(id);
        if (missing?.has(id) === true) direct.add(id);
      }
      for (const id of this.#closed.get(key) ?? []) harm.add(id);
    }
    for (const id of direct) this.#effect(id).directly += 1;
    return harm;
  }

  #plantAll(own: readonly Candidate[], links: Links, body: object, harm: ReadonlySet<number>): void {
    const passedOn = new Set(harm);
    const touched = new Set(harm);
    const key = links.own(body);
    for (const candidate of own) {
      const effect = this.#effect(candidate.id);
      const { member } = candidate.site;
      if (member !== undefined && (body as Record<string, unknown>)[member] === undefined)
        effect.unfit = true;
      touched.add(candidate.id);
      if (candidate.kind !== "duplicate-key") passedOn.add(candidate.id);
      if (candidate.kind === "missing-parent") {
        this.#missing.set(key, (this.#missing.get(key) ?? new Set()).add(candidate.id));
      } else {
        effect.directly += 1;
        if (!harm.has(candidate.id)) this.#count(candidate.id);
      }
    }
    this.#noteConflicts([...touched]);
    if (passedOn.size > 0) this.#harmed.set(key, passedOn);
  }

  /** A school takes its students' rights along, and that is counted; nobody here goes to two. Other faults must not. */
  #followRights(resource: string, body: object, harm: ReadonlySet<number>): void {
    const giver = rightGivers[resource];
    if (giver === undefined || harm.size === 0) return;
    const key = `${giver.group}|${Object.values((body as Record<string, object>)[giver.reference] ?? {})[0]}`;
    const lost = [...harm].filter((id) => this.#harmed.get(key)?.has(id) !== true);
    for (const id of lost) {
      if (this.#candidates[id]?.kind === "refused-school")
        this.#closed.set(key, new Set([...(this.#closed.get(key) ?? []), id]));
      else this.#effect(id).unfit = true;
    }
  }

  #count(id: number): void {
    const effect = this.#effect(id);
    effect.affected += 1;
    if (effect.affected > this.#limit && !isLarge(this.#candidates[id]?.kind)) effect.unfit = true;
  }

  #noteConflicts(ids: readonly number[]): void {
    for (const [index, one] of ids.entries()) {
      for (const other of ids.slice(index + 1)) this.#conflicts.add(this.#pair(one, other));
    }
  }

  #pair(one: number, other: number): number {
    return Math.min(one, other) * this.#candidates.length + Math.max(one, other);
  }

  #effect(id: number): Effect {
    return this.effects[id] ?? { affected: 0, directly: 0, unfit: true };
  }
}

const isLarge = (kind: RecordFault | undefined): boolean =>
  kind === "refused-school" || kind === "unmapped-code" || kind === "missing-permission";
