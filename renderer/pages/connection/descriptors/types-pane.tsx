import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { DescriptorTypeLine } from "../../../../shared/domain/descriptor.ts";
import { Part } from "../../../components/part.tsx";
import { count, counted } from "../../../format.ts";
import { placeAfter } from "../../../list-keys.ts";
import { fittingTypes } from "../../../mapping-rows.ts";
import { typeName } from "../../../mapping-words.ts";

type Drafted = ReadonlyMap<string, { all: number; releasing: number }>;

interface TypesPaneProps {
  types: readonly DescriptorTypeLine[];
  only: boolean;
  search: string;
  setSearch: (search: string) => void;
  /** Undefined: all types together. */
  chosen: string | undefined;
  drafted: Drafted;
  choose: (type: string | undefined) => void;
}

/** The descriptor types, most held records first. Arrow keys walk through them. */
export function TypesPane({ types, only, search, setSearch, chosen, drafted, choose }: TypesPaneProps) {
  const kept = new Set([...drafted.keys(), ...(chosen === undefined ? [] : [chosen])]);
  const fitting = fittingTypes(types, { search, only, kept });
  return (
    <div className="types-pane">
      <TextInput
        aria-label="Find a descriptor type"
        placeholder="Find a type"
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <TypeList {...{ types, fitting, chosen, drafted, choose }} />
      {fitting.length === 0 && <p className="quiet">No type fits.</p>}
    </div>
  );
}

function TypeList({
  types,
  fitting,
  chosen,
  drafted,
  choose,
}: Pick<TypesPaneProps, "types" | "chosen" | "drafted" | "choose"> & {
  fitting: readonly DescriptorTypeLine[];
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const entries: readonly (string | undefined)[] = [undefined, ...fitting.map(({ type }) => type)];
  const place = Math.max(0, entries.indexOf(chosen));
  useEffect(() => {
    list.current?.querySelector(`[data-place="${place}"]`)?.scrollIntoView({ block: "nearest" });
  }, [place]);
  const walk = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, entries.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    choose(entries[next]);
  };
  return (
    <Part
      ref={list}
      className="types"
      is="listbox"
      aria-label="Descriptor types"
      tabIndex={0}
      aria-activedescendant={`${id}-${place}`}
      onKeyDown={walk}
    >
      <TypeOption
        id={`${id}-0`}
        place={0}
        isChosen={chosen === undefined}
        choose={() => choose(undefined)}
        {...sumOf(types, drafted)}
        name="All types"
      />
      {fitting.map(({ type, unmapped, unmappedUses }, index) => (
        <TypeOption
          key={type}
          id={`${id}-${index + 1}`}
          place={index + 1}
          isChosen={chosen === type}
          choose={() => choose(type)}
          name={typeName(type)}
          unmapped={unmapped - (drafted.get(type)?.releasing ?? 0)}
          held={unmappedUses}
          drafted={drafted.get(type)?.all ?? 0}
        />
      ))}
    </Part>
  );
}

function sumOf(types: readonly DescriptorTypeLine[], drafted: Drafted) {
  return {
    unmapped: types.reduce(
      (sum, { type, unmapped }) => sum + unmapped - (drafted.get(type)?.releasing ?? 0),
      0,
    ),
    held: types.reduce((sum, { unmappedUses }) => sum + unmappedUses, 0),
    drafted: [...drafted.values()].reduce((sum, { all }) => sum + all, 0),
  };
}

interface TypeOptionProps {
  id: string;
  place: number;
  name: string;
  unmapped: number;
  held: number;
  drafted: number;
  isChosen: boolean;
  choose: () => void;
}

function TypeOption({ id, place, name, unmapped, held, drafted, isChosen, choose }: TypeOptionProps) {
  return (
    <Part
      id={id}
      is="option"
      aria-selected={isChosen}
      className="type"
      data-place={place}
      title={held > 0 ? `${counted(held, "record is", "records are")} held` : undefined}
      onClick={choose}
    >
      <span className="type-name">{name}</span>
      {drafted > 0 && (
        <span className="type-drafted">
          <span aria-hidden="true">✎ </span>
          {count(drafted)}
          <span className="hidden"> not saved</span>
        </span>
      )}
      {unmapped > 0 && (
        <span className="type-unmapped">
          <span aria-hidden="true">‖ </span>
          {count(unmapped)}
          <span className="hidden"> to map</span>
        </span>
      )}
    </Part>
  );
}
