import { useId } from "react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { Cause } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { HealthWords } from "../../components/health-words.tsx";
import { LastRun } from "../../components/last-run.tsx";
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
            <a href={linkTo(places.connection(connection.id))}>{connection.name}</a>
          </h2>
          <p className="quiet">{serverWords(connection)}</p>
          <Tags connection={connection} />
        </div>
        <div>
          <HealthWords status={status} />
          {first && <p className="quiet">First: {first.title}</p>}
        </div>
        <p className="figures">
          <span>
            <strong>{count(totals.accepted)}</strong> accepted
          </span>
          <span>
            <strong>{count(totals.waiting + totals.blocked + totals["to send"])}</strong> waiting
          </span>
        </p>
        <div>
          {running ? <p className="quiet">{progressWords(running)}</p> : <LastRun run={lastRun} />}
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

function Tags({ connection: { practice, closedAt } }: { connection: Connection }) {
  if (!practice && closedAt === undefined) return null;
  return (
    <p className="tags">
      {practice && <span className="tag tag-practice">Practice: nothing here reaches your state</span>}
      {closedAt !== undefined && <span className="tag tag-closed">Closed</span>}
    </p>
  );
}

function KeyLine({ connection: { key, closedAt } }: { connection: Connection }) {
  if (closedAt !== undefined) return null;
  if (!key) return <p className="attention">▲ No key is stored</p>;
  return (
    <p className={key.due ? "attention" : "quiet"}>
      {key.due && <span aria-hidden="true">▲ </span>}
      Key …{key.ending}, entered <Moment at={key.since} />
      {key.due && ": time for a new one"}
    </p>
  );
}
