import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { PermissionsView } from "../../../shared/domain/permissions.ts";
import { useAnswer } from "../../ask.ts";
import { Moment } from "../../components/moment.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { counted, resourceName } from "../../format.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { KeyFacts } from "./permissions/key-facts.tsx";
import { OperationsTable } from "./permissions/operations-table.tsx";

/** What the key is good for, as the server last said. */
export function PermissionsTab({ connection }: { connection: Connection }) {
  const { value, failure, askAgain } = useAnswer("permissions.show", { connection: connection.id }, [
    "permissions",
    "profiles",
    "sources",
  ]);
  if (value) return <PermissionsPage connection={connection} known={value} reload={askAgain} />;
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  return <PageSkeleton label="Loading the permissions" lines={9} />;
}

interface PermissionsPageProps {
  connection: Connection;
  known: PermissionsView;
  reload: () => Promise<void>;
}

function PermissionsPage({ connection, known, reload }: PermissionsPageProps) {
  const { client, review } = useSteward();
  const { busy, refusal, act } = useAction();
  /** Why the server told nothing, when it was last asked; the stored answer does not know. */
  const [heard, setHeard] = useState<string>();
  const { now } = known;
  const ask = () =>
    act(async () => {
      const told = await client.call("permissions.show", { connection: connection.id, refresh: true });
      setHeard(told.advice);
      await reload();
    });
  const advice = heard ?? known.advice;
  const button = connection.closedAt === undefined && !review && (
    <Button variant={now ? "default" : "filled"} aria-disabled={busy} onClick={() => !busy && ask()}>
      {busy ? "Asking" : now ? "Ask the server again" : "Ask the server"}
    </Button>
  );
  if (!now && review)
    return (
      <section className="empty">
        <h2>What this key is good for is not in the file</h2>
        <p>Where it was made, the server had not been asked yet, or the file is of an older Steward.</p>
      </section>
    );
  if (!now)
    return (
      <section className="empty" aria-labelledby="unasked-title">
        <h2 id="unasked-title">What this key is good for is not known yet</h2>
        <p>
          Servers tell which districts and schools a key reaches, which namespaces it writes in, and, from
          version 7.3 on, what it may do with each resource. Steward compares that with what you send, before
          anything is refused.
        </p>
        {heard !== undefined && <p className="note note-waiting">{heard}</p>}
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons">{button}</div>
      </section>
    );
  return (
    <>
      <div className="save-line">
        <p className="quiet">
          The server was asked <Moment at={now.at} />.
        </p>
        <div className="buttons">{button}</div>
      </div>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {advice !== undefined && (
        <p className="note note-waiting" role="status">
          {advice}
        </p>
      )}
      <Gaps gaps={known.gaps} listed={now.resources !== undefined} />
      <Changes known={known} />
      <KeyFacts permissions={now} />
      {now.resources !== undefined && <OperationsTable connection={connection.id} view={known} />}
    </>
  );
}

/** What would be refused, most records first. */
function Gaps({ gaps, listed }: { gaps: PermissionsView["gaps"]; listed: boolean }) {
  if (gaps.length === 0) {
    return listed ? <p className="lead">This key may send all that you send.</p> : null;
  }
  return (
    <section aria-labelledby="gaps-title" className="block-of">
      <h2 id="gaps-title">{counted(gaps.length, "thing is", "things are")} missing</h2>
      <ul className="gaps">
        {gaps
          .toSorted((one, other) => other.records - one.records)
          .map(({ resource, sentence, records, missing }) => (
            <li key={`${resource} ${sentence}`}>
              <p>
                <span aria-hidden="true" className="state-lost">
                  ▲{" "}
                </span>
                {sentence}
              </p>
              <p className="quiet small">
                {resourceName(resource)}
                {missing.length > 0 && ` · ${missing.join(", ")}`} · {concerned(resource, missing, records)}
              </p>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** A gap of reach counts schools, not records. */
function concerned(resource: string, missing: readonly string[], records: number) {
  const isReach = resource === "/ed-fi/schools" && missing.length === 0;
  return isReach ? counted(records, "school", "schools") : counted(records, "record", "records");
}

function Changes({ known: { changes, changedSince } }: { known: PermissionsView }) {
  if (changedSince === undefined) return null;
  return (
    <section aria-labelledby="changes-title" className="block-of ruled">
      <h2 id="changes-title">
        What changed{" "}
        <span className="quiet small">
          since the answer before, of <Moment at={changedSince} />
        </span>
      </h2>
      {changes.length === 0 ? (
        <p className="quiet">Nothing that counts.</p>
      ) : (
        <ul>
          {changes.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
