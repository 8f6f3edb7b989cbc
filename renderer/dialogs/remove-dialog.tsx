import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import type { Connection } from "../../shared/domain/connection.ts";
import { PageForm } from "../components/page-form.tsx";
import { places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { DialogFrame } from "./dialog-frame.tsx";

/** Cannot be undone, so the name is typed. */
export function RemoveDialog({ connection, close }: { connection: Connection; close: () => void }) {
  const { client, refresh } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const [typed, setTyped] = useState("");
  const [pressed, setPressed] = useState(false);
  const matches = typed.trim() === connection.name;
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    setPressed(true);
    if (!matches || busy) return;
    const done = await act(() => client.call("connections.remove", { connection: connection.id }));
    if (!done) return;
    close();
    void refresh();
    navigate(places.connections());
  };
  const problem = pressed && !matches ? `Type the name as it is: ${connection.name}` : undefined;
  return (
    <DialogFrame title={`Remove ${connection.name}`} close={close}>
      <p>
        Steward forgets this connection: its key, its mappings, and what was sent to it. Nothing is deleted on
        the server. To keep it for reading, close it instead.
      </p>
      <PageForm submit={remove}>
        <TextInput
          label={`To remove it, type its name: ${connection.name}`}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          error={refusal ?? problem}
        />
        <div className="buttons">
          <Button type="submit" variant="filled" color="red" aria-disabled={busy || !matches}>
            Remove
          </Button>
          <Button onClick={close}>Keep it</Button>
        </div>
      </PageForm>
    </DialogFrame>
  );
}
