import { useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { firstPlace } from "../copy-place.ts";
import { useSteward } from "../steward.ts";
import { CopiedReport } from "./copied-report.tsx";
import { type Copied, CopyForm } from "./copy-form.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

interface CloneDialogProps {
  connection: Connection;
  close: () => void;
  /** To a new school year: another address, and the old connection is closed afterwards. */
  rollOver?: boolean;
}

/** Everything but key, secret and records goes into a new connection. */
export function CloneDialog({ connection, close, rollOver = false }: CloneDialogProps) {
  const { client } = useSteward();
  const [copied, setCopied] = useState<Copied>();
  const title = rollOver ? `Roll ${connection.name} over to a new year` : `Clone ${connection.name}`;
  return (
    <DialogFrame title={title} close={close} wide>
      {copied ? (
        <CopiedReport copied={copied} {...(rollOver && { ended: connection })} close={close} />
      ) : (
        <CopyForm
          settings={connection.settings}
          first={firstPlace(connection, rollOver ? "roll-over" : "clone")}
          words={["Clone", "Cloning"]}
          offersFolders
          copy={(asked) => client.call("connections.clone", { connection: connection.id, ...asked })}
          copied={setCopied}
          close={close}
        >
          <p>
            Mappings, switches, owners, schedule and limits go along. The key and the secret do not: each
            connection has its own.
            {rollOver && ` ${connection.name} stays as it is; whether it is closed is asked at the end.`}
          </p>
        </CopyForm>
      )}
    </DialogFrame>
  );
}
