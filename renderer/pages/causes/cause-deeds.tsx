import { Button } from "@mantine/core";
import type { CauseDetail } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { readyWords } from "../../cause-words.ts";
import { PushProgress } from "../../components/push-progress.tsx";
import { count, counted } from "../../format.ts";
import { useResync } from "../../resync/use-resync.tsx";
import { emptyResync } from "../../resync-draft.ts";
import { linkTo, places } from "../../routes.ts";
import { momentWords } from "../../schedule-draft.ts";
import { useStatus } from "../../scope.ts";
import { runningOf } from "../../state.ts";
import { useShown, useSteward } from "../../steward.ts";

/** What is ready, the way to send it, how that goes, and what became of it. */
export function CauseDeeds({ connection, cause }: { connection: Connection; cause: CauseDetail }) {
  const { review } = useSteward();
  const status = useStatus(connection.id);
  const isRunning = useShown((state) => runningOf(state, connection.id) !== undefined);
  const progress = useShown((state) => runningOf(state, connection.id)?.progress);
  const linesRead = useShown((state) => state.scans.get(connection.id)?.linesRead);
  const { open, dialog } = useResync(connection);
  const next = status?.nextBatch === undefined ? undefined : momentWords(status.nextBatch, Date.now());
  const ready = readyWords(cause, next);
  const isOpen = connection.closedAt === undefined && cause.clearedAt === undefined;
  // A line that is no record cannot be sent.
  const isSendable = cause.releases > (cause.kind === "rejected-line" ? cause.records : 0);
  const choose = () => open({ ...emptyResync, causes: [{ id: cause.id, title: cause.title }] });
  return (
    <div className="cause-deeds">
      <div role="status">
        {ready !== undefined && isOpen && <p className="ready">● {ready}</p>}
        {!isRunning && <Outcome cause={cause} />}
      </div>
      {isRunning && <PushProgress progress={progress} linesRead={linesRead} />}
      {isOpen && isSendable && !review && (
        <div className="buttons">
          {status?.firstSync === true ? (
            <Button component="a" href={linkTo(places.sync(connection.id))} variant="filled">
              First sync
            </Button>
          ) : (
            <Button variant={cause.ready > 0 ? "filled" : "default"} onClick={choose}>
              {cause.ready > 0 ? `Send ${count(cause.ready)} now…` : "Send these again…"}
            </Button>
          )}
        </div>
      )}
      {dialog}
    </div>
  );
}

/** What the last push made of it. */
function Outcome({ cause }: { cause: CauseDetail }) {
  const last = cause.history.find(({ run }) => run !== undefined);
  if (!last || last.accepted === 0) return null;
  const rest =
    cause.releases === 0
      ? "Nothing waits by it any more."
      : `${counted(cause.releases, "record waits", "records wait")} still.`;
  return (
    <p className="quiet">
      The last push that reached it: {counted(last.accepted, "record", "records")} accepted. {rest}
    </p>
  );
}
