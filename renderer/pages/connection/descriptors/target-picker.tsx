import { Popover } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { DescriptorValue } from "../../../../shared/domain/descriptor.ts";
import type { MappingRow } from "../../../mapping-rows.ts";
import { useSteward } from "../../../steward.ts";
import { TargetList } from "./target-list.tsx";

/** So many values at once; whoever needs another one types. */
const mostValues = 1000;
/** Milliseconds after the last key until the values are asked for. */
const typingPause = 120;

export interface TargetPickerProps {
  connection: string;
  row: MappingRow;
  /** What was typed to open it. */
  typed: string;
  choose: (uri: string | null) => void;
  chooseAndGoOn: (uri: string | null | undefined) => void;
  /** `isBack`: to the grid, by a key; else the focus went elsewhere. */
  leave: (isBack: boolean) => void;
}

/** A combobox over the server's values: type to search, arrows to walk, Enter to choose, Escape to leave it as it was. */
export function TargetPicker(props: TargetPickerProps) {
  const { connection, row, typed, choose, leave } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState(typed);
  const { values, failure, isStale } = useValues(connection, row.line.type, search);
  const current = row.drafted ? row.drafted.uri : row.line.target;
  const canUnmap = search === "" && (row.line.state === "mapped" || row.drafted !== undefined);
  const options: readonly (DescriptorValue | null)[] = [...(canUnmap ? [null] : []), ...(values ?? [])];
  const [walked, setWalked] = useState<number>();
  const place = Math.min(walked ?? firstPlace(options, search, current), options.length - 1);
  // Values that do not go with what was typed yet are shown, but cannot be chosen by a quick Enter.
  const active = isStale ? undefined : options[place];
  const uriAt = active === undefined ? undefined : (active?.uri ?? null);
  const isTouched = walked !== undefined || search !== "";
  useEffect(() => input.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, options.length - 1);
    if (next !== undefined) setWalked(next);
    else press(event, { ...props, uriAt, isTouched });
    if (next !== undefined || event.key === "Enter" || event.key === "Escape") event.preventDefault();
    // The keys of the grid around it are not meant.
    event.stopPropagation();
  };
  return (
    <Popover
      opened
      // Out of the list that scrolls, and still in the page for a screen reader.
      portalProps={{ target: "main" }}
      withRoles={false}
      width={520}
      position="bottom-start"
      shadow="md"
      offset={4}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <input
          ref={input}
          className="target-input"
          role="combobox"
          aria-label={`Value for ${row.line.code}`}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          {...(active !== undefined && { "aria-activedescendant": `${id}-${place}` })}
          autoComplete="off"
          spellCheck={false}
          placeholder="Type to search the server's values"
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            setWalked(undefined);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => leave(false)}
        />
      </Popover.Target>
      <Popover.Dropdown className="target-dropdown">
        <TargetList
          id={id}
          type={row.line.type}
          options={options}
          place={isStale ? -1 : place}
          current={current ?? undefined}
          choose={choose}
          state={{ failure, isLoading: values === undefined, isCut: values?.length === mostValues }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface Pressed extends Pick<TargetPickerProps, "choose" | "chooseAndGoOn" | "leave"> {
  /** What the list stands at; undefined: nothing. */
  uriAt: string | null | undefined;
  /** Something was typed or walked to. */
  isTouched: boolean;
}

function press(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { uriAt, isTouched, choose, chooseAndGoOn, leave }: Pressed,
) {
  if (key === "Escape") leave(true);
  else if (key !== "Enter") return;
  else if (ctrlKey || metaKey) chooseAndGoOn(isTouched ? uriAt : undefined);
  else if (uriAt !== undefined) choose(uriAt);
}

/** Where a list begins: at what is chosen, or, when something was typed, at what fits best. Pure. */
function firstPlace(
  options: readonly (DescriptorValue | null)[],
  search: string,
  current: string | null | undefined,
): number {
  if (search !== "") return 0;
  return Math.max(
    options.findIndex((option) => option !== null && option.uri === current),
    options[0] === null && options.length > 1 ? 1 : 0,
  );
}

/** Home and End belong to the text. */
function placeAfter(key: string, place: number, last: number): number | undefined {
  // The values are on their way: there is nowhere to go yet.
  if (last < 0) return undefined;
  if (key === "ArrowDown") return place >= last ? 0 : place + 1;
  if (key === "ArrowUp") return place <= 0 ? last : place - 1;
  if (key === "PageDown") return Math.min(place + 8, last);
  if (key === "PageUp") return Math.max(place - 8, 0);
  return undefined;
}

function useValues(connection: string, type: string, search: string) {
  const { client } = useSteward();
  const [known, setKnown] = useState<{ search: string; values: readonly DescriptorValue[] }>();
  const [failure, setFailure] = useState<string>();
  const isFirst = useRef(true);
  useEffect(() => {
    let wanted = true;
    const ask = () =>
      client.call("descriptors.values", { connection, type, search, limit: mostValues }).then(
        (found) => {
          if (!wanted) return;
          setKnown({ search, values: found });
          setFailure(undefined);
        },
        (error: Error) => wanted && setFailure(error.message),
      );
    const timer = setTimeout(ask, isFirst.current ? 0 : typingPause);
    isFirst.current = false;
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, connection, type, search]);
  return { values: known?.values, failure, isStale: known?.search !== search };
}
