import { Button, Checkbox, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { type ReactNode, useRef, useState } from "react";
import type { ConnectionSettings } from "../../shared/domain/connection.ts";
import { InSight } from "../components/in-sight.tsx";
import { PageForm } from "../components/page-form.tsx";
import { Refusal } from "../components/refusal.tsx";
import {
  areComplete,
  credentialsOf,
  emptySecrets,
  SecretFields,
  type SecretForm,
  useSecretForm,
} from "../components/secret-fields.tsx";
import { type Suggestion, TestSteps } from "../components/test-steps.tsx";
import { TrustedOrigins } from "../components/trusted-origins.tsx";
import { type CopyPlace, type CopyRequest, placeProblems, requestOf } from "../copy-place.ts";
import { type Answered, useShown, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";

export type Copied = Answered<"connections.clone">;

interface CopyFormProps {
  /** Of what it is made from: says which secrets are needed. */
  settings: ConnectionSettings;
  first: CopyPlace;
  /** What the button does, idle and busy. */
  words: readonly [string, string];
  /** The folders are on this computer, and can go along. */
  offersFolders?: boolean;
  copy: (asked: CopyRequest) => Promise<Copied>;
  copied: (answer: Copied) => void;
  close: () => void;
  children: ReactNode;
}

/** Where a new connection goes that is made from another, and its key: tested before anything is made. */
export function CopyForm({ settings, first, words, offersFolders = false, ...deeds }: CopyFormProps) {
  const { refresh } = useSteward();
  const { busy, refusal, steps, act, forget } = useAction();
  const place = useForm({ initialValues: first, validate: placeProblems });
  const secrets = useSecretForm();
  const [trusted, setTrusted] = useState<readonly string[]>([]);
  const button = useRef<HTMLButtonElement>(null);
  const submit = (values: CopyPlace) => {
    const { key, secret } = secrets.values;
    const oneIsMissing = key + secret !== "" && secrets.validate().hasErrors;
    if (busy || oneIsMissing) return;
    const credentials = areComplete(secrets.values) ? credentialsOf(secrets.values) : undefined;
    void act(async () => {
      const answer = await deeds.copy({
        ...requestOf(values, settings),
        ...(credentials && { credentials }),
        ...(trusted.length > 0 && { trustedOrigins: [...trusted] }),
      });
      secrets.setValues(emptySecrets);
      void refresh();
      deeds.copied(answer);
    });
  };
  const apply = ({ url, year, trustOrigin }: Suggestion) => {
    if (url !== undefined) place.setFieldValue("url", url);
    if (year !== undefined) place.setFieldValue("year", String(year));
    if (trustOrigin !== undefined) setTrusted((before) => [...new Set([...before, trustOrigin])]);
    forget();
    // The button that was pressed goes with the refusal; the next thing to do is to try again.
    button.current?.focus();
  };
  return (
    <PageForm submit={place.onSubmit(submit)}>
      {deeds.children}
      <PlaceFields place={place} />
      {offersFolders && (
        <Checkbox
          label="The same folders"
          description="Leave it out when next year's records come from elsewhere."
          {...place.getInputProps("sources", { type: "checkbox" })}
        />
      )}
      <KeyFields form={secrets} settings={settings} />
      <TrustedOrigins
        origins={trusted}
        remove={(origin) => setTrusted((before) => before.filter((each) => each !== origin))}
      />
      {refusal !== undefined && (
        <InSight>
          <Refusal sentence={refusal} />
          {steps.length > 0 && <TestSteps steps={steps} busy={false} apply={apply} />}
        </InSight>
      )}
      <div className="buttons">
        <Button ref={button} type="submit" variant="filled" aria-disabled={busy}>
          {busy ? words[1] : words[0]}
        </Button>
        <Button onClick={deeds.close}>Leave it</Button>
      </div>
    </PageForm>
  );
}

/** Where keys come from the environment, none is entered here. */
function KeyFields({ form, settings }: { form: SecretForm; settings: ConnectionSettings }) {
  const isElsewhere = useShown(({ statuses }) =>
    statuses?.some(({ connection }) => connection.keyFromEnvironment),
  );
  return (
    <fieldset className="fields">
      <legend>Key and secret of the new connection</legend>
      {isElsewhere ? (
        <p className="quiet">They come from the environment of this Steward; nothing is stored.</p>
      ) : (
        <>
          <p className="quiet">
            Can be entered later too; until then the new server is neither tested nor compared.
          </p>
          <SecretFields
            form={form}
            required={false}
            passphrase={settings.clientKeyFile !== undefined}
            proxy={settings.proxy !== undefined}
          />
        </>
      )}
    </fieldset>
  );
}

type PlaceForm = UseFormReturnType<CopyPlace, CopyPlace, typeof placeProblems>;

function PlaceFields({ place }: { place: PlaceForm }) {
  const { tenant, context } = place.values;
  const [hasMore] = useState(tenant !== "" || context !== "");
  return (
    <>
      <TextInput label="Name" required data-autofocus {...place.getInputProps("name")} />
      <TextInput label="Address of the API" required inputMode="url" {...place.getInputProps("url")} />
      <TextInput
        label="School year"
        description="Only where the address has one: 2027 for 2026-27."
        inputMode="numeric"
        className="short-field"
        {...place.getInputProps("year")}
      />
      <details className="more" open={hasMore || undefined}>
        <summary>More: tenant, context</summary>
        <div className="fields-row">
          <TextInput label="Tenant" autoComplete="off" {...place.getInputProps("tenant")} />
          <TextInput
            label="Context"
            description="Route segments, such as 255901/2027."
            autoComplete="off"
            {...place.getInputProps("context")}
          />
        </div>
      </details>
    </>
  );
}
