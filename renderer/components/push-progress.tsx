import type { RunProgress } from "../../shared/domain/run.ts";
import { deletionsWords } from "../delete-words.ts";
import { clockTime, count, progressWords, resourceName, timeLeft } from "../format.ts";

/** A push while it runs: how far, how fast, how long still. The server's absence is told as what it is, not as errors. */
export function PushProgress({
  progress,
  linesRead,
}: {
  progress: RunProgress | undefined;
  linesRead: number | undefined;
}) {
  const sending = progress?.phase === "sending";
  return (
    <div className="progress">
      <progress
        aria-label="Records sent"
        max={sending ? Math.max(1, progress.planned) : 1}
        {...(sending && { value: progress.done })}
      />
      <p>
        <strong>
          {sending || linesRead === undefined
            ? progressWords(progress)
            : `Reading files: ${count(linesRead)} lines`}
        </strong>
        {sending && <Pace progress={progress} />}
      </p>
      {progress?.downSince !== undefined && (
        <p className="down" role="alert">
          The API has not answered since {clockTime(progress.downSince)}.{" "}
          {count(progress.planned - progress.done)} records wait; they go out by themselves when it is back.{" "}
          {progress.trouble}
        </p>
      )}
      {sending && progress.deletes !== undefined && (
        <p className="quiet">{deletionsWords(progress.deletes, progress.planned - progress.done)}</p>
      )}
      {sending && progress.downSince === undefined && progress.sending.length > 0 && (
        <p className="quiet">
          Now: {progress.sending.map(({ resource }) => resourceName(resource)).join(", ")}
        </p>
      )}
    </div>
  );
}

function Pace({ progress: { perSecond, secondsLeft, inFlight, downSince } }: { progress: RunProgress }) {
  if (downSince !== undefined) return null;
  return (
    <span className="pace">
      {` · ${count(Math.round(perSecond))}/s`}
      {secondsLeft !== undefined && ` · ${timeLeft(secondsLeft)}`}
      {` · ${count(inFlight)} at a time`}
    </span>
  );
}
