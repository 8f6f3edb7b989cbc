import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { CauseDetail } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { useAnswer } from "../../ask.ts";
import { kindWords, placeWords } from "../../cause-words.ts";
import { CauseExplanation } from "../../components/cause-explanation.tsx";
import { Moment } from "../../components/moment.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { count, counted, menderWords } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { CauseDeeds } from "./cause-deeds.tsx";
import { CauseHistory } from "./cause-history.tsx";
import { CauseMapping } from "./cause-mapping.tsx";
import { CauseRecordList } from "./cause-record-list.tsx";
import { AlsoFound, FoundNote } from "./found-note.tsx";
import { causeTables } from "./use-causes.ts";

interface CauseDetailPaneProps {
  connection: Connection;
  /** Id of the cause. */
  cause: string;
  /** Away from it: the list alone, where both have no room. */
  back: () => void;
}

/** One cause: what it means, who mends it and where, what is ready to go, its records and what happened to it. */
export function CauseDetailPane({ connection, cause, back }: CauseDetailPaneProps) {
  const { value, failure, code, askAgain } = useAnswer(
    "causes.show",
    { connection: connection.id, cause },
    causeTables,
  );
  const pane = useRef<HTMLElement>(null);
  // Braces: in some browsers scrollTo returns a promise, which is no clean-up.
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, []);
  return (
    <article ref={pane} className="cause-detail" aria-labelledby="cause-title">
      <Button className="cause-back" variant="subtle" size="compact-sm" onClick={back}>
        ← All causes
      </Button>
      {value ? (
        <Detail connection={connection} cause={value} />
      ) : code === "not-found" ? (
        <NoSuchCause back={back} />
      ) : failure === undefined ? (
        <PageSkeleton label="Loading the cause" lines={9} />
      ) : (
        <Failure sentence={failure} retry={askAgain} />
      )}
    </article>
  );
}

function NoSuchCause({ back }: { back: () => void }) {
  return (
    <>
      <h2 id="cause-title" tabIndex={-1}>
        There is no such cause
      </h2>
      <p>
        It may have been forgotten since the address was made, or the address is of another computer's
        Steward. Causes of which nothing waits any more are among the cleared ones.
      </p>
      <div className="buttons">
        <Button onClick={back}>See all causes</Button>
      </div>
    </>
  );
}

function Detail({ connection, cause }: { connection: Connection; cause: CauseDetail }) {
  const { icon, word } = kindWords(cause.kind);
  const { review } = useSteward();
  return (
    <>
      <div className="cause-head">
        <h2 id="cause-title" tabIndex={-1}>
          {cause.title}
        </h2>
        <p className="cause-number">
          {cause.clearedAt === undefined ? (
            <>
              <strong>{count(cause.releases)}</strong>{" "}
              <span className="quiet">{cause.found ? "would wait" : "waiting"}</span>
            </>
          ) : (
            <span className="tone-accepted">
              ● cleared <Moment at={cause.clearedAt} />
            </span>
          )}
        </p>
      </div>
      <p className="quiet small">
        {cause.found && <span className="found-mark">found before sending</span>}
        <span aria-hidden="true">{icon} </span>
        {word} · {placeWords(cause)} · {connection.name}
      </p>
      {cause.found ? (
        <FoundNote connection={connection} cause={cause} />
      ) : (
        <CauseDeeds connection={connection} cause={cause} />
      )}
      {cause.alsoFound && <AlsoFound found={cause.alsoFound} />}
      <dl className="cause-facts">
        <div>
          <dt>Who mends it</dt>
          <dd>
            {menderWords(cause.who)}
            {cause.contact !== undefined && <span className="block">Whom to call: {cause.contact}</span>}
          </dd>
        </div>
        {cause.example && (
          <div>
            <dt>Example</dt>
            <dd>
              <Example connection={connection} cause={cause} />
            </dd>
          </div>
        )}
      </dl>
      {cause.code !== undefined && cause.about !== undefined && connection.closedAt === undefined && (
        <CauseMapping connection={connection} cause={cause} type={cause.about} code={cause.code} />
      )}
      <h3>What it means and what to do</h3>
      <CauseExplanation connection={connection.id} topic={cause.topic} />
      {review ? (
        <RecordsElsewhere cause={cause} />
      ) : (
        <CauseRecordList connection={connection} cause={cause} />
      )}
      {!cause.found && <CauseHistory cause={cause} />}
    </>
  );
}

/** A review names no record. */
function RecordsElsewhere({ cause: { releases } }: { cause: CauseDetail }) {
  if (releases === 0) return null;
  return (
    <section aria-labelledby="cause-records">
      <h3 id="cause-records">{counted(releases, "record", "records")}</h3>
      <p className="quiet">
        Which they are is not in the file: it names no one. Who made it finds them under the same cause.
      </p>
    </section>
  );
}

function Example({ connection, cause }: { connection: Connection; cause: CauseDetail }) {
  const { example } = cause;
  const { value } = useAnswer("causes.records", { connection: connection.id, cause: cause.id, limit: 1 }, [
    "causes",
  ]);
  const [record] = value ?? [];
  if (!example) return null;
  return (
    <>
      {example.file} line {count(example.line)}
      {record && !record.id.startsWith("line:") && (
        <>
          {" · "}
          <a href={linkTo(places.record(connection.id, record.id))}>Open record</a>
        </>
      )}
    </>
  );
}
