import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import type { Connection, TestStep } from "../../shared/domain/connection.ts";
import { InSight } from "../components/in-sight.tsx";
import { Moment } from "../components/moment.tsx";
import { PageForm } from "../components/page-form.tsx";
import { Refusal } from "../components/refusal.tsx";
import { credentialsOf, emptySecrets, SecretFields, useSecretForm } from "../components/secret-fields.tsx";
import { type Suggestion, TestSteps } from "../components/test-steps.tsx";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { useSuggestion } from "../use-suggestion.ts";
import { DialogFrame } from "./dialog-frame.tsx";

/** A new pair of key and secret: tested before it takes the old one's place. */
export function KeyDialog({ connection, close }: { connection: Connection; close: () => void }) {
  const { client, refresh } = useSteward();
  const follow = useSuggestion();
  const { busy, refusal, steps: refused, act } = useAction();
  const button = useRef<HTMLButtonElement>(null);
  const form = useSecretForm();
  const [steps, setSteps] = useState<readonly TestStep[]>([]);
  const rotate = () => {
    if (busy) return;
    void act(async () => {
      const { steps: told } = await client.call("connections.rotate", {
        connection: connection.id,
        credentials: credentialsOf(form.values),
      });
      form.setValues(emptySecrets);
      setSteps(told);
      void refresh();
      if (!told.every(({ ok }) => ok)) return;
      notifications.show({ message: `${connection.name} uses the new key from now on.` });
      close();
    });
  };
  /** The pair is not tried by this: that is for the button. */
  const apply = (suggestion: Suggestion) =>
    act(async () => {
      await follow(connection, suggestion);
      button.current?.focus();
    });
  const shown = refused.length > 0 ? refused : steps;
  const { settings } = connection;
  return (
    <DialogFrame title={`New key for ${connection.name}`} close={close}>
      <p>
        <KeyNow connection={connection} /> The new pair is tested first; the old one stays in use until the
        new one has worked.
      </p>
      <PageForm submit={form.onSubmit(rotate)}>
        <SecretFields
          form={form}
          first
          passphrase={settings.clientKeyFile !== undefined}
          proxy={settings.proxy !== undefined}
        />
        {(busy || refusal !== undefined || shown.length > 0) && (
          <InSight>
            {refusal !== undefined && <Refusal sentence={refusal} />}
            {(busy || shown.length > 0) && <TestSteps steps={shown} busy={busy} apply={apply} />}
          </InSight>
        )}
        <div className="buttons">
          <Button ref={button} type="submit" variant="filled" aria-disabled={busy}>
            {busy ? "Testing" : "Test and switch"}
          </Button>
          <Button onClick={close}>{steps.length > 0 ? "Done" : "Keep the old key"}</Button>
        </div>
      </PageForm>
    </DialogFrame>
  );
}

function KeyNow({ connection: { key } }: { connection: Connection }) {
  if (!key) return <>No key is stored yet.</>;
  return (
    <>
      The key in use ends in {key.ending}; it was entered <Moment at={key.since} />.
    </>
  );
}
