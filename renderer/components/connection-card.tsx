import { useId } from "react";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { serverWords } from "../format.ts";
import { places } from "../routes.ts";
import { runningOf } from "../state.ts";
import { useShown } from "../steward.ts";
import { useLink } from "../use-link.ts";
import { CardFacts } from "./card-facts.tsx";
import { HealthWords } from "./health-words.tsx";
import { LastRun } from "./last-run.tsx";
import { Marks, totalsOf, totalsOfPush } from "./marks.tsx";
import { PushProgress } from "./push-progress.tsx";
import { SendButton } from "./send-button.tsx";

/** `alone`: the page is about this connection, and the bars on top already say what is the same on all its pages. */
export function ConnectionCard({ status, alone = false }: { status: ConnectionStatus; alone?: boolean }) {
  const { connection, lastRun } = status;
  const state = useShown((shown) => shown);
  const running = runningOf(state, connection.id);
  const sending = running?.progress?.phase === "sending" ? running.progress : undefined;
  const title = useId();
  const link = useLink();
  return (
    <article className="card" aria-labelledby={title}>
      {connection.practice && !alone && <p className="practice">Practice: nothing here reaches your state</p>}
      <h2 id={title}>
        <a href={link(places.connection(connection.id))}>{connection.name}</a>
      </h2>
      <p className="quiet">{serverWords(connection)}</p>
      <HealthWords status={status} />
      <Marks totals={sending ? totalsOfPush(sending) : totalsOf(status)} />
      {running ? (
        <PushProgress progress={running.progress} linesRead={state.scans.get(connection.id)?.linesRead} />
      ) : (
        <LastRun run={lastRun} />
      )}
      <CardFacts status={status} />
      {!alone && (
        <div className="card-end">
          <SendButton connection={connection} quiet />
        </div>
      )}
    </article>
  );
}
