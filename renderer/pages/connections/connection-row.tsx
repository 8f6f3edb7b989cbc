import { useId } from "react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { HealthWords } from "../../components/health-words.tsx";
import { totalsOf } from "../../components/marks.tsx";
import { Moment } from "../../components/moment.tsx";
import { SendButton } from "../../components/send-button.tsx";
import { ConnectionMenu } from "../../dialogs/connection-menu.tsx";
import { count, progressWords, serverWords } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { runningOf } from "../../state.ts";
import { useShown } from "../../steward.ts";

const none: readonly Cause[] = [];

export function ConnectionRow({ status }: { status: ConnectionStatus }) {
  const { connection, lastRun } = status;
  const title = useId();
  const first = useShown((state) => state.causes.get(connection.id) ?? none)[0];
  const running = useShown((state) => runningOf(state, connection.id)?.progress);
  const totals = totalsOf(status);
  return (
    <li>
      <article className="connection-row" aria-labelledby={title}>
        <div>
          <h2 id={title}>
            <a href={linkTo(places.connection(connection.id))} title={connection.name}>
              {connection.name}
            </a>
          </h2>
          <p className="quiet one-row" title={serverWords(connection)}>
            <Tags connection={connection} />
            {serverWords(connection)}
          </p>
        </div>
        <div>
          <HealthWords status={status} />
          {running ? (
            <p className="quiet">{progressWords(running)}</p>
          ) : (
            first && (
              <p className="quiet one-row" title={first.title}>
                First: {first.title}
              </p>
            )
          )}
        </div>
        <p className="figures">
          <Figure value={totals.accepted} word="accepted" />
          <Figure value={totals.waiting + totals.blocked + totals["to send"]} word="waiting" />
        </p>
        <div>
          <p className="quiet">
            {lastRun ? (
              <>
                Sent <Moment at={lastRun.endedAt ?? lastRun.startedAt} />
              </>
            ) : (
              "Nothing was sent yet"
            )}
          </p>
          <KeyLine connection={connection} />
        </div>
        <div className="row-actions">
          <SendButton connection={connection} quiet />
          <ConnectionMenu connection={connection} />
        </div>
      </article>
    </li>
  );
}

function Figure({ value, word }: { value: number; word: string }) {
  return (
    <span>
      <strong>{count(value)}</strong> {word}
    </span>
  );
}

function Tags({ connection: { practice, closedAt } }: { connection: Connection }) {
  return (
    <>
      {practice && (
        <span className="tag tag-practice">
          Practice<span className="hidden">: nothing here reaches your state</span>
        </span>
      )}
      {closedAt !== undefined && <span className="tag tag-closed">Closed</span>}
    </>
  );
}

function KeyLine({ connection }: { connection: Connection }) {
  const { key, keyFromEnvironment, closedAt, ownPractice } = connection;
  if (closedAt !== undefined || ownPractice) return null;
  if (keyFromEnvironment) return <p className="quiet">Key from the environment</p>;
  if (!key) return <p className="attention">▲ No key in the keychain</p>;
  if (!key.due)
    return (
      <p className="quiet">
        Key …{key.ending}, <Moment at={key.since} />
      </p>
    );
  return (
    <p className="attention">
      <span aria-hidden="true">▲ </span>Key of <Moment at={key.since} />: time for a new one
    </p>
  );
}
