import { projectTitle, type ShownResource } from "./profile-draft.ts";

/** A line of the resource table: the heading of a group, or a resource. */
export type ProfileRow =
  | { readonly key: string; readonly title: string; readonly lines: readonly ShownResource[] }
  | { readonly key: string; readonly line: ShownResource };

interface Filter {
  readonly search: string;
  /** Only those that the files have records of, or about which something was decided. */
  readonly inFiles: boolean;
}

/** Grouped by project, descriptors apart from resources; groups with nothing left are left out. Pure. */
export function profileRows(lines: readonly ShownResource[], { search, inFiles }: Filter): ProfileRow[] {
  const wanted = search.trim().toLowerCase().replaceAll(" ", "");
  const fitting = lines.filter(
    ({ resource, records, decision, isChanged }) =>
      resource.toLowerCase().includes(wanted) &&
      (!inFiles || records > 0 || decision !== "sent" || isChanged),
  );
  const groups = Map.groupBy(fitting, ({ project, kind }) => `${project} ${kind}`);
  return [...groups].flatMap(([key, group]): ProfileRow[] => [
    { key, title: titleOf(group), lines: group },
    ...group.map((line) => ({ key: line.resource, line })),
  ]);
}

function titleOf([first]: readonly ShownResource[]): string {
  if (!first) return "";
  return `${projectTitle(first.project)}: ${first.kind === "descriptor" ? "descriptors" : "resources"}`;
}
