import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { Refusal } from "../components/refusal.tsx";
import { DialogFrame } from "../dialogs/dialog-frame.tsx";
import { counted } from "../format.ts";
import { emptyResync, type ResyncDraft, resyncProblems, wishOf } from "../resync-draft.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { ChoiceFields, Chosen, HowMuch } from "./choice-fields.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { usePreview } from "./use-preview.ts";

interface ResyncDialogProps {
  connection: Connection;
  first: ResyncDraft;
  close: () => void;
  /** It was handed over to be sent. */
  started: (sentence: string) => void;
}

/** Chooses what is sent, and shows what that comes to: only what was shown can be started. */
export function ResyncDialog({ connection, first, close, started }: ResyncDialogProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const [draft, setDraft] = useState(first);
  const change = (next: Partial<ResyncDraft>) => setDraft((before) => ({ ...before, ...next }));
  const hasProblems = Object.keys(resyncProblems(draft)).length > 0;
  const wish = hasProblems ? undefined : wishOf(draft);
  const shown = usePreview(connection.id, wish);
  const planned = shown.preview?.planned ?? 0;
  const canStart = wish !== undefined && shown.isFinal && planned > 0 && !busy;
  const start = () =>
    canStart &&
    act(async () => {
      const run = await client.call("push.start", { connection: connection.id, ...wish });
      void refresh();
      started(run.state === "queued" ? "It waits for its turn." : "Sending has started.");
    });
  const isPrefilled = draft.causes.length + draft.records.length > 0;
  return (
    <DialogFrame title={titleOf(first, connection.name)} close={close} wide="two-sided">
      <div className="resync">
        <div className="form">
          {isPrefilled && <Chosen draft={draft} change={change} />}
          <HowMuch draft={draft} change={change} />
          {isPrefilled ? (
            <details className="more">
              <summary>Only some of them</summary>
              <div className="form">
                <ChoiceFields connection={connection.id} draft={draft} change={change} />
              </div>
            </details>
          ) : (
            <ChoiceFields connection={connection.id} draft={draft} change={change} />
          )}
        </div>
        <div className="resync-end">
          <PreviewPanel connection={connection} shown={shown} force={draft.force} hasProblems={hasProblems} />
          {refusal !== undefined && <Refusal sentence={refusal} />}
          <div className="buttons">
            <Button variant="filled" aria-disabled={!canStart} onClick={start}>
              {planned > 0 ? `Send ${counted(planned, "record", "records")}` : "Send"}
            </Button>
            <Button onClick={close}>Leave it</Button>
          </div>
        </div>
      </div>
    </DialogFrame>
  );
}

function titleOf(first: ResyncDraft, name: string): string {
  const isEverything = JSON.stringify(first) === JSON.stringify({ ...emptyResync, force: true });
  return isEverything ? `Send everything again to ${name}` : `Choose what is sent to ${name}`;
}
