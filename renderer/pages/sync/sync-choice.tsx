import { Redirect } from "wouter";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import { useFailure } from "../../ask.ts";
import { HealthWords } from "../../components/health-words.tsx";
import { Failure, NoConnections, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { progressWords } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { momentWords } from "../../schedule-draft.ts";
import { runningOf } from "../../state.ts";
import { useShown, useSteward } from "../../steward.ts";

/** Sending is about one connection at a time: which one? The only one that is open needs no question. */
export function SyncChoice() {
  const { refresh } = useSteward();
  const statuses = useShown((state) => state.statuses);
  const failure = useFailure();
  const open = statuses?.filter(({ connection }) => connection.closedAt === undefined);
  const [only, another] = open ?? [];
  if (only && !another) return <Redirect to={places.sync(only.connection.id)} replace />;
  return (
    <>
      <PageTitle title="Sync" />
      {failure !== undefined && <Failure sentence={failure} retry={refresh} />}
      {statuses === undefined && failure === undefined && <PageSkeleton label="Loading connections" />}
      {statuses?.length === 0 && <NoConnections />}
      {statuses !== undefined && statuses.length > 0 && (
        <>
          <p className="lead">Choose the connection whose records you want to see.</p>
          <ul className="sync-choice" aria-label="Connections">
            {open?.map((status) => (
              <Choice key={status.connection.id} status={status} />
            ))}
          </ul>
          {open?.length === 0 && <p className="quiet">All connections are closed: nothing is sent.</p>}
        </>
      )}
    </>
  );
}

function Choice({ status }: { status: ConnectionStatus }) {
  const { connection, nextBatch, pausedAt } = status;
  const isRunning = useShown((state) => runningOf(state, connection.id) !== undefined);
  const progress = useShown((state) => runningOf(state, connection.id)?.progress);
  return (
    <li>
      <h2>
        <a href={linkTo(places.sync(connection.id))}>{connection.name}</a>
        {connection.practice && <span className="tag tag-practice">Practice</span>}
      </h2>
      <HealthWords status={status} />
      <p className="quiet">
        {isRunning
          ? progressWords(progress)
          : pausedAt !== undefined
            ? `Paused since ${momentWords(pausedAt, Date.now())}`
            : nextBatch === undefined
              ? "Sent by hand"
              : `Next batch ${momentWords(nextBatch, Date.now())}`}
      </p>
    </li>
  );
}
