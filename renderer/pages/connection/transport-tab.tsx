import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection, TestStep } from "../../../shared/domain/connection.ts";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { SchoolChoice } from "../../components/school-choice.tsx";
import {
  AddressFields,
  HostFields,
  OthersField,
  PaceFields,
  ProxyFields,
  SchoolsField,
  SecurityFields,
  SeveralServersField,
  useSettingsForm,
} from "../../components/settings-fields.tsx";
import { type Suggestion, TestSteps } from "../../components/test-steps.tsx";
import { TrustedOrigins } from "../../components/trusted-origins.tsx";
import { emptyWay, useWayForm, WaySecrets, wayCredentialsOf } from "../../components/way-secrets.tsx";
import { draftOf, settingsOf, suggested } from "../../settings-draft.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { ClosedTransport } from "./closed-transport.tsx";
import { NameField } from "./name-field.tsx";

/** How the server is reached. A change of the way to it is tested before it is stored. */
export function TransportTab({ connection }: { connection: Connection }) {
  if (connection.closedAt !== undefined) return <ClosedTransport connection={connection} />;
  return <OpenTransport connection={connection} />;
}

function OpenTransport({ connection }: { connection: Connection }) {
  const { form, name, setName, way, save, told } = useTransport(connection);
  const { values } = form;
  const apply = (suggestion: Suggestion) => form.setValues(suggested(values, suggestion));
  return (
    <div className={told.steps === undefined ? "wizard" : "wizard with-test"}>
      <PageForm submit={form.onSubmit(save)}>
        <NameField name={name} setName={setName} />
        <AddressFields form={form} />
        <SeveralServersField form={form} />
        <TrustedOrigins
          origins={values.trustedOrigins}
          remove={(origin) =>
            form.setFieldValue(
              "trustedOrigins",
              values.trustedOrigins.filter((each) => each !== origin),
            )
          }
        />
        <HostFields form={form} />
        <SecurityFields form={form} />
        <ProxyFields form={form} />
        <WaySecrets
          connection={connection}
          form={way}
          passphrase={values.clientKeyFile.trim() !== ""}
          proxy={values.proxy.trim() !== ""}
        />
        <PaceFields form={form} />
        <OthersField form={form} />
        <SchoolsField form={form} />
        <SchoolChoice connection={connection.id} form={form} />
        {told.refusal !== undefined && <Refusal sentence={told.refusal} />}
        <div className="buttons form-end">
          <Button type="submit" variant="filled" aria-disabled={told.busy || !told.changed}>
            {told.busy ? "Testing and saving" : "Save"}
          </Button>
          <span role="status" className="quiet">
            {told.saved && !told.changed && "Saved"}
          </span>
        </div>
      </PageForm>
      {told.steps !== undefined && (
        <section className="test-panel" aria-labelledby="test-title">
          <h2 id="test-title">What the server says</h2>
          <TestSteps steps={told.steps} busy={told.busy} apply={apply} />
        </section>
      )}
    </div>
  );
}

/** What is typed, and what became of saving it. Suggestions go into the form only: they are stored with the rest. */
function useTransport(connection: Connection) {
  const { client, refresh } = useSteward();
  const { busy, refusal, steps: refused, act } = useAction();
  const form = useSettingsForm(draftOf(connection.settings));
  const way = useWayForm();
  const [name, setName] = useState(connection.name);
  const [steps, setSteps] = useState<readonly TestStep[]>();
  const [saved, setSaved] = useState(false);
  const credentials = wayCredentialsOf(way.values);
  const save = () => {
    if (busy || name.trim() === "" || way.validate().hasErrors) return;
    setSaved(false);
    setSteps([]);
    void act(async () => {
      const answer = await client.call("connections.update", {
        connection: connection.id,
        ...(name.trim() !== connection.name && { name: name.trim() }),
        settings: settingsOf(form.values),
        ...(credentials && { credentials }),
      });
      setSteps(answer.steps.length > 0 ? answer.steps : undefined);
      setSaved(true);
      way.setValues(emptyWay);
      form.setInitialValues(draftOf(answer.connection.settings));
      form.setValues(draftOf(answer.connection.settings));
      void refresh();
    });
  };
  const changed = form.isDirty() || name.trim() !== connection.name || credentials !== undefined;
  const shown = refusal === undefined ? steps : refused.length > 0 ? refused : undefined;
  return { form, name, setName, way, save, told: { busy, refusal, steps: shown, saved, changed } };
}
