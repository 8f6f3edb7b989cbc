import type { Permissions, PermissionsView } from "../../../shared/domain/permissions.ts";

type Gap = PermissionsView["gaps"][number];

/** What a connection sends, as far as rights are about it. */
export interface Sent {
  /** Resources that the profile sends and the sources hold. */
  readonly resources: readonly { readonly resource: string; readonly records: number }[];
  /** Namespaces of records that carry one in their key: descriptors, assessments. */
  readonly namespaces: readonly {
    readonly resource: string;
    readonly records: number;
    readonly found: readonly string[];
  }[];
  /** Schools that the sources' records are about; `within`: the agency that the files say they belong to. */
  readonly schools: readonly { readonly id: string; readonly within?: string }[];
}

/** A record is sent by POST, which creates it or updates what is there (protocol section 5.1). */
const needed = ["Create", "Update"] as const;
const mostNamed = 5;

/** What is sent and the key does not cover, each with what to ask for. Pure. */
export function permissionGaps(permissions: Permissions, sent: Sent): Gap[] {
  return [
    ...operationGaps(permissions, sent),
    ...namespaceGaps(permissions, sent),
    ...schoolGaps(permissions, sent),
  ];
}

function operationGaps({ resources }: Permissions, sent: Sent): Gap[] {
  if (resources === undefined) return [];
  const granted = new Map(resources.map(({ resource, operations }) => [resource.toLowerCase(), operations]));
  return sent.resources.flatMap(({ resource, records }) => {
    const operations = granted.get(resource.toLowerCase()) ?? [];
    const missing = needed.filter((operation) => !operations.includes(operation));
    if (missing.length === 0) return [];
    return [{ resource, missing: [...missing], records, sentence: operationSentence(resource, missing) }];
  });
}

function operationSentence(resource: string, missing: readonly string[]): string {
  const name = wordsOf(resource);
  const verbs = missing.map((operation) => operation.toLowerCase()).join(" or ");
  return `You send ${name}, but this key may not ${verbs} them. Ask the state for ${missing.join(" and ")} on ${name}.`;
}

/** Whether a server goes by namespaces it does not tell: without any prefix nothing can be said. */
function namespaceGaps({ namespacePrefixes }: Permissions, { namespaces }: Sent): Gap[] {
  if (namespacePrefixes.length === 0) return [];
  const prefixes = namespacePrefixes.map((prefix) => prefix.toLowerCase());
  const isCovered = (namespace: string) =>
    prefixes.some((prefix) => namespace.toLowerCase().startsWith(prefix));
  return namespaces.flatMap(({ resource, records, found }) => {
    const strange = found.filter((namespace) => !isCovered(namespace));
    if (strange.length === 0) return [];
    const sentence = `Your ${wordsOf(resource)} are in the namespace ${listOf(strange)}, but this key may write only in ${listOf(namespacePrefixes)}. Ask the state for that namespace${resource.endsWith("Descriptors") ? ", or map these codes to the state's values" : ""}.`;
    return [{ resource, missing: [], records, sentence }];
  });
}

function schoolGaps({ organizations }: Permissions, { schools }: Sent): Gap[] {
  if (organizations.length === 0) return [];
  const reached = new Set(organizations.map(({ id }) => id));
  // A school that is yet to be created is reached through its agency.
  const strange = schools.flatMap(({ id, within }) =>
    reached.has(id) || (within !== undefined && reached.has(within)) ? [] : [id],
  );
  if (strange.length === 0) return [];
  const [are, them] = strange.length === 1 ? ["a school", "it"] : [`${strange.length} schools`, "them"];
  const sentence = `Your files hold records of ${are} that this key does not reach: ${listOf(strange)}. Ask the state to add ${them} to the key, or check that ${them === "it" ? "the id is" : "the ids are"} right.`;
  return [{ resource: "/ed-fi/schools", missing: [], records: strange.length, sentence }];
}

/** "/ed-fi/studentSchoolAssociations" -> "student school associations". */
function wordsOf(resource: string): string {
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

function listOf(names: readonly string[]): string {
  const told = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? `${told} and ${names.length - mostNamed} more` : told;
}
