import { Button, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import {
  areComplete,
  credentialsOf,
  emptySecrets,
  SecretFields,
  type SecretForm,
  useSecretForm,
} from "../../components/secret-fields.tsx";
import {
  AddressFields,
  HostFields,
  ProxyFields,
  SecurityFields,
  type SettingsForm,
  SeveralServersField,
  useSettingsForm,
} from "../../components/settings-fields.tsx";
import type { Suggestion } from "../../components/test-steps.tsx";
import { places } from "../../routes.ts";
import { problemsOf, type SettingsDraft, settingsOf, suggested } from "../../settings-draft.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { type Probe, useProbe } from "../../use-probe.ts";
import { forgetWizardDraft, keepWizardDraft, readWizardDraft } from "../../wizard-draft.ts";
import { WizardFrame } from "./wizard-frame.tsx";

/** Milliseconds without a keystroke after which an address is tried. */
const typingPause = 700;

/** The first two steps of a new connection: where it is, and key and secret. Nothing is stored before both work. */
export function AddConnection() {
  const [step, setStep] = useState<"address" | "key">("address");
  const [kept] = useState(readWizardDraft);
  const [name, setName] = useState(kept.name);
  const form = useSettingsForm(kept.values);
  const secrets = useSecretForm();
  const probe = useProbe();
  useEffect(() => keepWizardDraft({ name, values: form.values }), [name, form.values]);
  useLiveAddressTest(form.values, probe, step === "address");

  const apply = (suggestion: Suggestion) => {
    const next = suggested(form.values, suggestion);
    form.setValues(next);
    if (step === "key")
      void probe.run(
        settingsOf(next),
        areComplete(secrets.values) ? credentialsOf(secrets.values) : undefined,
      );
  };
  return (
    <WizardFrame
      step={step}
      goTo={(wanted) => wanted === "address" && setStep("address")}
      test={{ ...probe, apply, upTo: step === "address" ? "discovery" : "permissions" }}
    >
      {step === "address" ? (
        <AddressStep form={form} name={name} setName={setName} onward={() => setStep("key")} />
      ) : (
        <KeyStep
          name={name}
          draft={form.values}
          secrets={secrets}
          probe={probe}
          back={() => setStep("address")}
        />
      )}
    </WizardFrame>
  );
}

/** The address is tried while one types; key and secret never are: half of one must not reach a server. */
function useLiveAddressTest(draft: SettingsDraft, { run, clear }: Probe, active: boolean) {
  const asked = JSON.stringify(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is asked is what it waits for.
  useEffect(() => {
    if (!active || draft.url.trim() === "") return;
    const timer = setTimeout(() => {
      if (Object.keys(problemsOf(draft)).length === 0) void run(settingsOf(draft));
      else clear();
    }, typingPause);
    return () => clearTimeout(timer);
  }, [asked, active]);
}

interface AddressStepProps {
  form: SettingsForm;
  name: string;
  setName: (name: string) => void;
  onward: () => void;
}

function AddressStep({ form, name, setName, onward }: AddressStepProps) {
  const [pressed, setPressed] = useState(false);
  const given = form.values;
  const hasMore = [given.tenant, given.context, given.instance, given.caFile, given.proxy].some(Boolean);
  const nameless = name.trim() === "";
  const submit = form.onSubmit(() => {
    if (!nameless) onward();
  });
  return (
    <PageForm
      submit={(event) => {
        setPressed(true);
        submit(event);
      }}
    >
      <TextInput
        label="Name"
        description="As you call it in your office: State 2026-27."
        required
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={pressed && nameless && "Give it a name that you will know it by."}
      />
      <AddressFields form={form} />
      <details className="more" open={hasMore}>
        <summary>More: tenant, certificates, proxy, several servers</summary>
        <HostFields form={form} />
        <SecurityFields form={form} />
        <ProxyFields form={form} />
        <SeveralServersField form={form} />
      </details>
      <div className="buttons">
        <Button type="submit" variant="filled">
          Continue
        </Button>
      </div>
    </PageForm>
  );
}

interface KeyStepProps {
  name: string;
  draft: SettingsDraft;
  secrets: SecretForm;
  probe: Probe;
  back: () => void;
}

function KeyStep({ name, draft, secrets, probe, back }: KeyStepProps) {
  const { client } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const settings = settingsOf(draft);
  const add = () =>
    act(async () => {
      const credentials = credentialsOf(secrets.values);
      const steps = await probe.run(settings, credentials);
      if (!steps || steps.some(({ step, ok }) => !ok && isNeeded(step))) return;
      const { connection } = await client.call("connections.add", {
        name: name.trim(),
        settings,
        credentials,
      });
      secrets.setValues(emptySecrets);
      forgetWizardDraft();
      navigate(places.setUp(connection.id, "what"));
    });
  return (
    <PageForm submit={secrets.onSubmit(add)}>
      <p>
        Both come from whoever runs the API. They go into the keychain of this computer; Steward never shows
        them again.
      </p>
      <SecretFields form={secrets} passphrase={draft.clientKeyFile !== ""} proxy={draft.proxy !== ""} />
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button type="submit" variant="filled" aria-disabled={busy}>
          {busy ? "Testing" : "Test and add"}
        </Button>
        <Button onClick={back}>Back</Button>
      </div>
    </PageForm>
  );
}

/** A connection whose key can be asked for a token is added; what else does not work yet is told, and mended later. */
function isNeeded(step: string) {
  return ["address", "tls", "discovery", "token"].includes(step);
}
