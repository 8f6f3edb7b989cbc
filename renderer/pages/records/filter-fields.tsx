import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import { useAnswer } from "../../ask.ts";
import { resourceName } from "../../format.ts";
import { type ExplorerFilter, isEmpty, stateGroups } from "../../record-filter.ts";

interface FilterFieldsProps {
  connection: Connection;
  resources: readonly string[];
  filter: ExplorerFilter;
  change: (filter: ExplorerFilter) => void;
  searched: string;
  search: (text: string) => void;
  clear: () => void;
}

/** Milliseconds without a key before what was typed is looked for. */
const pause = 300;
const mostCauses = 500;

/** What narrows the list: each field at once, the search when nobody types on. */
export function FilterFields(props: FilterFieldsProps) {
  const { connection, resources, filter, change, searched, search, clear } = props;
  const set = (name: keyof ExplorerFilter) => (value: string) => change({ ...filter, [name]: value });
  return (
    <search className="record-filter">
      <SearchField searched={searched} search={search} />
      <NativeSelect
        label="Resource"
        value={filter.resource}
        data={[
          { value: "", label: "All resources" },
          ...resources.map((resource) => ({ value: resource, label: resourceName(resource) })),
        ]}
        onChange={({ currentTarget }) => set("resource")(currentTarget.value)}
      />
      <NativeSelect
        label="State"
        value={filter.state}
        data={[
          { value: "", label: "All states" },
          ...stateGroups.map(({ name, words }) => ({ value: name, label: words })),
        ]}
        onChange={({ currentTarget }) => set("state")(currentTarget.value)}
      />
      <CauseField connection={connection} cause={filter.cause} choose={set("cause")} />
      <DelayedField label="School" hint="schoolId" value={filter.school} change={set("school")} />
      <TextInput
        type="date"
        label="About days from"
        value={filter.dateFrom}
        onChange={({ currentTarget }) => set("dateFrom")(currentTarget.value)}
      />
      <TextInput
        type="date"
        label="About days until"
        value={filter.dateTo}
        onChange={({ currentTarget }) => set("dateTo")(currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label="Changed since"
        value={filter.changedSince}
        onChange={({ currentTarget }) => set("changedSince")(currentTarget.value)}
      />
      <div className="field-and-clear">
        <DelayedField label="File" hint="students.jsonl" value={filter.file} change={set("file")} />
        <Button variant="subtle" aria-disabled={isEmpty(filter, searched)} onClick={clear}>
          Clear
        </Button>
      </div>
    </search>
  );
}

function SearchField({ searched, search }: Pick<FilterFieldsProps, "searched" | "search">) {
  return (
    <DelayedField
      label="Find"
      hint="Any part of a key: 4822, 255901001 2026-08"
      value={searched}
      change={search}
      className="record-search"
    />
  );
}

interface DelayedFieldProps {
  label: string;
  hint: string;
  value: string;
  change: (value: string) => void;
  className?: string;
}

function DelayedField({ label, hint, value, change, className }: DelayedFieldProps) {
  const [text, setText] = useState(value);
  // Whatever was narrowed since by another field stays narrowed.
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  }, [change]);
  // What is cleared elsewhere is cleared here.
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the pause anew.
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => latest.current(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      label={label}
      placeholder={hint}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      {...(className !== undefined && { className })}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={({ key }) => key === "Enter" && change(text)}
    />
  );
}

interface CauseFieldProps {
  connection: Connection;
  cause: string;
  choose: (cause: string) => void;
}

function CauseField({ connection, cause, choose }: CauseFieldProps) {
  const { value } = useAnswer("causes.list", { connection: connection.id, limit: mostCauses }, ["causes"]);
  const causes = (value ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const isKnown = cause === "" || causes.some((one) => one.value === cause);
  return (
    <NativeSelect
      label="Cause"
      value={cause}
      data={[
        { value: "", label: "Any, or none" },
        ...causes,
        ...(isKnown ? [] : [{ value: cause, label: value ? "A cause that is cleared" : "Loading" }]),
      ]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
