import { Button } from "@mantine/core";
import type { Connection } from "../../shared/domain/connection.ts";
import { Refusal } from "../components/refusal.tsx";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { DialogFrame } from "./dialog-frame.tsx";

export function CloseDialog({ connection, close }: { connection: Connection; close: () => void }) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const closeConnection = async () => {
    const done = await act(() => client.call("connections.close", { connection: connection.id }));
    if (!done) return;
    void refresh();
    close();
  };
  return (
    <DialogFrame title={`Close ${connection.name}`} close={close}>
      <p>
        A closed connection is kept for reading, with its history and its mappings. Nothing is sent to it any
        more, and its key and secret leave the keychain of this computer. It can be opened again; they are
        entered anew then.
      </p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button variant="filled" aria-disabled={busy} onClick={() => !busy && closeConnection()}>
          Close the connection
        </Button>
        <Button onClick={close} data-autofocus>
          Keep it open
        </Button>
      </div>
    </DialogFrame>
  );
}
