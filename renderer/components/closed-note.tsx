import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Connection } from "../../shared/domain/connection.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { Refusal } from "./refusal.tsx";

/** Opens a closed connection again, and says what is still missing. */
export function useReopen({ id, name }: Connection) {
  const { client, refresh } = useSteward();
  return async () => {
    const { keyFromEnvironment } = await client.call("connections.reopen", { connection: id });
    void refresh();
    const next = keyFromEnvironment ? "" : " Enter its key and secret before it sends.";
    notifications.show({ message: `${name} is open again.${next}` });
  };
}

/** Why nothing can be changed here, and the way out. */
export function ClosedNote({ connection }: { connection: Connection }) {
  const reopen = useReopen(connection);
  const { busy, refusal, act } = useAction();
  return (
    <div className="note note-plain closed-note">
      <p>
        What this connection sent, its profile, mappings, folders and settings stay as they were when it was
        closed, so that they can be looked up. To change any of them, or to send again, reopen it; its key and
        secret are entered anew then.
      </p>
      <Button aria-disabled={busy} onClick={() => !busy && act(reopen)}>
        Reopen
      </Button>
      {refusal !== undefined && <Refusal sentence={refusal} />}
    </div>
  );
}
