import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { type Table, useAnswer } from "../ask.ts";
import { Failure } from "../components/page-states.tsx";
import { keyChangeWords } from "../key-change-words.ts";

const KeyChangesDialog = lazy(async () => ({
  default: (await import("./key-changes-dialog.tsx")).KeyChangesDialog,
}));

/** Not "records": finding all that hangs on a record takes its time, and a push changes records all the while. */
const tables: readonly Table[] = ["sources", "runs"];

interface ChangedKeysProps {
  connection: Connection;
}

/** Records that the server has under other keys: what becomes of them, and the way to the plan. */
export function ChangedKeys({ connection }: ChangedKeysProps) {
  return connection.closedAt === undefined ? <OfOpen connection={connection} /> : null;
}

function OfOpen({ connection }: ChangedKeysProps) {
  const asked = { connection: connection.id, limit: 0 };
  const { value, failure, askAgain } = useAnswer("keychanges.list", asked, tables);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  const sentences = value ? keyChangeWords(value) : [];
  // An open dialog tells itself that there is nothing any more.
  if (sentences.length === 0 && !isOpen) return null;
  return (
    <section
      aria-label="Keys that changed"
      className={value && value.unconfirmed > 0 ? "note note-waiting" : "note note-plain"}
    >
      <div className="save-line">
        <p>
          <strong>Keys that changed.</strong> {sentences.join(" ")}
        </p>
        <Button onClick={() => setOpen(true)}>
          {value && value.unconfirmed > 0 ? "See the plan…" : "See what changed…"}
        </Button>
      </div>
      {isOpen && (
        <Suspense>
          <KeyChangesDialog connection={connection} close={close} />
        </Suspense>
      )}
    </section>
  );
}
