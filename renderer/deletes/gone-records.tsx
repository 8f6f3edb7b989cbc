import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import type { SyncLine } from "../../shared/domain/sync.ts";
import { counted } from "../format.ts";

const DeletesDialog = lazy(async () => ({ default: (await import("./deletes-dialog.tsx")).DeletesDialog }));

interface GoneRecordsProps {
  connection: Connection;
  lines: readonly SyncLine[];
}

/** Records that were accepted and have left the files: nothing happens to them before a person has looked. */
export function GoneRecords({ connection, lines }: GoneRecordsProps) {
  const [isOpen, setOpen] = useState(false);
  const gone = lines.reduce((sum, { counts }) => sum + counts.gone, 0);
  const close = () => setOpen(false);
  if ((gone === 0 && !isOpen) || connection.closedAt !== undefined) return null;
  return (
    <div className="note note-plain">
      <div className="save-line">
        <p>
          {counted(gone, "record that the server has is", "records that the server has are")} no longer in
          your files.
        </p>
        <Button onClick={() => setOpen(true)}>See what would be deleted…</Button>
      </div>
      {isOpen && (
        <Suspense>
          <DeletesDialog connection={connection} close={close} />
        </Suspense>
      )}
    </div>
  );
}
