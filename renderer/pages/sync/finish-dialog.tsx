import { Button } from "@mantine/core";
import type { Connection } from "../../../shared/domain/connection.ts";
import { Refusal } from "../../components/refusal.tsx";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

interface FinishDialogProps {
  connection: Connection;
  reload: () => Promise<void>;
  close: () => void;
}

/** For those who know that their records are good: no more stages, and nothing is sent yet. */
export function FinishDialog({ connection, reload, close }: FinishDialogProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const finish = async () => {
    if (busy) return;
    const isDone = await act(() => client.call("firstSync.finish", { connection: connection.id }));
    if (!isDone) return;
    await reload();
    void refresh();
    close();
  };
  return (
    <DialogFrame title={`Send to ${connection.name} without stages`} close={close}>
      <p>
        Everything is sent in one go from now on, and a schedule may begin. Choose it when these records went
        to a server like this one before. Nothing is sent by this button itself.
      </p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button variant="filled" aria-disabled={busy} onClick={finish}>
          No more stages
        </Button>
        <Button onClick={close} data-autofocus>
          Keep the stages
        </Button>
      </div>
    </DialogFrame>
  );
}
