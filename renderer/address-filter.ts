/**
 * What narrows a page stands in its address, as the last part of it: "state=refused&file=students.jsonl". So back, forward and
 * the place where Steward begins again bring it back. It replaces the address that was: who goes back leaves the page, and is
 * not led through all that was typed. All pure.
 */

/** Empty: narrows nothing. */
export type Filter<Name extends string> = Readonly<Record<Name, string>>;

export interface FilterForm<Name extends string> {
  readonly none: Filter<Name>;
  /** For an address; empty where nothing is narrowed. */
  write(this: void, filter: { readonly [N in Name]?: string | undefined }): string;
  /** What an address says; names that there are not are left out. */
  read(this: void, text: string | undefined): Filter<Name>;
}

export function filterForm<const Name extends string>(names: readonly Name[]): FilterForm<Name> {
  const filterFrom = (valueAt: (name: Name) => string) =>
    Object.fromEntries(names.map((name) => [name, valueAt(name)])) as Filter<Name>;
  return {
    none: filterFrom(() => ""),
    write: (filter) =>
      new URLSearchParams(names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))).toString(),
    read: (text) => {
      const given = new URLSearchParams(text ?? "");
      return filterFrom((name) => given.get(name) ?? "");
    },
  };
}
