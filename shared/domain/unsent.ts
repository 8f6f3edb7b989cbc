/** Who sends what, decided without a validator: pages work it out for choices that are not saved yet. */

interface Choices {
  readonly extensions: "all" | readonly string[];
  readonly off: readonly string[];
  readonly owners: Readonly<Record<string, { readonly owner: "other" | "unused" } | undefined>>;
}

/** Undefined: it is sent. Pure. */
export function whyUnsent(
  { extensions, off, owners }: Choices,
  { path, project }: { readonly path: string; readonly project: string },
): "extension" | "off" | "other" | "unused" | undefined {
  const owner = owners[path]?.owner;
  if (owner !== undefined) return owner;
  if (off.includes(path)) return "off";
  return sendsProject(extensions, project) ? undefined : "extension";
}

export const sendsProject = (extensions: Choices["extensions"], project: string): boolean =>
  isCore(project) ||
  extensions === "all" ||
  extensions.some((known) => projectKey(known) === projectKey(project));

const isCore = (project: string) => projectKey(project) === "edfi";

/** A project is "grand-bend" in a path and "grandBend" in `_ext`: one text for both. */
export const projectKey = (project: string): string => project.toLowerCase().replace(/[^a-z0-9]/g, "");
