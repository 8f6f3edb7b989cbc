/**
 * The descriptor type that a person means: by path ("/ed-fi/gradeLevelDescriptors", also without the first slash) or by
 * name ("gradeLevelDescriptors", "GradeLevelDescriptor", "gradeLevel"), case aside. Ed-Fi's own goes before an
 * extension's of the same name. Pure.
 */
export function findType(types: readonly string[], name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  const path = wanted.startsWith("/") ? wanted : `/${wanted}`;
  const byPath = types.find((type) => type.toLowerCase() === path);
  if (byPath !== undefined) return byPath;
  const short = shortName(wanted);
  const named = types.filter(
    (type) => shortName(type.slice(type.lastIndexOf("/") + 1).toLowerCase()) === short,
  );
  return named.find((type) => type.startsWith("/ed-fi/")) ?? named[0];
}

const shortName = (name: string) => name.replace(/descriptors?$/, "");
