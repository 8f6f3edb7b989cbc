import type { DescriptorValue } from "../../../shared/domain/descriptor.ts";
import type { Differences } from "../../../shared/domain/difference.ts";
import { projectKey } from "../../../shared/domain/profile.ts";
import type { Mapping } from "../mapping/mappings-store.ts";
import { foldValue } from "../mapping/resolve.ts";
import type { ServerContent } from "./baselines-store.ts";

type TypeDifference = Differences["descriptors"][number];
type Names = Differences["resources"];

export interface Compared extends Pick<Differences, "descriptors" | "resources" | "extensions"> {
  readonly notCompared: string[];
}

/** Names that a sentence tells one by one. */
const mostNamed = 5;

/** What a server has otherwise than the one that the mappings were made for, by type and value. Pure. */
export function compareServers(
  former: ServerContent,
  present: ServerContent,
  mappings: readonly Mapping[],
): Compared {
  const before = new Map(former.descriptors.map(({ type, values }) => [type, values]));
  const now = new Map(present.descriptors.map(({ type, values }) => [type, values]));
  const unread = [...before.keys()].filter((type) => !now.has(type) && present.resources.includes(type));
  const unknown = [...now.keys()].filter((type) => !before.has(type) && former.resources.includes(type));
  const left = new Set([...unread, ...unknown]);
  const types = [...new Set([...before.keys(), ...now.keys()])].filter((type) => !left.has(type)).sort();
  const byType = Map.groupBy(mappings, ({ type }) => type);
  return {
    descriptors: types.flatMap((type) => {
      const found = compareType(type, before.get(type) ?? [], now.get(type) ?? [], byType.get(type) ?? []);
      return found.added.length + found.gone.length + found.changed.length > 0 ? [found] : [];
    }),
    resources: compareNames(former.resources, present.resources),
    extensions: compareNames(former.extensions, present.extensions, projectKey),
    notCompared: [
      ...sentenceOf(unread, "that the server does not show to this key"),
      ...sentenceOf(unknown, "that were not known of the former server"),
    ],
  };
}

/** A value in another spelling is the same one: the server's spelling is sent. */
function compareType(
  type: string,
  former: readonly DescriptorValue[],
  present: readonly DescriptorValue[],
  mappings: readonly Mapping[],
): TypeDifference {
  const before = new Map(former.map((value) => [foldValue(value.uri), value]));
  const now = new Map(present.map((value) => [foldValue(value.uri), value]));
  const mapped = Map.groupBy(mappings, ({ uri }) => foldValue(uri));
  return {
    type,
    added: [...now].flatMap(([folded, { uri }]) => (before.has(folded) ? [] : [uri])).sort(),
    gone: [...before]
      .flatMap(([folded, { uri }]) =>
        now.has(folded) ? [] : [{ uri, mappedFrom: (mapped.get(folded) ?? []).map(({ code }) => code) }],
      )
      .sort(byUri),
    changed: [...now].flatMap(([folded, value]) => changeOf(before.get(folded), value) ?? []).sort(byUri),
  };
}

function changeOf(former: DescriptorValue | undefined, present: DescriptorValue) {
  if (former === undefined) return undefined;
  const { uri } = present;
  if (former.uri !== uri) return { uri, from: former.uri, to: uri };
  const [from, to] = [wordsOf(former), wordsOf(present)];
  return from === to ? undefined : { uri, from, to };
}

const wordsOf = ({ shortDescription, description }: DescriptorValue): string =>
  description === "" || description === shortDescription
    ? shortDescription
    : `${shortDescription}: ${description}`;

function compareNames(
  former: readonly string[],
  present: readonly string[],
  keyOf: (name: string) => string = (name) => name,
): Names {
  const before = new Set(former.map(keyOf));
  const now = new Set(present.map(keyOf));
  return {
    added: present.filter((name) => !before.has(keyOf(name))).sort(),
    gone: former.filter((name) => !now.has(keyOf(name))).sort(),
  };
}

function sentenceOf(types: readonly string[], why: string): string[] {
  if (types.length === 0) return [];
  const names = types.toSorted().map((type) => type.slice(type.lastIndexOf("/") + 1));
  const told = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return [`Not compared are the values ${why}: ${told}${more}.`];
}

const byUri = (one: { uri: string }, other: { uri: string }) => (one.uri < other.uri ? -1 : 1);
