import { useLocation } from "wouter";
import { type Filter, filterForm } from "../../address-filter.ts";
import { filterIn } from "../../read-place.ts";
import { type ConnectionTab, places } from "../../routes.ts";

interface TabFilter<Name extends string> {
  readonly filter: Filter<Name>;
  readonly change: (next: Partial<Filter<Name>>) => void;
}

/** What narrows a part of a connection, by these names in its address. */
export function useTabFilter<const Name extends string>(
  connection: string,
  tab: ConnectionTab,
  names: readonly Name[],
): TabFilter<Name> {
  const [path, navigate] = useLocation();
  const form = filterForm(names);
  const filter = form.read(filterIn(path));
  return {
    filter,
    change: (next) =>
      navigate(places.connection(connection, tab, form.write({ ...filter, ...next })), { replace: true }),
  };
}

/** A list of resources: a part of their names, and whether only some are shown ("some", "all", or as it comes). */
export function useResourceFilter(connection: string, tab: "profile" | "permissions", isNarrow: boolean) {
  const { filter, change } = useTabFilter(connection, tab, ["find", "only"]);
  return {
    search: filter.find,
    setSearch: (find: string) => change({ find }),
    isOnly: filter.only === "" ? isNarrow : filter.only === "some",
    setOnly: (isOnly: boolean) => change({ only: isOnly === isNarrow ? "" : isOnly ? "some" : "all" }),
  };
}
