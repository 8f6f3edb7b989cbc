import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Permissions } from "../../../shared/domain/permissions.ts";

/** What tells which right a record was refused for. */
interface Refusal {
  readonly topic: Topic;
  /** Path. */
  readonly resource: string;
}

const needed = ["Create", "Update"];

/** Whether a key may now what it was refused for: the server says more of it than it said before. Pure. */
export function isGranted({ topic, resource }: Refusal, before: Permissions, now: Permissions): boolean {
  switch (topic) {
    case "permission":
    case "permission.resource":
    case "permission.action":
      return (
        gained(operationsOn(resource, before), operationsOn(resource, now), needed) || isOtherSet(before, now)
      );
    case "permission.namespace":
      return gained(before.namespacePrefixes, now.namespacePrefixes);
    case "permission.relationship":
      return gained(idsOf(before), idsOf(now)) || isOtherSet(before, now);
    case "permission.profile":
      return gained(before.profiles, now.profiles) || gained(now.profiles, before.profiles);
    default:
      return false;
  }
}

/** `wanted`: the only ones that count; absent: any. */
function gained(
  before: readonly string[] | undefined,
  now: readonly string[] | undefined,
  wanted?: readonly string[],
): boolean {
  if (before === undefined || now === undefined) return false;
  return now.some((one) => !before.includes(one) && (wanted === undefined || wanted.includes(one)));
}

/** Undefined where the server does not list them. */
function operationsOn(path: string, { resources }: Permissions): readonly string[] | undefined {
  if (resources === undefined) return undefined;
  return resources.find(({ resource }) => resource.toLowerCase() === path.toLowerCase())?.operations ?? [];
}

const idsOf = ({ organizations }: Permissions) => organizations.map(({ id }) => id);

/** Servers that list no operations name the set of them, if anything. */
const isOtherSet = (before: Permissions, now: Permissions) =>
  now.resources === undefined &&
  before.claimSet !== undefined &&
  now.claimSet !== undefined &&
  before.claimSet !== now.claimSet;
