import type { Permissions } from "../../../shared/domain/permissions.ts";

/** Names that a sentence tells one by one. */
const mostNamed = 5;

/** What a key is good for otherwise than when it was asked before, in sentences. Pure. */
export function permissionChanges(former: Permissions, now: Permissions): string[] {
  return [
    ...claimSetChange(former.claimSet, now.claimSet),
    ...listChanges(organizationsOf(former), organizationsOf(now), {
      gone: "The key is no longer good for",
      added: "The key is now good for",
    }),
    ...listChanges(former.namespacePrefixes, now.namespacePrefixes, {
      gone: "The key may no longer write in the namespace",
      added: "The key may now write in the namespace",
    }),
    ...listChanges(former.profiles, now.profiles, {
      gone: "No longer assigned is the API Profile",
      added: "Newly assigned is the API Profile",
    }),
    ...operationChanges(former, now),
  ];
}

function claimSetChange(from: string | undefined, to: string | undefined): string[] {
  if (from === to) return [];
  if (from === undefined) return [`The claim set is ${to}; the server did not name one before.`];
  return [to === undefined ? `The claim set was ${from}.` : `The claim set is ${to}; it was ${from}.`];
}

const organizationsOf = ({ organizations }: Permissions) =>
  organizations.map(({ id, name }) => (name === undefined ? id : `${name} (${id})`));

function listChanges(
  former: readonly string[],
  now: readonly string[],
  words: { readonly gone: string; readonly added: string },
): string[] {
  const gone = former.filter((one) => !now.includes(one));
  const added = now.filter((one) => !former.includes(one));
  return [
    ...(gone.length === 0 ? [] : [`${words.gone} ${listOf(gone)}.`]),
    ...(added.length === 0 ? [] : [`${words.added} ${listOf(added)}.`]),
  ];
}

/** One sentence an operation: a claim set that shrinks takes it from many resources at once. */
function operationChanges({ resources: former }: Permissions, { resources: now }: Permissions): string[] {
  if (former === undefined || now === undefined) return [];
  const [gone, added] = [grantsLost(former, now), grantsLost(now, former)];
  return [
    ...[...gone].map(([operation, paths]) => `No longer allowed is ${operation} on ${listOf(paths)}.`),
    ...[...added].map(([operation, paths]) => `Newly allowed is ${operation} on ${listOf(paths)}.`),
  ];
}

type Grants = NonNullable<Permissions["resources"]>;

/** Operation -> names of the resources that have it in `from` and not in `to`. */
function grantsLost(from: Grants, to: Grants): Map<string, string[]> {
  const left = new Map(to.map(({ resource, operations }) => [resource.toLowerCase(), operations]));
  const lost = new Map<string, string[]>();
  for (const { resource, operations } of from) {
    const kept = left.get(resource.toLowerCase()) ?? [];
    for (const operation of operations) {
      if (kept.includes(operation)) continue;
      lost.set(operation, [...(lost.get(operation) ?? []), resource.slice(resource.lastIndexOf("/") + 1)]);
    }
  }
  return lost;
}

function listOf(names: readonly string[]): string {
  const told = names.toSorted().slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? `${told} and ${names.length - mostNamed} more` : told;
}
