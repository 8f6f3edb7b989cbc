import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Connection, TestStep } from "../../../shared/domain/connection.ts";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import {
  AddressFields,
  HostFields,
  PaceFields,
  ProxyFields,
  SecurityFields,
  type SettingsForm,
  SeveralServersField,
  useSettingsForm,
} from "../../components/settings-fields.tsx";
import { type Suggestion, TestSteps } from "../../components/test-steps.tsx";
import { draftOf, settingsOf } from "../../settings-draft.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

/** How the server is reached. A change of the way to it is tested before it is stored. */
export function TransportTab({ connection }: { connection: Connection }) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const form = useSettingsForm(draftOf(connection.settings));
  const [name, setName] = useState(connection.name);
  const [steps, setSteps] = useState<readonly TestStep[]>();
  const [saved, setSaved] = useState(false);
  const save = () => {
    if (busy || name.trim() === "") return;
    setSaved(false);
    setSteps([]);
    void act(async () => {
      const told = await client.call("connections.update", {
        connection: connection.id,
        ...(name.trim() !== connection.name && { name: name.trim() }),
        settings: settingsOf(form.values),
      });
      setSteps(told.steps.length > 0 ? told.steps : undefined);
      setSaved(true);
      form.setInitialValues(draftOf(told.connection.settings));
      form.setValues(draftOf(told.connection.settings));
      void refresh();
    });
  };
  const changed = form.isDirty() || name.trim() !== connection.name;
  return (
    <div className={steps === undefined ? "wizard" : "wizard with-test"}>
      <PageForm submit={form.onSubmit(save)}>
        <TextInput
          label="Name"
          required
          autoComplete="off"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={name.trim() === "" && "Give it a name that you will know it by."}
        />
        <AddressFields form={form} />
        <SeveralServersField form={form} />
        <TrustedOrigins form={form} />
        <HostFields form={form} />
        <SecurityFields form={form} />
        <ProxyFields form={form} />
        <PaceFields form={form} />
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons form-end">
          <Button type="submit" variant="filled" aria-disabled={busy || !changed}>
            {busy ? "Testing and saving" : "Save"}
          </Button>
          <span role="status" className="quiet">
            {saved && !changed && "Saved"}
          </span>
        </div>
      </PageForm>
      {steps !== undefined && (
        <section className="test-panel" aria-labelledby="test-title">
          <h2 id="test-title">What the server says</h2>
          <TestSteps steps={steps} busy={busy} apply={(suggestion) => applyTo(form, suggestion)} />
        </section>
      )}
    </div>
  );
}

/** Into the form only: it is stored when the person saves it. */
function applyTo(form: SettingsForm, { url, year, trustOrigin }: Suggestion) {
  if (url !== undefined) form.setFieldValue("url", url);
  if (year !== undefined) form.setFieldValue("year", String(year));
  if (trustOrigin !== undefined)
    form.setFieldValue("trustedOrigins", [...form.values.trustedOrigins, trustOrigin]);
}

function TrustedOrigins({ form }: { form: SettingsForm }) {
  const { trustedOrigins } = form.values;
  if (trustedOrigins.length === 0) return null;
  const remove = (origin: string) =>
    form.setFieldValue(
      "trustedOrigins",
      trustedOrigins.filter((each) => each !== origin),
    );
  return (
    <fieldset className="fields">
      <legend>Other servers that may receive the key and the records</legend>
      <ul className="rows">
        {trustedOrigins.map((origin) => (
          <li key={origin} className="row">
            <span className="path">{origin}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`No longer allow ${origin}`}
              onClick={() => remove(origin)}
            >
              No longer allow
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
