import { type KeyboardEvent, useState } from "react";
import type { JournalLine } from "../../../shared/domain/journal.ts";
import { Part } from "../../components/part.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import { clockTime, exactTime } from "../../format.ts";
import { dayOf } from "../../journal-filter.ts";
import type { JournalRow } from "../../journal-rows.ts";
import { dayTitle, lineWords } from "../../journal-words.ts";
import { places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { useLink } from "../../use-link.ts";

interface JournalTableProps {
  rows: readonly JournalRow[];
  /** Names of connections by id; absent: all lines are of one, and its name stands above the page. */
  names: ReadonlyMap<string, string> | undefined;
  more: (() => void) | undefined;
  setAtTop: (isAtTop: boolean) => void;
}

const columns = ["Time", "What happened", "Details"];

/** What happened, newest first, under the day on which it did. */
export function JournalTable({ rows, names, more, setAtTop }: JournalTableProps) {
  const [stop, setStop] = useState<string>();
  const { review } = useSteward();
  const link = useLink();
  const hrefOf = (line: JournalLine) => {
    const place = review ? placeInReview(line) : placeOf(line);
    return place === undefined ? undefined : link(place);
  };
  const refusalsOf = (line: JournalLine) => {
    const place = placeOfRefusals(line);
    return place === undefined ? undefined : link(place);
  };
  const isStop = rows.some(({ key }) => key === stop);
  const at = isStop ? stop : rows.find((row) => "line" in row && hrefOf(row.line) !== undefined)?.key;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are those of the links within.
    <div onKeyDown={walk}>
      <VirtualTable
        label="What happened, newest first"
        layout={names ? "journal-table of-all" : "journal-table"}
        columns={names ? [...columns, "Connection"] : columns}
        rows={rows}
        keyOf={({ key }) => key}
        rowClass={(row) => ("day" in row ? "group-row" : undefined)}
        plain={at === undefined}
        {...(more && { reachedEnd: more })}
        atTop={setAtTop}
        cells={(row) =>
          "day" in row ? (
            <Part is="rowheader" className="journal-day">
              {dayTitle(row.day, Date.now())}
            </Part>
          ) : (
            <LineCells
              line={row.line}
              href={hrefOf(row.line)}
              refusals={refusalsOf(row.line)}
              names={names}
              isStop={row.key === at}
              reached={() => setStop(row.key)}
            />
          )
        }
      />
    </div>
  );
}

interface LineCellsProps {
  line: JournalLine;
  href: string | undefined;
  /** Where its refusals are told one by one. */
  refusals: string | undefined;
  names: ReadonlyMap<string, string> | undefined;
  /** The one link that the tabulator key comes to. */
  isStop: boolean;
  reached: () => void;
}

function LineCells({ line, href, refusals, names, isStop, reached }: LineCellsProps) {
  const { icon, tone, what, details } = lineWords(line);
  return (
    <>
      <Part is="cell" className="quiet">
        <time dateTime={line.at} title={exactTime(line.at)}>
          {clockTime(line.at)}
        </time>
      </Part>
      <Part is="rowheader">
        <span className={`journal-mark tone-${tone}`} aria-hidden="true">
          {icon}
        </span>
        {href === undefined ? (
          <span>{what}</span>
        ) : (
          <a href={href} tabIndex={isStop ? 0 : -1} onFocus={reached}>
            {what}
          </a>
        )}
      </Part>
      <Part is="cell">
        {details}
        {refusals !== undefined && (
          <>
            {" · "}
            <a href={refusals} tabIndex={isStop ? 0 : -1} onFocus={reached}>
              each refusal
            </a>
          </>
        )}
      </Part>
      {names && (
        <Part is="cell" className="quiet">
          {line.connection === undefined ? "" : (names.get(line.connection) ?? "")}
        </Part>
      )}
    </>
  );
}

/** The page that tells more of it. */
function placeOf(line: JournalLine): string | undefined {
  const { connection } = line;
  if (connection === undefined) return undefined;
  switch (line.kind) {
    case "run":
      return line.submission === undefined
        ? places.sync(connection)
        : places.submission(connection, line.submission);
    case "refusal":
      return places.causes(connection);
    case "cause-change":
      return places.cause({ connection, id: line.cause }, connection);
    case "setting":
      return places.connection(connection, "history");
    default:
      return line satisfies never;
  }
}

/** A review holds causes, and neither what was sent nor the values of settings. */
const placeInReview = (line: JournalLine): string | undefined =>
  line.kind === "refusal" || line.kind === "cause-change" ? placeOf(line) : undefined;

/** The days of a push, with its refusals. */
function placeOfRefusals(line: JournalLine): string | undefined {
  if (line.kind !== "run" || line.failed === 0) return undefined;
  const began = Date.parse(line.at) - (line.seconds ?? 0) * 1000;
  return places.journal(line.connection, { sort: "refusals", from: dayOf(began), to: dayOf(line.at) });
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The arrows walk from link to link of those that are drawn; Enter opens one, for it is a link. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key];
  const table = event.currentTarget;
  const links = [...table.querySelectorAll<HTMLElement>("[data-index] a")];
  const here = links.indexOf(event.target as HTMLElement);
  if (step === undefined || here < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(here + step, 0), links.length - 1)]?.focus();
}
