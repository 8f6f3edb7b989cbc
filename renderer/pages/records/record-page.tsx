import { Button } from "@mantine/core";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { RecordDetail } from "../../../shared/domain/record.ts";
import { type Table, useAnswer } from "../../ask.ts";
import { Fact } from "../../components/fact.tsx";
import { OfConnection } from "../../components/of-connection.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { progressWords, resourceName, stateWords } from "../../format.ts";
import { ResyncButton } from "../../resync/resync-button.tsx";
import { emptyResync, type ResyncDraft } from "../../resync-draft.ts";
import { linkTo, places } from "../../routes.ts";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";
import { NoSuchRecord } from "../not-found.tsx";
import { ComparedBodies } from "./compared-bodies.tsx";
import { RecordChildren, RecordParents } from "./record-relatives.tsx";
import { AcceptedExample, RecordSource } from "./record-source.tsx";
import { RecordStory } from "./record-story.tsx";

/** Everything that one connection knows of one record. Works without the server, but for what the server has now. */
export function RecordPage({ id, record }: { id: string; record: string }) {
  return (
    <OfConnection id={id} title="A record">
      {({ connection }) => <Known connection={connection} record={record} />}
    </OfConnection>
  );
}

const tables: readonly Table[] = ["records", "causes", "runs", "sources", "descriptors", "profiles"];

function Known({ connection, record }: { connection: Connection; record: string }) {
  const asked = { connection: connection.id, id: record };
  const { value, failure, code, askAgain } = useAnswer("records.show", asked, tables);
  if (code === "not-found") return <NoSuchRecord connection={connection.id} />;
  return (
    <>
      {/* No key in the title: the window's title is seen, and kept, elsewhere. */}
      <PageTitle title={value ? `A record of ${resourceName(value.resource)}` : "A record"}>
        <div className="buttons">
          <Button
            component="a"
            variant="subtle"
            href={linkTo(places.records(connection.id, value && { resource: value.resource }))}
          >
            {value ? `All ${resourceName(value.resource)}` : "All records"}
          </Button>
          {value && connection.closedAt === undefined && (
            <ResyncButton connection={connection} draft={draftOf(value)} words="Resync this record…" />
          )}
        </div>
      </PageTitle>
      {failure !== undefined && <Failure sentence={failure} retry={() => void askAgain()} />}
      {value === undefined && failure === undefined && <PageSkeleton label="Loading the record" lines={12} />}
      {value && (
        <>
          <RecordHead connection={connection} record={value} />
          <div className="record-page">
            <ComparedBodies connection={connection} record={value} />
            <div className="record-side">
              <RecordSource connection={connection.id} record={value} />
              <RecordParents connection={connection.id} parents={value.parents} />
              {/* Once sent, what hangs on it may stand otherwise. */}
              <RecordChildren
                connection={connection.id}
                id={record}
                key={`${value.state} ${value.sentAt ?? ""}`}
              />
              <RecordStory record={value} />
              <AcceptedExample connection={connection.id} record={value} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** What the server has as it is goes again only where that is asked for. */
const draftOf = ({ id, resource, label, state }: RecordDetail): ResyncDraft => ({
  ...emptyResync,
  records: [{ id, title: `${resourceName(resource)} ${label}` }],
  force: state === "sent",
});

function RecordHead({ connection, record }: { connection: Connection; record: RecordDetail }) {
  const { label, state, status, cause, causeId, blockedBy, formerKey, serverId, message } = record;
  const progress = useShown((shown) => runningOf(shown, connection.id)?.progress);
  const isRunning = useShown((shown) => runningOf(shown, connection.id) !== undefined);
  return (
    <section className="record-head" aria-label="The record">
      <p className="lead">
        {label} <StateMark state={state} />
        {status !== undefined && <span className="quiet"> status {status}</span>}
      </p>
      <p role="status" className="hidden">
        {stateWords(state)}
      </p>
      {isRunning && <p className="quiet">A push is on its way: {progressWords(progress)}</p>}
      <dl className="facts">
        {formerKey !== undefined && <Fact name="Sent before as">{formerKey}</Fact>}
        {serverId !== undefined && <Fact name="Id on the server">{serverId}</Fact>}
        {cause !== undefined && causeId !== undefined && (
          <Fact name="Cause">
            <a href={linkTo(places.cause({ connection: connection.id, id: causeId }, connection.id))}>
              {cause}
            </a>{" "}
            <a href={linkTo(places.records(connection.id, { cause: causeId }))}>All records it keeps back</a>
          </Fact>
        )}
        {blockedBy !== undefined && <Fact name="Held back by">{blockedBy}</Fact>}
        {message !== undefined && state !== "sent" && <Fact name="Last answer">{message}</Fact>}
      </dl>
    </section>
  );
}
