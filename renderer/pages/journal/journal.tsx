import { Button } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import type { Connection } from "../../../shared/domain/connection.ts";
import { markedName } from "../../../shared/domain/practice-facts.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { count, counted } from "../../format.ts";
import {
  type JournalFilter,
  journalProblem,
  journalWish,
  readJournalFilter,
  wholeJournal,
} from "../../journal-filter.ts";
import { linkTo, ofAll, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { NoSuchConnection } from "../not-found.tsx";
import { JournalActions, KeptLine } from "./journal-actions.tsx";
import { JournalFilters } from "./journal-filters.tsx";
import { openReader, type Read } from "./journal-reader.ts";
import { JournalTable } from "./journal-table.tsx";

interface JournalPageProps {
  /** Id of a connection, or ofAll. */
  scope: string;
  /** As it stands in the address. */
  filter: string | undefined;
}

/** What happened, day by day; of an open review what is in it, and nothing that would change it. All of it is read by `journal.list`, and the names of connections. */
export function JournalPage({ scope, filter: given }: JournalPageProps) {
  const { review } = useSteward();
  const [, navigate] = useLocation();
  const { value: connections, failure, askAgain } = useAnswer("connections.list", undefined, ["connections"]);
  const filter = readJournalFilter(given);
  const change = (next: JournalFilter) => navigate(places.journal(scope, next), { replace: true });
  const isKnown = scope === ofAll || connections?.some(({ id }) => id === scope);
  if (connections !== undefined && !isKnown) return <NoSuchConnection />;
  const problem = journalProblem(filter);
  return (
    <>
      <PageTitle title="Journal">{!review && <JournalActions />}</PageTitle>
      {!review && <KeptLine />}
      {connections === undefined && failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
      {connections === undefined && failure === undefined && (
        <PageSkeleton label="Loading the journal" lines={12} />
      )}
      {connections && (
        <>
          <JournalFilters filter={filter} change={change} />
          {problem === undefined ? (
            <Lines scope={scope} connections={connections} filter={filter} change={change} />
          ) : (
            <Refusal sentence={problem} />
          )}
        </>
      )}
    </>
  );
}

interface LinesProps {
  scope: string;
  connections: readonly Connection[];
  filter: JournalFilter;
  change: (filter: JournalFilter) => void;
}

function Lines({ scope, connections, filter, change }: LinesProps) {
  const { client } = useSteward();
  const wish = journalWish(filter, scope === ofAll ? undefined : scope);
  const asked = JSON.stringify(wish);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` holds what is read.
  const reader = useMemo(() => openReader(client, wish), [client, asked]);
  useEffect(() => reader.follow(), [reader]);
  const read = useStore(reader.store);
  const { round, place, showNewest } = useNewest();
  const names = useMemo(
    () => (scope === ofAll ? new Map(connections.map((each) => [each.id, markedName(each)])) : undefined),
    [scope, connections],
  );
  if (read.lines === 0) return <NoLines read={read} filter={filter} change={change} retry={reader.again} />;
  return (
    <>
      <div className="save-line found-line">
        <p role="status" className="journal-read">
          {readWords(read)}
        </p>
        {read.isStale && (
          <p className="quiet">
            Something has happened since.{" "}
            <Button variant="subtle" size="compact-sm" onClick={showNewest}>
              Show the newest
            </Button>
          </p>
        )}
      </div>
      {read.failure !== undefined && <Failure sentence={read.failure} retry={reader.more} />}
      <div ref={place}>
        <JournalTable
          key={`${asked} ${round}`}
          rows={read.rows}
          names={names}
          more={read.ended || read.failure !== undefined ? undefined : reader.more}
          setAtTop={reader.setAtTop}
        />
      </div>
    </>
  );
}

/** A table that is begun anew stands at its top, where the newest is read by itself; the focus goes there with it. */
function useNewest() {
  const [round, setRound] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (round === 0) return;
    const frame = requestAnimationFrame(() =>
      place.current?.querySelector<HTMLElement>("[data-index] a")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [round]);
  return { round, place, showNewest: () => setRound(round + 1) };
}

const readWords = ({ lines, ended }: Read): string =>
  ended ? counted(lines, "line", "lines") : `The newest ${count(lines)} lines: more come as you scroll`;

interface NoLinesProps extends Pick<LinesProps, "filter" | "change"> {
  read: Read;
  retry: () => void;
}

/** The faces of a timeline without lines. */
function NoLines({ read: { failure, ended }, filter, change, retry }: NoLinesProps) {
  const { review } = useSteward();
  if (failure !== undefined) return <Failure sentence={failure} retry={retry} />;
  if (!ended) return <PageSkeleton label="Loading the journal" lines={12} />;
  const isWhole = filter.from === "" && filter.to === "" && (filter.sort === "" || filter.sort === "all");
  if (!isWhole)
    return (
      <section className="empty">
        <h2>Nothing of this sort happened then</h2>
        <p>Choose other days, or another sort of lines.</p>
        <div className="buttons">
          <Button onClick={() => change(wholeJournal)}>Show all days</Button>
        </div>
      </section>
    );
  if (review)
    return (
      <section className="empty">
        <h2>The file holds nothing that happened</h2>
        <p>Where it was made nothing had happened by then, or it was made of later days.</p>
      </section>
    );
  return (
    <section className="empty">
      <h2>Nothing has happened yet</h2>
      <p>
        From now on each push has its line here, with what came of it; each cause, when it opens and when it
        is cleared; each change of a setting. No line names a student: a record stands here as a number that
        only this computer can read.
      </p>
      <div className="buttons">
        <Button component="a" href={linkTo(places.connections())}>
          See the connections
        </Button>
      </div>
    </section>
  );
}
