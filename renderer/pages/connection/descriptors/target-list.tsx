import { useEffect, useRef } from "react";
import type { DescriptorValue } from "../../../../shared/domain/descriptor.ts";
import { Part } from "../../../components/part.tsx";
import { count } from "../../../format.ts";
import { shortNamespace } from "../../../mapping-words.ts";
import { useVirtualRows } from "../../../use-virtual-rows.ts";

/** Pixels, as in the style sheet. */
const optionHeight = 46;

interface TargetListProps {
  id: string;
  type: string;
  /** null: no mapping. */
  options: readonly (DescriptorValue | null)[];
  place: number;
  current: string | undefined;
  choose: (uri: string | null) => void;
  state: { failure: string | undefined; isLoading: boolean; isCut: boolean };
}

/** The values: code in front, namespace in grey, description below. Thousands of them are as quick as ten. */
export function TargetList({ id, type, options, place, current, choose, state }: TargetListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualRows({
    count: options.length,
    scroller,
    height: () => optionHeight,
    keyOf: (index) => options[index]?.uri ?? "none",
    kept: place,
  });
  useEffect(() => {
    if (place >= 0 && place < options.length) rows.scrollToIndex(place, { align: "auto" });
  }, [rows, place, options.length]);
  return (
    <>
      <Part
        ref={scroller}
        id={id}
        className="target-list"
        is="listbox"
        aria-label="Values of the server"
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
      >
        <div role="presentation" className="virtual" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <TargetOption
              key={options[index]?.uri ?? "none"}
              id={`${id}-${index}`}
              type={type}
              value={options[index] ?? null}
              isActive={index === place}
              isCurrent={options[index]?.uri === current}
              place={{ index, start, total: options.length }}
              choose={choose}
            />
          ))}
        </div>
      </Part>
      <p role="status" className="target-foot">
        {footWords(options, state)}
      </p>
    </>
  );
}

function footWords(
  options: TargetListProps["options"],
  { failure, isLoading, isCut }: TargetListProps["state"],
): string {
  if (failure !== undefined) return failure;
  if (isLoading) return "Looking them up";
  if (options.length === 0) return "No value of the server fits.";
  return isCut ? `The first ${count(options.length)}. Type to see others.` : "";
}

interface TargetOptionProps {
  id: string;
  type: string;
  value: DescriptorValue | null;
  isActive: boolean;
  isCurrent: boolean;
  place: { index: number; start: number; total: number };
  choose: (uri: string | null) => void;
}

function TargetOption({ id, type, value, isActive, isCurrent, place, choose }: TargetOptionProps) {
  return (
    <Part
      id={id}
      is="option"
      aria-selected={isCurrent}
      aria-setsize={place.total}
      aria-posinset={place.index + 1}
      className={isActive ? "target-option active" : "target-option"}
      style={{ transform: `translateY(${place.start}px)` }}
      title={value?.uri}
      onClick={() => choose(value?.uri ?? null)}
    >
      {value === null ? (
        <span>No mapping</span>
      ) : (
        <>
          <span className="one-row">
            {value.codeValue} <span className="quiet namespace">{shortNamespace(value.namespace, type)}</span>
          </span>
          <span className="one-row quiet small">{descriptionOf(value)}</span>
        </>
      )}
    </Part>
  );
}

const descriptionOf = ({ codeValue, shortDescription, description }: DescriptorValue) => {
  const words = description === "" ? shortDescription : description;
  return words === codeValue ? "" : words;
};
