import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Cause } from "../../../shared/domain/cause.ts";
import { markedName } from "../../../shared/domain/practice-facts.ts";
import { kindWords } from "../../cause-words.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Part } from "../../components/part.tsx";
import { ago, count, menderWords, resourceName } from "../../format.ts";
import { placeAfter } from "../../list-keys.ts";
import { useStatus } from "../../scope.ts";
import { useVirtualRows } from "../../use-virtual-rows.ts";
import type { CausesShown, Chosen } from "./use-causes.ts";

/** Pixels, as in the style sheet. */
const rowHeight = 76;

interface CauseListProps {
  list: CausesShown;
  chosen: Chosen | undefined;
  choose: (cause: Chosen) => void;
  showsConnection: boolean;
  cleared: boolean;
  isFiltered: boolean;
  clearFilters: () => void;
}

/** All causes that are shown, or the face of the list when there is none. */
export function CauseList(props: CauseListProps) {
  const { list, cleared, isFiltered, clearFilters } = props;
  const { causes, failure, askAgain } = list;
  if (causes === undefined) {
    return failure === undefined ? (
      <PageSkeleton label="Loading causes" lines={8} />
    ) : (
      <Failure sentence={failure} retry={askAgain} />
    );
  }
  if (causes.length > 0) return <Rows {...props} causes={causes} />;
  if (isFiltered)
    return (
      <section className="empty">
        <h2>No cause is of this sort</h2>
        <div className="buttons">
          <Button onClick={clearFilters}>Show all</Button>
        </div>
      </section>
    );
  return (
    <section className="empty">
      <h2>{cleared ? "Nothing was cleared yet" : "Nothing to mend"}</h2>
      <p>
        {cleared
          ? "A cause that nothing waits by any more is kept here, with what happened to it."
          : "No record is refused or held. When one is, its cause stands here, with what to do about it."}
      </p>
    </section>
  );
}

/** Arrows walk, and show what they come to; Enter goes into it. */
function Rows({
  list,
  causes,
  chosen,
  choose,
  showsConnection,
}: CauseListProps & { causes: readonly Cause[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const place = causes.findIndex((cause) => isSame(cause, chosen));
  const [walked, setWalked] = useState(0);
  const active = Math.min(place >= 0 ? place : walked, causes.length - 1);
  const rows = useVirtualRows({
    count: causes.length,
    scroller,
    height: () => rowHeight,
    keyOf: (index) => causes[index]?.id ?? "",
    kept: active,
  });
  const items = rows.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? -1) >= causes.length - 1;
  const { more } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each length of the list.
  useEffect(() => {
    if (isAtEnd) more?.();
  }, [isAtEnd, causes.length]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: "auto" });
  }, [rows, active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, active, causes.length - 1);
    const to = causes[next ?? -1];
    if (next !== undefined && to) {
      setWalked(next);
      choose({ connection: to.connection, id: to.id });
    } else if (event.key === "Enter" || event.key === " ") {
      const here = causes[active];
      if (here && !isSame(here, chosen)) choose({ connection: here.connection, id: here.id });
      requestAnimationFrame(() => document.getElementById("cause-title")?.focus());
    } else return;
    event.preventDefault();
  };
  return (
    <Part
      is="listbox"
      ref={scroller}
      className="cause-list"
      aria-label="Causes"
      tabIndex={0}
      aria-activedescendant={causes[active] ? idOf(causes[active]) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className="virtual" style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const cause = causes[index];
          if (!cause) return null;
          return (
            <Part
              key={`${cause.connection} ${cause.id}`}
              id={idOf(cause)}
              is="option"
              ref={rows.measureElement}
              data-index={index}
              aria-selected={isSame(cause, chosen)}
              aria-setsize={causes.length}
              aria-posinset={index + 1}
              className={index === active ? "cause-row active" : "cause-row"}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setWalked(index);
                choose({ connection: cause.connection, id: cause.id });
              }}
            >
              <CauseRow cause={cause} showsConnection={showsConnection} />
            </Part>
          );
        })}
      </div>
    </Part>
  );
}

const idOf = ({ connection, id }: Cause) => `cause-${connection}-${id}`;
const isSame = ({ connection, id }: Cause, chosen: Chosen | undefined) =>
  chosen?.id === id && chosen.connection === connection;

function CauseRow({ cause, showsConnection }: { cause: Cause; showsConnection: boolean }) {
  const { kind, title, who, releases, ready, resources, firstSeen, clearedAt, found, alsoFound } = cause;
  const { icon, word } = kindWords(kind);
  const connection = useStatus(showsConnection ? cause.connection : undefined)?.connection;
  const name = connection && markedName(connection);
  const [first = ""] = resources;
  return (
    <>
      <span className="cause-row-title">{title}</span>
      <span className="cause-row-number">
        {clearedAt === undefined ? count(releases) : "cleared"}
        {clearedAt === undefined && (
          <span className="quiet small">{found ? "would wait" : releases === 1 ? "waits" : "wait"}</span>
        )}
        {ready > 0 && <span className="ready-mark">● {count(ready)} ready</span>}
      </span>
      <span className="quiet small cause-row-facts">
        {found && <span className="found-mark">found before sending</span>}
        {alsoFound && <span className="found-mark">also found before sending</span>}
        <span aria-hidden="true">{icon} </span>
        {[word, menderWords(who), resourceName(first), name].filter(Boolean).join(" · ")} ·{" "}
        {clearedAt === undefined ? `since ${ago(firstSeen, Date.now())}` : ago(clearedAt, Date.now())}
      </span>
    </>
  );
}
