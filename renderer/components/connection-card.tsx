import { useId, useState } from "react";
import type { ConnectionStatus } from "../../shared/contract.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import type { Run } from "../../shared/domain/run.ts";
import { ago, count, counted, exactTime } from "../format.ts";
import { type Running, runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";
import { Marks, totalsOf, totalsOfPush } from "./marks.tsx";
import { PushProgress } from "./push-progress.tsx";

export function ConnectionCard({ status }: { status: ConnectionStatus }) {
  const { connection, causes, lastRun } = status;
  const state = useShown((shown) => shown);
  const running = runningOf(state, connection.id);
  const totals = totalsOf(status);
  const sending = running?.progress?.phase === "sending" ? running.progress : undefined;
  const title = useId();
  return (
    <article className="card" aria-labelledby={title}>
      {connection.practice && <p className="practice">Practice: nothing here reaches your state</p>}
      <h2 id={title}>{connection.name}</h2>
      <p className="quiet">{serverWords(connection)}</p>
      <p className="standing">{standing(causes, running !== undefined, totals["to send"])}</p>
      <Marks totals={sending ? totalsOfPush(sending) : totals} />
      {running ? (
        <PushProgress progress={running.progress} linesRead={state.scans.get(connection.id)?.linesRead} />
      ) : (
        <LastRun run={lastRun} />
      )}
      <Buttons connection={connection} running={running} />
    </article>
  );
}

function Buttons({ connection, running }: { connection: Connection; running: Running | undefined }) {
  const { client, refresh } = useSteward();
  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const act = async (action: () => Promise<unknown>) => {
    setAsked(true);
    setRefusal(undefined);
    try {
      await action();
    } catch (error) {
      setRefusal((error as Error).message);
      void refresh();
    }
    setAsked(false);
  };
  const send = () => act(() => client.call("push.start", { connection: connection.id }));
  const cancel = (run: string) => act(() => client.call("push.cancel", { run }));
  // One button in one place, so that the keyboard's focus stays where it is when a push begins and ends.
  return (
    <>
      {refusal !== undefined && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <button
        type="button"
        className={running ? "" : "primary"}
        aria-disabled={asked}
        aria-label={`${running ? "Cancel sending to" : "Send now to"} ${connection.name}`}
        onClick={() => !asked && (running ? cancel(running.run) : send())}
      >
        {running ? "Cancel" : "Send now"}
      </button>
    </>
  );
}

function LastRun({ run }: { run: Run | undefined }) {
  if (!run) return <p className="quiet">Nothing was sent yet.</p>;
  const when = run.endedAt ?? run.startedAt;
  const { result } = run;
  const accepted =
    result && result.sent.created + result.sent.updated + result.sent.deleted + result.sent.keyChanged;
  return (
    <p className="quiet">
      Last sent{" "}
      <time dateTime={when} title={exactTime(when)}>
        {ago(when, Date.now())}
      </time>
      {accepted !== undefined && `: ${count(accepted)} accepted`}
      {run.state === "cancelled" && ", cancelled"}
      {run.state === "crashed" && ", interrupted"}
      {result?.reason && `. ${result.reason}`}
    </p>
  );
}

function serverWords({ server, settings }: Connection) {
  if (!server) return "The server was not asked yet";
  const product = server.product === "dms" ? "Ed-Fi DMS" : "ODS/API";
  return [`${product} ${server.version}`, ...server.dataModels, settings.year].filter(Boolean).join(" · ");
}

function standing(causes: number, running: boolean, toSend: number) {
  if (running) return "Sending: this push so far";
  if (causes > 0) return `In step except for ${counted(causes, "cause", "causes")}`;
  return toSend > 0 ? `${counted(toSend, "record", "records")} to send` : "In step";
}
