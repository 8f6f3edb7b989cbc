import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type JournalFilter, journalSorts, wholeJournal } from "../../journal-filter.ts";

interface JournalFiltersProps {
  filter: JournalFilter;
  change: (filter: JournalFilter) => void;
}

/** What narrows the timeline. The connection is chosen above every page. */
export function JournalFilters({ filter, change }: JournalFiltersProps) {
  const set = (name: keyof JournalFilter) => (value: string) => change({ ...filter, [name]: value });
  const isWhole = filter.sort === "" && filter.from === "" && filter.to === "";
  return (
    <search className="record-filter journal-filter">
      <NativeSelect
        label="Show"
        value={filter.sort}
        data={journalSorts.map(({ name, words }) => ({ value: name, label: words }))}
        onChange={({ currentTarget }) => set("sort")(currentTarget.value)}
      />
      <TextInput
        type="date"
        label="From day"
        value={filter.from}
        onChange={({ currentTarget }) => set("from")(currentTarget.value)}
      />
      <TextInput
        type="date"
        label="To day"
        value={filter.to}
        onChange={({ currentTarget }) => set("to")(currentTarget.value)}
      />
      <Button variant="subtle" aria-disabled={isWhole} onClick={() => change(wholeJournal)}>
        Show all
      </Button>
    </search>
  );
}
