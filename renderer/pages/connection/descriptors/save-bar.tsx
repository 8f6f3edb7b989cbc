import { Button } from "@mantine/core";
import { type Ref, useRef, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { MappingResult } from "../../../../shared/domain/descriptor.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { useMappingDraft } from "../../../drafts.ts";
import { count, counted } from "../../../format.ts";
import { afterSaving, takeAllBack, undo, usesOf } from "../../../mapping-draft.ts";
import { linkTo, places } from "../../../routes.ts";
import { useStatus } from "../../../scope.ts";
import { runningOf } from "../../../state.ts";
import { useShown, useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";

/** So many mappings in one command. */
const mostAtOnce = 10_000;

interface SaveBarProps {
  connection: Connection;
  saved: () => void;
}

/** What is chosen and not saved, and, after saving, what becomes of the records. */
export function SaveBar({ connection, saved }: SaveBarProps) {
  const { client } = useSteward();
  const { draft, change } = useMappingDraft(connection.id);
  const { busy, refusal, act } = useAction();
  const [result, setResult] = useState<MappingResult>();
  const told = useRef<HTMLDivElement>(null);
  const changes = [...draft.changes.values()];
  const save = () =>
    act(async () => {
      let sum: MappingResult = { changed: 0, records: 0, refused: [], warnings: [] };
      for (let at = 0; at < changes.length; at += mostAtOnce) {
        const mappings = changes
          .slice(at, at + mostAtOnce)
          .map(({ type, code, uri }) => ({ type, code, uri }));
        sum = added(sum, await client.call("descriptors.map", { connection: connection.id, mappings }));
      }
      change((now) => afterSaving(now, draft.changes));
      setResult(sum);
      saved();
      // The button that was pressed is gone.
      told.current?.focus();
    });
  const isEmpty = changes.length === 0;
  return (
    <div className={isEmpty && !result ? "hidden" : "save-bar"}>
      {!isEmpty && (
        <div className="save-line">
          <p role="status">
            <strong>{counted(changes.length, "mapping", "mappings")} not saved.</strong>{" "}
            <span className="quiet">{counted(usesOf(draft), "record", "records")} with these codes.</span>
          </p>
          <div className="buttons">
            {draft.past.length > 0 && <Button onClick={() => change(undo)}>Undo</Button>}
            <Button onClick={() => change(takeAllBack)}>Take all back</Button>
            <Button variant="filled" aria-disabled={busy} onClick={() => !busy && save()}>
              {busy ? "Saving" : `Save ${counted(changes.length, "mapping", "mappings")}`}
            </Button>
          </div>
        </div>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <SavedResult ref={told} connection={connection} result={isEmpty ? result : undefined} />
    </div>
  );
}

const added = (sum: MappingResult, more: MappingResult): MappingResult => ({
  changed: sum.changed + more.changed,
  records: sum.records + more.records,
  refused: [...sum.refused, ...more.refused],
  warnings: [...new Set([...sum.warnings, ...more.warnings])],
});

interface SavedResultProps {
  ref?: Ref<HTMLDivElement>;
  connection: Connection;
  result: MappingResult | undefined;
}

/** How many records a change of mappings marked, and how they go out. */
export function SavedResult({ ref, connection, result }: SavedResultProps) {
  return (
    <div ref={ref} tabIndex={-1} role="status" className="saved-result">
      {result && (
        <>
          <div className="save-line">
            <p>
              <strong>{savedWords(result)}</strong>{" "}
              {result.records > 0 &&
                `${count(result.records)} ${result.records === 1 ? "record is" : "records are"} marked to be sent.`}
              {result.changed > 0 && result.records === 0 && "No record waits to be sent for it."}
            </p>
            {result.records > 0 && <SendMarked connection={connection} />}
          </div>
          {result.warnings.length > 0 && (
            <ul className="note note-waiting">
              {result.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

function savedWords({ changed }: MappingResult) {
  if (changed === 0) return "Nothing changed: it was so already.";
  return `${counted(changed, "mapping", "mappings")} saved.`;
}

/** What was marked goes at once, or later; of a new connection, stage by stage. */
function SendMarked({ connection }: { connection: Connection }) {
  const { client, refresh } = useSteward();
  const running = useShown((state) => runningOf(state, connection.id)?.run);
  const isFirst = useStatus(connection.id)?.firstSync === true;
  const { busy, refusal, act } = useAction();
  const [choice, setChoice] = useState<"sent" | "later">();
  const send = async () => {
    const done = await act(() => client.call("push.start", { connection: connection.id }));
    if (done) setChoice("sent");
    void refresh();
  };
  if (choice === "later") return <p className="quiet">They go out with the next push.</p>;
  if (choice === "sent")
    return <p className="quiet">Sending has started: the line below tells how far it is.</p>;
  if (running !== undefined)
    return <p className="quiet">A push is running; what it does not take goes out with the next one.</p>;
  return (
    <div className="buttons">
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <Button onClick={() => setChoice("later")}>With the next push</Button>
      {isFirst ? (
        <Button component="a" href={linkTo(places.sync(connection.id))} variant="filled">
          First sync
        </Button>
      ) : (
        <Button variant="filled" aria-disabled={busy} onClick={() => !busy && send()}>
          Send now
        </Button>
      )}
    </div>
  );
}
