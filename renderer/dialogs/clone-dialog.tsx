import { Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { PageForm } from "../components/page-form.tsx";
import { Refusal } from "../components/refusal.tsx";
import {
  areComplete,
  credentialsOf,
  emptySecrets,
  SecretFields,
  useSecretForm,
} from "../components/secret-fields.tsx";
import { type Answered, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { CopiedReport } from "./copied-report.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

interface CloneDialogProps {
  connection: Connection;
  close: () => void;
  /** To a new school year: another address, and the old connection is closed afterwards. */
  rollOver?: boolean;
}

/** Everything but key, secret and records goes into a new connection. */
export function CloneDialog({ connection, close, rollOver = false }: CloneDialogProps) {
  const [copied, setCopied] = useState<Answered<"connections.clone">>();
  const title = rollOver ? `Roll ${connection.name} over to a new year` : `Clone ${connection.name}`;
  return (
    <DialogFrame title={title} close={close} wide>
      {copied ? (
        <CopiedReport copied={copied} original={connection} rollOver={rollOver} close={close} />
      ) : (
        <CloneForm connection={connection} rollOver={rollOver} close={close} copied={setCopied} />
      )}
    </DialogFrame>
  );
}

interface CloneFormProps extends Required<CloneDialogProps> {
  copied: (answer: Answered<"connections.clone">) => void;
}

interface Place {
  name: string;
  url: string;
  year: string;
  sources: boolean;
}

function CloneForm({ connection, rollOver, close, copied }: CloneFormProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const place = useForm({
    initialValues: firstPlace(connection, rollOver),
    validate: placeProblems,
  });
  const secrets = useSecretForm();
  const clone = ({ name, url, year, sources }: Place) => {
    const { key, secret } = secrets.values;
    const oneIsMissing = key + secret !== "" && secrets.validate().hasErrors;
    if (busy || oneIsMissing) return;
    void act(async () => {
      const answer = await client.call("connections.clone", {
        connection: connection.id,
        name: name.trim(),
        url: url.trim(),
        ...(year.trim() !== "" && { year: Number(year) }),
        sources,
        ...(areComplete(secrets.values) && { credentials: credentialsOf(secrets.values) }),
      });
      secrets.setValues(emptySecrets);
      void refresh();
      copied(answer);
    });
  };
  const { settings } = connection;
  return (
    <PageForm submit={place.onSubmit(clone)}>
      <p>
        Mappings, switches, owners, schedule and limits go along. The key and the secret do not: each
        connection has its own.
      </p>
      <TextInput label="Name" required data-autofocus {...place.getInputProps("name")} />
      <TextInput label="Address of the API" required inputMode="url" {...place.getInputProps("url")} />
      <TextInput
        label="School year"
        description="Only where the address has one: 2027 for 2026-27."
        inputMode="numeric"
        className="short-field"
        {...place.getInputProps("year")}
      />
      <Checkbox
        label="The same folders"
        description="Leave it out when next year's records come from elsewhere."
        {...place.getInputProps("sources", { type: "checkbox" })}
      />
      <fieldset className="fields">
        <legend>Key and secret of the new connection</legend>
        <p className="quiet">Can be entered later too; until then the new server cannot be compared.</p>
        <SecretFields
          form={secrets}
          required={false}
          passphrase={settings.clientKeyFile !== undefined}
          proxy={settings.proxy !== undefined}
        />
      </fieldset>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button type="submit" variant="filled" aria-disabled={busy}>
          {busy ? "Cloning" : "Clone"}
        </Button>
        <Button onClick={close}>Leave it</Button>
      </div>
    </PageForm>
  );
}

/** A roll-over begins with the next year; a plain clone with the same place and another name. */
function firstPlace({ name, settings }: Connection, rollOver: boolean): Place {
  const year = settings.year === undefined ? "" : String(settings.year + (rollOver ? 1 : 0));
  return { name: rollOver ? nextYearsName(name) : `${name} (copy)`, url: settings.url, year, sources: true };
}

/** "State 2026-27" -> "State 2027-28"; a name without years stays, with a word. */
function nextYearsName(name: string) {
  const pattern = /\b(20\d\d)([-–])(\d\d)\b/;
  const [, first, dash] = pattern.exec(name) ?? [];
  if (first === undefined) return `${name} (new year)`;
  const next = Number(first) + 1;
  return name.replace(pattern, `${next}${dash}${String(next + 1).slice(2)}`);
}

function placeProblems({ name, url, year }: Place): Record<string, string> {
  return {
    ...(name.trim() === "" && { name: "Give it a name that you will know it by." }),
    ...(!URL.canParse(url.trim()) && { url: "A web address begins with https:// and has a name behind it." }),
    ...(year.trim() !== "" &&
      !/^(19|20|21)\d\d$/.test(year.trim()) && {
        year: "A school year has four digits, such as 2027 for 2026-27.",
      }),
  };
}
