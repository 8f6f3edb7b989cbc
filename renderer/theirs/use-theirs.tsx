import { notifications } from "@mantine/notifications";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
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
  const opener = useRef<HTMLElement>(null);
  const open = (chosen: ChosenRecord) => {
    opener.current = document.activeElement as HTMLElement | null;
    setRecord(chosen);
  };
  const close = () => {
    setRecord(undefined);
    opener.current?.focus();
  };
  const chosen = (sentence: string) => {
    notifications.show({ message: `${connection.name}: ${sentence}` });
    close();
  };
  const dialog = record && (
    <Suspense>
      <TheirsDialog connection={connection} record={record} close={close} chosen={chosen} />
    </Suspense>
  );
  return { open, dialog };
}
