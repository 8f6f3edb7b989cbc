import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { RunProgress } from "../../../shared/domain/run.ts";
import { LastRun } from "../../components/last-run.tsx";
import { PushProgress } from "../../components/push-progress.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { count } from "../../format.ts";
import { linePoints, type Pace, withPace } from "../../pace-history.ts";
import { runningOf } from "../../state.ts";
import { useShown, useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

/** The push that is under way: how far, how fast, how the server bears it; or what the last one did. */
export function RunPanel({ status }: { status: ConnectionStatus }) {
  const { connection, lastRun } = status;
  const run = useShown((state) => runningOf(state, connection.id)?.run);
  const progress = useShown((state) => runningOf(state, connection.id)?.progress);
  const linesRead = useShown((state) => state.scans.get(connection.id)?.linesRead);
  return (
    <section className={run === undefined ? "last-sent" : "run-panel"} aria-label="What is being sent">
      {run !== undefined ? (
        <>
          <PushProgress progress={progress} linesRead={linesRead} />
          {progress && <PaceLines key={run} progress={progress} />}
          <CancelButton run={run} name={connection.name} />
        </>
      ) : (
        <LastRun run={lastRun} />
      )}
    </section>
  );
}

function CancelButton({ run, name }: { run: string; name: string }) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const cancel = async () => {
    if (busy) return;
    await act(() => client.call("push.cancel", { run }));
    void refresh();
  };
  return (
    <div className="card-end">
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <Button aria-disabled={busy} aria-label={`Cancel this push to ${name}`} onClick={cancel}>
        Cancel this push
      </Button>
    </div>
  );
}

/** Requests at a time and the time of an answer, over the last two minutes. */
function PaceLines({ progress }: { progress: RunProgress }) {
  const [history, setHistory] = useState<readonly Pace[]>([]);
  useEffect(() => {
    if (progress.phase === "sending") setHistory((before) => withPace(before, progress, Date.now()));
  }, [progress]);
  if (progress.phase !== "sending") return null;
  const { inFlight, concurrency, latencyMs } = progress;
  return (
    <dl className="pace-lines">
      <PaceLine
        name="Requests at a time"
        words={`${count(inFlight)} of ${count(concurrency)}`}
        values={history.map((pace) => pace.inFlight)}
      />
      <PaceLine
        name="Time of an answer"
        words={`${count(Math.round(latencyMs))} ms`}
        values={history.map((pace) => pace.latencyMs)}
      />
    </dl>
  );
}

const width = 160;
const height = 28;

function PaceLine({ name, words, values }: { name: string; words: string; values: readonly number[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="pace-words">{words}</span>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
          <polyline points={linePoints(values, width, height - 2)} />
        </svg>
      </dd>
    </div>
  );
}
