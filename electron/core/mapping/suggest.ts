import type { DescriptorValue, Suggestion } from "../../../shared/domain/descriptor.ts";
import { type Entry, type Evidence, EvidenceIndex, isOutdated } from "./evidence.ts";

/** Proposes a value of the server for a code of the sources; undefined when none comes near enough. */
export type Suggester = (code: string) => Suggestion | undefined;

/** Evidence that differs by less is a matter of taste. */
const margin = 0.1;
/** Weaker evidence for two values of different meaning is a toss of a coin: none of them is shown. */
const coin = 0.04;
const leastSure = 0.85;

/**
 * Prepares suggestions for one descriptor type: same code, same description, same number, usual short forms, slips of
 * the keyboard, words in common. They are shown, never applied by themselves.
 *
 * `sure` means that nothing of another meaning comes near. When several values mean the same, the namespace decides: a
 * host that loads values of its own for a type wants these used, so its value goes before Ed-Fi's, and is sure when it
 * is the only one of the kind. Between two values of one host, or of two hosts, only a person can choose: not sure.
 */
export function createSuggester(type: string, values: readonly DescriptorValue[]): Suggester {
  const index = new EvidenceIndex(type, values);
  const popularity = countOwners(values);
  return (code) => choose(index.of(code), popularity);
}

function choose(found: readonly Evidence[], popularity: ReadonlyMap<string, number>): Suggestion | undefined {
  const ranked = found.toSorted((one, other) => rank(other) - rank(one));
  const [best] = ranked;
  if (!best) return undefined;
  const rivals = ranked.filter(({ entry }) => !isSameMeaning(entry, best.entry));
  const nearest = rivals[0]?.score ?? 0;
  if (best.score < leastSure && nearest > best.score - coin) return undefined;
  const equals = ranked.filter(
    ({ entry, score }) => isSameMeaning(entry, best.entry) && score > best.score - margin,
  );
  const own = equals.filter(({ entry }) => !isEdFis(entry));
  const [chosen = best] = own.toSorted((one, other) => sizeOf(other, popularity) - sizeOf(one, popularity));
  const isOnly = equals.length === 1 || own.length === 1;
  const sure =
    isOnly && best.score >= leastSure && nearest <= best.score - margin && !isOutdated(chosen.entry);
  const also = equals.length > 1 ? "; other values say the same" : "";
  return { uri: chosen.entry.value.uri, reason: `${chosen.reason}${also}`, sure };
}

/** Outdated values only where there is nothing else. */
const rank = ({ entry, score }: Evidence) => score - (isOutdated(entry) ? margin : 0);

const sizeOf = ({ entry, score }: Evidence, popularity: ReadonlyMap<string, number>) =>
  (popularity.get(ownerOf(entry.value.namespace)) ?? 0) + score;

function isSameMeaning(one: Entry, other: Entry): boolean {
  return one.wordings.some(({ sense }) => other.wordings.some((wording) => wording.sense.key === sense.key));
}

/** "uri://tea.texas.gov/GradeLevelDescriptor" -> "tea.texas.gov" */
const ownerOf = (namespace: string) => /^\w+:\/\/([^/]+)/.exec(namespace)?.[1]?.toLowerCase() ?? namespace;
const isEdFis = ({ value }: Entry) => /(?:^|\.)ed-fi\.org$/.test(ownerOf(value.namespace));

function countOwners(values: readonly DescriptorValue[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { namespace } of values) {
    const owner = ownerOf(namespace);
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}
