import { Button } from "@mantine/core";
import type { Connection } from "../../shared/domain/connection.ts";
import type { ResyncDraft } from "../resync-draft.ts";
import { useResync } from "./use-resync.tsx";

interface ResyncButtonProps {
  connection: Connection;
  /** What the dialog begins with. */
  draft: ResyncDraft;
  words: string;
  /** Where the words alone do not say what is sent again. */
  label?: string;
}

/** Opens the choice of what is sent again. */
export function ResyncButton({ connection, draft, words, label }: ResyncButtonProps) {
  const { open, dialog } = useResync(connection);
  return (
    <>
      <Button {...(label !== undefined && { "aria-label": label })} onClick={() => open(draft)}>
        {words}
      </Button>
      {dialog}
    </>
  );
}
