import { Button } from "@mantine/core";
import type { Connection } from "../../shared/domain/connection.ts";
import type { TheirVersion } from "../../shared/domain/theirs.ts";
import { useAnswer } from "../ask.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { Refusal } from "../components/refusal.tsx";
import { DialogFrame } from "../dialogs/dialog-frame.tsx";
import { useSteward } from "../steward.ts";
import { memberWords, theirWords, valueWords } from "../their-words.ts";
import { useAction } from "../use-action.ts";

interface TheirsDialogProps {
  connection: Connection;
  record: { readonly id: string; readonly title: string };
  close: () => void;
  /** One of the two was chosen. */
  chosen: (sentence: string) => void;
}

/** What somebody else made of a record, beside ours: a person looks, and chooses one. */
export function TheirsDialog({ connection, record, close, chosen }: TheirsDialogProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act, forget } = useAction();
  const one = { connection: connection.id, id: record.id };
  const { value: found, failure, askAgain } = useAnswer("records.theirs", one);
  const send = () =>
    act(async () => {
      const wish = { connection: connection.id, records: [record.id], overwrite: true };
      const run = await client.call("push.start", wish);
      void refresh();
      chosen(run.state === "queued" ? "Ours waits for its turn to be sent." : "Ours is being sent.");
    });
  const keep = () =>
    act(async () => {
      const version = found?.version;
      await client.call("records.keepTheirs", { ...one, ...(version !== undefined && { version }) });
      void refresh();
      chosen("Theirs stands. Ours goes again when its source changes.");
    });
  const lookAgain = () => {
    forget();
    void askAgain();
  };
  return (
    <DialogFrame title={`Changed by someone else: ${record.title}`} close={close} wide>
      {failure !== undefined && <Failure sentence={failure} retry={lookAgain} />}
      {found === undefined && failure === undefined && (
        <PageSkeleton label="Asking the server what it has" lines={5} />
      )}
      {found && failure === undefined && (
        <>
          <p role="status">{theirWords(found)}</p>
          {found.differences.length > 0 && <DifferenceTable differences={found.differences} />}
          {found.state !== "unchanged" && (
            <p className="quiet">
              Ours takes the place of theirs, whole. Theirs stays until your files say something new of this
              record.
            </p>
          )}
        </>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {found && failure === undefined && (
          <>
            <Button aria-disabled={busy} onClick={() => !busy && send()}>
              Send ours
            </Button>
            {found.state !== "unchanged" && (
              <Button aria-disabled={busy} onClick={() => !busy && keep()}>
                Keep theirs
              </Button>
            )}
          </>
        )}
        {refusal !== undefined && <Button onClick={lookAgain}>Look again</Button>}
        <Button variant="subtle" onClick={close} data-autofocus>
          Choose later
        </Button>
      </div>
    </DialogFrame>
  );
}

function DifferenceTable({ differences }: Pick<TheirVersion, "differences">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label="Where they differ">
      <table>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Ours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, ours, theirs }) => (
            <tr key={path}>
              <th scope="row">{memberWords(path)}</th>
              <Side value={ours} />
              <Side value={theirs} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** That a side has nothing there is told apart from what it has. */
function Side({ value }: { value: unknown }) {
  const isNothing = value === undefined || value === null || value === "";
  return <td className={isNothing ? "quiet" : undefined}>{valueWords(value)}</td>;
}
