import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { RecordLine } from "../../../shared/domain/record.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Part } from "../../components/part.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import { count, counted, resourceName } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { type Asked, useSteward } from "../../steward.ts";
import { type Found, openFinder } from "./record-finder.ts";

interface FoundTableProps {
  wish: Omit<Asked<"records.find">, "after" | "limit">;
  /** Looks anew. */
  again: () => void;
  clear: () => void;
}

const columns = ["Record", "Resource", "State", "Came from", "Last answer"];

/** What was found, and more of it the further one scrolls. */
export function FoundTable({ wish, again, clear }: FoundTableProps) {
  const { client } = useSteward();
  const asked = JSON.stringify(wish);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` holds what is looked for.
  const finder = useMemo(() => openFinder(client, wish), [client, asked]);
  useEffect(() => {
    finder.more();
    return finder.stop;
  }, [finder]);
  const found = useStore(finder.store);
  const isStale = useChanges();
  if (found.failure !== undefined && found.lines.length === 0)
    return <Failure sentence={found.failure} retry={finder.more} />;
  return (
    <>
      <div className="save-line found-line">
        <p role="status">{foundWords(found)}</p>
        <FarLine found={found} stop={finder.stop} more={finder.more} />
        {isStale && (
          <p className="quiet">
            Records have changed since.{" "}
            <Button variant="subtle" size="compact-sm" onClick={again}>
              Look again
            </Button>
          </p>
        )}
      </div>
      {found.failure !== undefined && <Failure sentence={found.failure} retry={finder.more} />}
      {found.lines.length > 0 && (
        <FoundLines connection={wish.connection} lines={found.lines} more={finder.more} />
      )}
      {found.lines.length === 0 && found.busy && <PageSkeleton label="Looking for records" lines={12} />}
      {found.lines.length === 0 && found.ended && (
        <div className="empty">
          <p>
            No record is like that. What is searched is the key of a record, and the keys of what it refers
            to; names and other content are not.
          </p>
          <div className="buttons">
            <Button onClick={clear}>Show all records</Button>
          </div>
        </div>
      )}
    </>
  );
}

/** Something became of records after this list was begun. */
function useChanges(): boolean {
  const { client } = useSteward();
  const [isStale, setStale] = useState(false);
  useEffect(
    () =>
      client.listen((event) => {
        if (event.name === "data.changed" && event.data.tables.includes("records")) setStale(true);
      }),
    [client],
  );
  return isStale;
}

/** Spoken when a search ends, not while it runs. */
function foundWords(found: Found): string {
  const { lines, busy, ended, failure } = found;
  if (busy || failure !== undefined) return lines.length === 0 ? "" : `The first ${count(lines.length)}`;
  if (found.stopped) return lines.length === 0 ? "" : `${counted(lines.length, "record", "records")} so far`;
  if (ended) return lines.length === 0 ? "" : counted(lines.length, "record", "records");
  return `The first ${count(lines.length)}: more come as you scroll`;
}

interface FarLineProps {
  found: Found;
  stop: () => void;
  more: () => void;
}

function FarLine({ found: { busy, stopped, searched, of }, stop, more }: FarLineProps) {
  if (busy && of > 0)
    return (
      <p className="quiet">
        Searching: {count(searched)} of {count(of)} records{" "}
        <Button variant="subtle" size="compact-sm" onClick={stop}>
          Stop
        </Button>
      </p>
    );
  if (!stopped) return null;
  return (
    <p className="quiet">
      Stopped after {count(searched)} of {count(of)} records{" "}
      <Button variant="subtle" size="compact-sm" onClick={more}>
        Go on
      </Button>
    </p>
  );
}

interface FoundLinesProps {
  connection: string;
  lines: readonly RecordLine[];
  more: () => void;
}

function FoundLines({ connection, lines, more }: FoundLinesProps) {
  const [stop, setStop] = useState<string>();
  const at = stop ?? lines[0]?.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are those of the links within.
    <div onKeyDown={walk}>
      <VirtualTable
        label="Records"
        layout="found-table"
        columns={columns}
        rows={lines}
        keyOf={({ id }) => id}
        reachedEnd={more}
        cells={(line) => (
          <FoundCells
            connection={connection}
            line={line}
            isStop={line.id === at}
            reached={() => setStop(line.id)}
          />
        )}
      />
    </div>
  );
}

interface FoundCellsProps {
  connection: string;
  line: RecordLine;
  /** The one link that the tabulator key comes to. */
  isStop: boolean;
  reached: () => void;
}

function FoundCells({ connection, line, isStop, reached }: FoundCellsProps) {
  const { id, label, resource, state, source, status, message } = line;
  return (
    <>
      <Part is="rowheader">
        <a href={linkTo(places.record(connection, id))} tabIndex={isStop ? 0 : -1} onFocus={reached}>
          {label === "" ? `Record ${id}` : label}
        </a>
      </Part>
      <Part is="cell">{resourceName(resource)}</Part>
      <Part is="cell">
        <StateMark state={state} />
      </Part>
      <Part is="cell" className="quiet" {...(source && { title: source.file })}>
        {source ? `${fileName(source.file)}:${source.line}` : ""}
      </Part>
      <Part is="cell" className="answer">
        {state === "sent" ? "" : [status, message].filter((part) => part !== undefined).join(" · ")}
      </Part>
    </>
  );
}

/** Without its folders: those are on hover, and on the record's page. */
const fileName = (file: string) => file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The arrows walk from record to record; Enter opens one, for it is a link. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key];
  const table = event.currentTarget;
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
  if (step === undefined || !row) return;
  const drawn = [...table.querySelectorAll<HTMLElement>("[data-index]")];
  const to = Math.min(Math.max(drawn.indexOf(row) + step, 0), drawn.length - 1);
  event.preventDefault();
  drawn[to]?.querySelector("a")?.focus();
}
