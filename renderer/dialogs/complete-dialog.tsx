import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Source } from "../../shared/domain/source.ts";
import { type CompleteEntry, completeOf, entriesOf, entryProblem } from "../complete-draft.ts";
import { PageForm } from "../components/page-form.tsx";
import { Refusal } from "../components/refusal.tsx";
import { ResourceSelect } from "../components/resource-select.tsx";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { DialogFrame } from "./dialog-frame.tsx";

interface CompleteDialogProps {
  connection: string;
  source: Source;
  changed: () => Promise<void>;
  close: () => void;
}

/** Of which resources a folder holds all there is: only what leaves such a list may ever be deleted. */
export function CompleteDialog({ connection, source, changed, close }: CompleteDialogProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [entries, setEntries] = useState(entriesOf(source.complete));
  const change = (key: number, next: Partial<CompleteEntry>) =>
    setEntries((before) => before.map((entry) => (entry.key === key ? { ...entry, ...next } : entry)));
  const add = () =>
    setEntries((before) => [
      ...before,
      { key: Math.max(...before.map(({ key }) => key)) + 1, resources: [], schools: "" },
    ]);
  const save = () => {
    if (busy || entries.some((entry) => entryProblem(entry) !== undefined)) return;
    void act(async () => {
      const complete = completeOf(entries);
      await client.call("sources.complete", { connection, folder: source.folder, complete });
      await changed();
      close();
    });
  };
  return (
    <DialogFrame title="Complete lists" close={close} wide>
      <p>
        If <span className="path">{source.folder}</span> holds all sections there are, a section that is no
        longer in it has ended, and may be deleted on the server. Of resources that are not named here nothing
        is ever deleted. Saying so deletes nothing either: what would be deleted is shown first.
      </p>
      <PageForm
        submit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {entries.map((entry) => (
          <EntryFields
            key={entry.key}
            connection={connection}
            entry={entry}
            change={(next) => change(entry.key, next)}
          />
        ))}
        <div>
          <Button size="compact-sm" onClick={add}>
            Others, for other schools
          </Button>
        </div>
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons">
          <Button type="submit" variant="filled" aria-disabled={busy}>
            Save
          </Button>
          <Button onClick={close}>Leave it</Button>
        </div>
      </PageForm>
    </DialogFrame>
  );
}

interface EntryFieldsProps {
  connection: string;
  entry: CompleteEntry;
  change: (next: Partial<CompleteEntry>) => void;
}

function EntryFields({ connection, entry, change }: EntryFieldsProps) {
  return (
    <fieldset className="fields">
      <legend>The folder is complete for</legend>
      <ResourceSelect
        connection={connection}
        label="Resources"
        placeholder="None"
        value={entry.resources}
        change={(resources) => change({ resources })}
      />
      <TextInput
        label="Only of these schools"
        description="Their numbers, parted by commas; empty: of all of them."
        autoComplete="off"
        value={entry.schools}
        onChange={({ currentTarget }) => change({ schools: currentTarget.value })}
        error={entryProblem(entry)}
      />
    </fieldset>
  );
}
