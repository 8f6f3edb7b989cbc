import type { PermissionsView } from "../shared/domain/permissions.ts";
import type { ProfileView } from "../shared/domain/profile.ts";

/** What the key may do with a resource, and whether sending needs more. */
export interface PermissionRow {
  readonly resource: string;
  /** In the connection's sources; undefined: not known. */
  readonly records: number | undefined;
  readonly granted: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

/** Always shown, in this order; a server may name others. */
const common = ["Create", "Read", "Update", "Delete"];

export function operationsOf({ now, gaps }: PermissionsView): string[] {
  const named = [
    ...(now?.resources ?? []).flatMap(({ operations }) => operations),
    ...gaps.flatMap(({ missing }) => missing),
  ];
  return [...new Set([...common, ...named])];
}

interface Filter {
  readonly search: string;
  /** Only what is sent: the profile lets it, and the files hold it. */
  readonly sentOnly: boolean;
}

/** Every resource that the key covers or that is sent without leave: gaps first, then most records. Pure. */
export function permissionRows(
  { now, gaps }: PermissionsView,
  profile: Pick<ProfileView, "resources"> | undefined,
  { search, sentOnly }: Filter,
): PermissionRow[] {
  const lines = new Map(profile?.resources.map((line) => [line.resource.toLowerCase(), line]));
  const missing = new Map(
    gaps.filter((gap) => gap.missing.length > 0).map((gap) => [gap.resource.toLowerCase(), gap]),
  );
  const granted = new Map(now?.resources?.map((each) => [each.resource.toLowerCase(), each]));
  const wanted = search.trim().toLowerCase().replaceAll(" ", "");
  const isSent = (key: string) => {
    const line = lines.get(key);
    return missing.has(key) || (line !== undefined && line.unsent === undefined && line.records > 0);
  };
  return [...new Set([...missing.keys(), ...granted.keys()])]
    .filter((key) => key.includes(wanted) && (!sentOnly || isSent(key)))
    .map((key) => ({
      resource: granted.get(key)?.resource ?? missing.get(key)?.resource ?? key,
      records: missing.get(key)?.records ?? lines.get(key)?.records,
      granted: new Set(granted.get(key)?.operations),
      missing: new Set(missing.get(key)?.missing),
    }))
    .sort(
      (one, other) =>
        Number(other.missing.size > 0) - Number(one.missing.size > 0) ||
        (other.records ?? 0) - (one.records ?? 0) ||
        (one.resource < other.resource ? -1 : 1),
    );
}
