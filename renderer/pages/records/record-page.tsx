import type { Connection } from "../../../shared/domain/connection.ts";
import type { RecordDetail } from "../../../shared/domain/record.ts";
import { useAnswer, useFailure } from "../../ask.ts";
import { Fact } from "../../components/fact.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { exactTime, resourceName } from "../../format.ts";
import { ResyncButton } from "../../resync/resync-button.tsx";
import { emptyResync } from "../../resync-draft.ts";
import { useStatus } from "../../scope.ts";
import { useShown, useSteward } from "../../steward.ts";
import { NoSuchConnection } from "../not-found.tsx";
import { ComparedBodies } from "./compared-bodies.tsx";
import { RecordHistory } from "./record-history.tsx";

/** Everything that one connection knows of one record. Works without the server, but for what the server has now. */
export function RecordPage({ id, record }: { id: string; record: string }) {
  const { refresh } = useSteward();
  const status = useStatus(id);
  const isKnown = useShown((state) => state.statuses !== undefined);
  const failure = useFailure();
  if (status) return <Known connection={status.connection} record={record} />;
  if (failure !== undefined) return <Failure sentence={failure} retry={refresh} />;
  return isKnown ? <NoSuchConnection /> : <PageSkeleton label="Loading the page" lines={12} />;
}

function Known({ connection, record }: { connection: Connection; record: string }) {
  const { value, failure, askAgain } = useAnswer("records.show", { connection: connection.id, id: record }, [
    "records",
    "causes",
    "runs",
    "descriptors",
    "profiles",
  ]);
  return (
    <>
      {/* No key in the title: the window's title is seen, and kept, elsewhere. */}
      <PageTitle title={value ? `A record of ${resourceName(value.resource)}` : "A record"}>
        {value && connection.closedAt === undefined && (
          <ResyncButton
            connection={connection}
            draft={{ ...emptyResync, records: [{ id: record, title: titleOf(value) }] }}
            words="Resync this record…"
          />
        )}
      </PageTitle>
      {failure !== undefined && <Failure sentence={failure} retry={() => void askAgain()} />}
      {value === undefined && failure === undefined && <PageSkeleton label="Loading the record" lines={12} />}
      {value && (
        <div className="record-page">
          <RecordHead connection={connection} record={value} />
          <ComparedBodies connection={connection} record={value} />
          <RecordHistory record={value} />
        </div>
      )}
    </>
  );
}

const titleOf = ({ resource, label }: RecordDetail) => `${resourceName(resource)} ${label}`;

function RecordHead({ connection, record }: { connection: Connection; record: RecordDetail }) {
  const { label, state, status, source, cause, blockedBy, formerKey, serverId, sentAt, message } = record;
  return (
    <section aria-label="The record">
      <p className="lead">{label}</p>
      <dl className="facts">
        <Fact name={`State at ${connection.name}`}>
          <StateMark state={state} />
          {status !== undefined && <span className="quiet"> (status {status})</span>}
        </Fact>
        {sentAt !== undefined && <Fact name="Since">{exactTime(sentAt)}</Fact>}
        {message !== undefined && <Fact name="Last answer">{message}</Fact>}
        {cause !== undefined && <Fact name="Cause">{cause}</Fact>}
        {blockedBy !== undefined && <Fact name="Held back by">{blockedBy}</Fact>}
        {source && (
          <Fact name="Came from">
            {source.file} line {source.line}
          </Fact>
        )}
        {formerKey !== undefined && <Fact name="Sent before as">{formerKey}</Fact>}
        {serverId !== undefined && <Fact name="Id on the server">{serverId}</Fact>}
      </dl>
    </section>
  );
}
