import { Button } from "@mantine/core";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { type Table, useAnswer } from "../../ask.ts";
import { CheckPanel } from "../../check/check-panel.tsx";
import { OfConnection } from "../../components/of-connection.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { GoneRecords } from "../../deletes/gone-records.tsx";
import { ChangedKeys } from "../../keychanges/changed-keys.tsx";
import { MendPractice } from "../../practice/mend-practice.tsx";
import { ResyncButton } from "../../resync/resync-button.tsx";
import { emptyResync } from "../../resync-draft.ts";
import { linkTo, places } from "../../routes.ts";
import { nextWords, scheduleWords } from "../../schedule-draft.ts";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";
import type { SyncFace } from "../../sync-view.ts";
import { FirstSyncPanel } from "./first-sync.tsx";
import { History } from "./history.tsx";
import { Resources } from "./resources.tsx";
import { RunPanel } from "./run-panel.tsx";
import { SendControls } from "./send-controls.tsx";
import { useOpenedSubmission } from "./use-opened-submission.ts";
import { useSyncView } from "./use-sync-view.ts";

const firstSyncTables: readonly Table[] = ["schedules", "runs", "records", "causes", "sources", "profiles"];

/** What one connection sends: resource by resource, while it is sent, and what was sent before. */
export function Sync({ id, ...shown }: { id: string } & SyncFace) {
  return (
    <OfConnection id={id} title="Sync">
      {(status) => <Known status={status} shown={shown} />}
    </OfConnection>
  );
}

function Known({ status, shown }: { status: ConnectionStatus; shown: SyncFace }) {
  const { connection, pausedAt } = status;
  const opened = useOpenedSubmission(connection.id, shown);
  const isRunning = useShown((state) => runningOf(state, connection.id) !== undefined);
  const { value, failure, askAgain } = useSyncView(connection.id, isRunning);
  const isClosed = connection.closedAt !== undefined;
  const { value: first, askAgain: askFirst } = useAnswer(
    "firstSync.show",
    { connection: connection.id },
    firstSyncTables,
  );
  const isFirst = first !== undefined && first.finished === undefined && !isClosed;
  return (
    <>
      <PageTitle title="Sync">{!isClosed && <SendControls status={status} isFirst={isFirst} />}</PageTitle>
      <ScheduleLine connection={connection} />
      {pausedAt !== undefined && (
        <p className="note note-waiting" role="status">
          Sending is paused. Nothing goes to {connection.name}, neither by the schedule nor by hand, until it
          is resumed; what was ended by the pause goes on first then.
        </p>
      )}
      <MendPractice scope={connection.id} />
      {isFirst && (
        <>
          <CheckPanel connection={connection} />
          <FirstSyncPanel connection={connection} first={first} reload={askFirst} />
        </>
      )}
      <RunPanel status={status} />
      {first !== undefined && !isFirst && !isClosed && <CheckPanel connection={connection} />}
      <section aria-label="Resources" className="block-of">
        {failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
        {value === undefined && failure === undefined && (
          <PageSkeleton label="Loading the resources" lines={12} />
        )}
        {value?.lines.length === 0 && <NoRecords connection={connection} />}
        {value !== undefined && value.lines.length > 0 && (
          <>
            <ChangedKeys connection={connection} />
            <GoneRecords connection={connection} lines={value.lines} />
            <Resources connection={connection} lines={value.lines} shown={shown} />
          </>
        )}
      </section>
      <History connection={connection} paused={pausedAt !== undefined} opened={opened} />
    </>
  );
}

/** When batches are sent by themselves, and where that is changed. */
function ScheduleLine({ connection }: { connection: Connection }) {
  const { value } = useAnswer("schedule.show", { connection: connection.id }, ["schedules", "runs"]);
  if (!value) return <p className="quiet under-title"> </p>;
  return (
    <p className="quiet under-title">
      {nextWords(value, Date.now())} {value.schedule && `${scheduleWords(value.schedule)}. `}
      <a href={linkTo(places.connection(connection.id, "schedule"))}>
        {value.schedule ? "Change the schedule" : "Set a schedule"}
      </a>
    </p>
  );
}

function NoRecords({ connection }: { connection: Connection }) {
  return (
    <div className="empty">
      <h2>No records yet</h2>
      <p>
        Name the folder that your student information system exports to. Once it has been read, each resource
        has its line here: what is to be sent, what waits and for what, and what the server has.
      </p>
      <div className="buttons">
        <Button component="a" href={linkTo(places.connection(connection.id))} variant="filled">
          See where its records come from
        </Button>
        {connection.closedAt === undefined && (
          <ResyncButton connection={connection} draft={emptyResync} words="Look what would be sent…" />
        )}
      </div>
    </div>
  );
}
