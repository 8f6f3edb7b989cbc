import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import type { KeyChangeStep } from "../../shared/domain/key-change.ts";
import { useAnswer } from "../ask.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { Refusal } from "../components/refusal.tsx";
import { DialogFrame } from "../dialogs/dialog-frame.tsx";
import { count, counted, resourceName } from "../format.ts";
import { keyChangeWords, stepWords } from "../key-change-words.ts";
import { usePreview } from "../resync/use-preview.ts";
import { useStatus } from "../scope.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { ChangedRecords } from "./changed-records.tsx";

interface KeyChangesDialogProps {
  connection: Connection;
  close: () => void;
}

const wish = { keyChanges: "confirm" as const };

/** What becomes of records under other keys, step by step; records are made anew only once this was seen. */
export function KeyChangesDialog({ connection, close }: KeyChangesDialogProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const { plan, planned, isFinal, failure, again } = useKeyChangePlan(connection.id);
  const isFirst = useStatus(connection.id)?.firstSync === true;
  const isHeld = plan !== undefined && plan.unconfirmed > 0;
  const canStart = isHeld && isFinal && failure === undefined && !busy;
  const start = () =>
    plan &&
    canStart &&
    act(async () => {
      const seen = { confirmKeyChanges: plan.unconfirmed };
      const run = await client.call("push.start", { connection: connection.id, ...wish, ...seen });
      void refresh();
      const started = run.state === "queued" ? "It waits for its turn." : "Sending has started.";
      notifications.show({ message: `${connection.name}: ${started}` });
      close();
    });
  return (
    <DialogFrame title={`Keys that changed: ${connection.name}`} close={close} wide>
      {failure !== undefined && <Failure sentence={failure} retry={again} />}
      {plan === undefined && failure === undefined && (
        <PageSkeleton label="Finding the records whose keys changed" lines={5} />
      )}
      {plan && (
        <>
          {keyChangeWords(plan).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {plan.changes.length === 0 && <p>No record has another key on the server any more.</p>}
          {plan.steps.length > 0 && <StepTable steps={plan.steps} />}
          <ChangedRecords found={plan} />
          {isHeld && <p role="status">{pushWords(planned, isFinal)}</p>}
          {isHeld && isFirst && (
            <p className="note note-waiting">
              This connection has not finished its first sync: finish that, then confirm this.
            </p>
          )}
        </>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {isHeld && !isFirst && (
          <Button variant="filled" aria-disabled={!canStart} onClick={start}>
            Confirm and send
          </Button>
        )}
        <Button onClick={close} data-autofocus>
          {isHeld ? "Confirm nothing" : "Done"}
        </Button>
      </div>
    </DialogFrame>
  );
}

/** The plan, and what the push that confirms it sends; final once the plan was made after a look at the files. */
function useKeyChangePlan(connection: string) {
  const { value: plan, failure, askAgain } = useAnswer("keychanges.list", { connection });
  const { preview, isFinal, failure: unseen, again } = usePreview(connection, wish);
  const [isPlanFinal, setPlanFinal] = useState(false);
  useEffect(() => {
    let isWanted = true;
    setPlanFinal(false);
    if (isFinal) void askAgain().then(() => isWanted && setPlanFinal(true));
    return () => {
      isWanted = false;
    };
  }, [isFinal, askAgain]);
  return {
    plan,
    planned: preview?.planned,
    isFinal: isFinal && isPlanFinal,
    failure: failure ?? unseen,
    again: () => {
      void askAgain();
      again();
    },
  };
}

function pushWords(planned: number | undefined, isFinal: boolean): string {
  const sends =
    planned === undefined
      ? "The same push sends all else that has changed."
      : `The push sends all that has changed, ${counted(planned, "record", "records")} with these; old ones are removed last.`;
  return isFinal ? sends : `${sends} Your files are being looked at; this is by what was read last.`;
}

function StepTable({ steps }: { steps: readonly KeyChangeStep[] }) {
  return (
    <table>
      <caption>What is done, in this order</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Resource</th>
          <th scope="col" className="number">
            Records
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ what, resource, records }, index) => (
          <tr key={`${what} ${resource}`}>
            <th scope="row">
              {index + 1}. {stepWords(what)}
            </th>
            <td>{resourceName(resource)}</td>
            <td className="number">{count(records)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
