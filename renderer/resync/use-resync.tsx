import { notifications } from "@mantine/notifications";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import type { ResyncDraft } from "../resync-draft.ts";

const ResyncDialog = lazy(async () => ({ default: (await import("./resync-dialog.tsx")).ResyncDialog }));

/**
 * The choice of what is sent again: nothing goes before its preview has been seen. The dialog is drawn where this is called,
 * so that it outlives the line that it was opened from.
 */
export function useResync(connection: Connection): { open: (first: ResyncDraft) => void; dialog: ReactNode } {
  const [first, setFirst] = useState<ResyncDraft>();
  const close = () => setFirst(undefined);
  const started = (sentence: string) => {
    notifications.show({ message: `${connection.name}: ${sentence}` });
    close();
  };
  const dialog = first && (
    <Suspense>
      <ResyncDialog connection={connection} first={first} close={close} started={started} />
    </Suspense>
  );
  return { open: setFirst, dialog };
}
