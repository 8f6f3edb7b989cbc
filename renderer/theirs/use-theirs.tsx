import { notifications } from "@mantine/notifications";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";

const TheirsDialog = lazy(async () => ({ default: (await import("./theirs-dialog.tsx")).TheirsDialog }));

interface ChosenRecord {
  readonly id: string;
  readonly title: string;
}

/**
 * The server's version of a record beside ours. The dialog is drawn where this is called, so that it outlives the line that
 * it was opened from.
 */
export function useTheirs(connection: Connection): {
  open: (record: ChosenRecord) => void;
  dialog: ReactNode;
} {
  const [record, setRecord] = useState<ChosenRecord>();
  const close = () => setRecord(undefined);
  const chosen = (sentence: string) => {
    notifications.show({ message: `${connection.name}: ${sentence}` });
    close();
  };
  const dialog = record && (
    <Suspense>
      <TheirsDialog connection={connection} record={record} close={close} chosen={chosen} />
    </Suspense>
  );
  return { open: setRecord, dialog };
}
