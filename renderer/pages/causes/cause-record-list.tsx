import { Button } from "@mantine/core";
import { type KeyboardEvent, memo, useEffect, useRef, useState } from "react";
import type { CauseDetail } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { RecordLine } from "../../../shared/domain/record.ts";
import { Failure } from "../../components/page-states.tsx";
import { Part } from "../../components/part.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { count, counted, resourceName } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useShown, useSteward } from "../../steward.ts";
import { useTheirs } from "../../theirs/use-theirs.tsx";
import { usePlacePages } from "../../use-place-pages.ts";
import { useVirtualRows } from "../../use-virtual-rows.ts";

/** Pixels, as in the style sheet. */
const rowHeight = 56;
const headHeight = 32;
const pageSize = 100;
/** Milliseconds that a part of the list is in sight before it is read. */
const pauseToRead = 40;

interface CauseRecordListProps {
  connection: Connection;
  cause: CauseDetail;
}

/** Its records, those that failed first: of a hundred thousand only what is in sight is read and drawn. */
export function CauseRecordList({ connection, cause }: CauseRecordListProps) {
  const { client } = useSteward();
  const version = useShown((state) => state.freshAt);
  const list = usePlacePages<RecordLine>({
    count: listedOf(cause),
    size: pageSize,
    of: `${connection.id} ${cause.id}`,
    version,
    read: (offset, limit) =>
      client.call("causes.records", { connection: connection.id, cause: cause.id, offset, limit }),
  });
  if (listedOf(cause) === 0) return null;
  return (
    <section aria-labelledby="cause-records">
      <h3 id="cause-records">
        {cause.listed === undefined
          ? counted(cause.releases, "record", "records")
          : `The first ${count(cause.listed)} of ${counted(cause.releases, "record", "records")}`}
      </h3>
      {list.failure !== undefined && <Failure sentence={list.failure} retry={() => list.see(0, 0)} />}
      <Rows connection={connection} cause={cause} list={list} />
    </section>
  );
}

const listedOf = ({ releases, listed }: CauseDetail) => listed ?? releases;

interface RowsProps extends CauseRecordListProps {
  list: ReturnType<typeof usePlacePages<RecordLine>>;
}

/** One row at a time takes the focus; the arrows walk, and what they come to is read. */
function Rows({ connection, cause, list }: RowsProps) {
  const scroller = useRef<HTMLElement>(null);
  const [active, setActive] = useState(0);
  const { open: compare, dialog } = useTheirs(connection);
  const rows = useVirtualRows({
    count: listedOf(cause),
    scroller,
    height: () => rowHeight,
    keyOf: (index) => String(index),
    kept: active,
    head: headHeight,
  });
  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { see } = list;
  // What one only flies past is not asked for.
  useEffect(() => {
    const timer = setTimeout(() => see(first, last), pauseToRead);
    return () => clearTimeout(timer);
  }, [see, first, last]);
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(active + step, 0), listedOf(cause) - 1);
    setActive(next);
    rows.scrollToIndex(next, { align: "auto" });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-stop]`)?.focus(),
    );
  };
  return (
    <section ref={scroller} className="virtual-scroll cause-records">
      <Part
        is="table"
        onKeyDown={walk}
        aria-label={`Records: ${cause.title}`}
        aria-rowcount={listedOf(cause) + 1}
      >
        <Part is="row" className="virtual-row virtual-head" aria-rowindex={1}>
          <Part is="columnheader">Record</Part>
          <Part is="columnheader">Came from</Part>
          <Part is="columnheader">State and last answer</Part>
        </Part>
        <div role="presentation" className="virtual" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <Part
              key={index}
              is="row"
              data-index={index}
              aria-rowindex={index + 2}
              className="virtual-row cause-record"
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setActive(index)}
            >
              <Cells
                connection={connection}
                line={list.row(index)}
                isStop={index === active}
                compare={cause.kind === "changed-elsewhere" ? compare : undefined}
              />
            </Part>
          ))}
        </div>
      </Part>
      {dialog}
    </section>
  );
}

const steps: Readonly<Partial<Record<string, number>>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
};

interface CellsProps {
  connection: Connection;
  /** Undefined: on its way. */
  line: RecordLine | undefined;
  isStop: boolean;
  compare: ((record: { id: string; title: string }) => void) | undefined;
}

/** A row is drawn again only when it is another one: a frame of scrolling leaves most of them as they are. */
const Cells = memo(function Cells({ connection, line, isStop, compare }: CellsProps) {
  if (!line)
    return (
      <Part is="cell" className="quiet">
        Loading
      </Part>
    );
  const { id, resource, label, source, state, status, message } = line;
  const stop = { "data-stop": true, tabIndex: isStop ? 0 : -1 };
  const isLine = id.startsWith("line:");
  return (
    <>
      <Part is="cell" className="two-rows">
        {isLine ? (
          <span className="one-row" {...stop}>
            {resourceName(resource)}
          </span>
        ) : (
          <a className="one-row" href={linkTo(places.record(connection.id, id))} {...stop}>
            {label === "" ? `Record ${id}` : label}
          </a>
        )}
        <span className="one-row quiet small">
          {resourceName(resource)}
          {!isLine && ` · ${id}`}
        </span>
      </Part>
      <Part is="cell" className="two-rows small">
        {source ? `${source.file}:${source.line}` : "-"}
      </Part>
      <Part is="cell" className="two-rows">
        <span className="one-row">
          <StateMark state={state} />
          {status !== undefined && <span className="quiet"> · {status}</span>}
        </span>
        {compare && state === "failed" && connection.closedAt === undefined ? (
          <Button
            size="compact-xs"
            variant="subtle"
            tabIndex={isStop ? 0 : -1}
            aria-label={`Compare ${resourceName(resource)} ${label} with the server's version…`}
            onClick={() => compare({ id, title: `${resourceName(resource)} ${label}` })}
          >
            Compare…
          </Button>
        ) : (
          <span className="one-row quiet small" title={message}>
            {message ?? ""}
          </span>
        )}
      </Part>
    </>
  );
});
