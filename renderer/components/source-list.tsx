import { Button } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useState } from "react";
import type { Source } from "../../shared/domain/source.ts";
import { useAnswer } from "../ask.ts";
import { completeWords } from "../complete-draft.ts";
import { useFolderDraft } from "../drafts.ts";
import { counted } from "../format.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { FolderField } from "./folder-field.tsx";
import { FolderLook } from "./folder-preview.tsx";
import { Moment } from "./moment.tsx";
import { Failure, PageSkeleton } from "./page-states.tsx";
import { Refusal } from "./refusal.tsx";

const CompleteDialog = lazy(async () => ({
  default: (await import("../dialogs/complete-dialog.tsx")).CompleteDialog,
}));

/** The folders that a connection's records come from, and a field for one more. */
export function SourceList({ connection, closed = false }: { connection: string; closed?: boolean }) {
  const { value, failure, askAgain } = useAnswer("sources.list", { connection }, ["sources"]);
  const unread = value?.findLast(({ readAt }) => readAt === undefined)?.folder;
  return (
    <>
      {failure !== undefined && <Failure sentence={failure} retry={askAgain} />}
      {value === undefined && failure === undefined && <PageSkeleton label="Loading folders" lines={2} />}
      {value !== undefined && value.length > 0 && (
        <ul className="rows" aria-label="Folders">
          {value.map((source) => (
            <SourceRow
              key={source.id}
              connection={connection}
              source={source}
              changed={askAgain}
              closed={closed}
            />
          ))}
        </ul>
      )}
      {value?.length === 0 && <p className="quiet">No folder yet: there is nothing to send.</p>}
      {!closed && <AddFolder connection={connection} unread={unread} added={askAgain} />}
    </>
  );
}

interface SourceRowProps {
  connection: string;
  source: Source;
  changed: () => Promise<void>;
  closed: boolean;
}

function SourceRow({ connection, source, changed, closed }: SourceRowProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const { folder, files, records, readAt } = source;
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const remove = () =>
    act(async () => {
      await client.call("sources.remove", { connection, folder });
      await changed();
    });
  return (
    <li className="row">
      <div>
        <p className="path">{folder}</p>
        <p className="quiet">
          {readAt === undefined ? (
            "Not read yet"
          ) : (
            <>
              {counted(files, "file", "files")}, {counted(records, "record", "records")}, read{" "}
              <Moment at={readAt} />
            </>
          )}
        </p>
        {completeWords(source.complete) !== undefined && (
          <p className="quiet">{completeWords(source.complete)}</p>
        )}
        {refusal !== undefined && <Refusal sentence={refusal} />}
      </div>
      {!closed && (
        <div className="buttons">
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`Complete lists of ${folder}…`}
            onClick={() => setOpen(true)}
          >
            Complete lists…
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-disabled={busy}
            aria-label={`Leave out ${folder}`}
            onClick={() => !busy && remove()}
          >
            Leave out
          </Button>
        </div>
      )}
      {isOpen && (
        <Suspense>
          <CompleteDialog connection={connection} source={source} changed={changed} close={close} />
        </Suspense>
      )}
    </li>
  );
}

interface AddFolderProps {
  connection: string;
  /** The last folder that is a source already, and was never read. */
  unread: string | undefined;
  added: () => Promise<void>;
}

function AddFolder({ connection, unread, added }: AddFolderProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const { folder, setFolder } = useFolderDraft();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || folder.trim() === "") return;
    const done = await act(() => client.call("sources.add", { connection, folder: folder.trim() }));
    if (!done) return;
    setFolder("");
    await added();
  };
  return (
    <>
      <form onSubmit={add} className="one-line">
        <FolderField value={folder} change={setFolder} error={refusal} />
        <Button type="submit" aria-disabled={busy}>
          Add the folder
        </Button>
      </form>
      <FolderLook connection={connection} folder={folder.trim() === "" ? (unread ?? "") : folder} />
    </>
  );
}
