import { MultiSelect } from "@mantine/core";
import { useAnswer } from "../ask.ts";
import { resourceName } from "../format.ts";
import { stageTitle } from "../sync-rows.ts";

interface ResourceSelectProps {
  connection: string;
  label: string;
  placeholder: string;
  /** Paths. */
  value: readonly string[];
  change: (resources: readonly string[]) => void;
}

/** Some of the resources that a connection has records of and sends, by their stages. */
export function ResourceSelect({ connection, label, placeholder, value, change }: ResourceSelectProps) {
  const { value: view } = useAnswer("sync.show", { connection }, ["sources"]);
  const lines = (view?.lines ?? []).filter(({ unsent }) => unsent === undefined);
  const known = new Set(lines.map(({ resource }) => resource));
  const groups = [...Map.groupBy(lines, ({ stage }) => stage)].map(([stage, of]) => ({
    group: stageTitle(stage),
    items: of.map(({ resource }) => ({ value: resource, label: resourceName(resource) })),
  }));
  // What was chosen before is shown before the list is there, and where it is in it no more.
  const others = value.filter((resource) => !known.has(resource));
  const data = [...groups, ...others.map((resource) => ({ value: resource, label: resourceName(resource) }))];
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? placeholder : ""}
      data={data}
      searchable
      clearable
      clearButtonProps={{ "aria-label": `${label}: take all out` }}
      nothingFoundMessage="No resource fits"
      maxDropdownHeight={240}
      // It chooses an option; else the form around it would be sent.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      value={[...value]}
      onChange={change}
    />
  );
}
