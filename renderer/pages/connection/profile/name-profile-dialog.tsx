import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { DialogFrame } from "../../../dialogs/dialog-frame.tsx";
import { useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";

interface NameProfileDialogProps {
  connection: Connection;
  isChanged: boolean;
  close: () => void;
}

/** A name makes a profile one that other connections can use. */
export function NameProfileDialog({ connection, isChanged, close }: NameProfileDialogProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [name, setName] = useState("");
  const [pressed, setPressed] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setPressed(true);
    if (busy || name.trim() === "") return;
    const done = await act(() =>
      client.call("profiles.name", { connection: connection.id, name: name.trim() }),
    );
    if (done) close();
  };
  const problem = pressed && name.trim() === "" ? "Give it a name that tells what it is for." : undefined;
  return (
    <DialogFrame title="Save the profile as" close={close}>
      <form className="form" onSubmit={save} noValidate>
        <p>
          Other connections can use a profile that has a name. {connection.name} uses it from then on.
          {isChanged && " What is not saved yet stays unsaved."}
        </p>
        <TextInput
          label="Name of the profile"
          placeholder="State collection 2026-27"
          autoComplete="off"
          data-autofocus
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={refusal ?? problem}
        />
        <div className="buttons">
          <Button type="submit" variant="filled" aria-disabled={busy}>
            Save
          </Button>
          <Button onClick={close}>Leave it</Button>
        </div>
      </form>
    </DialogFrame>
  );
}
