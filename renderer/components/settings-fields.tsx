import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { problemsOf, type SettingsDraft } from "../settings-draft.ts";

export type SettingsForm = UseFormReturnType<
  SettingsDraft,
  SettingsDraft,
  (values: SettingsDraft) => FormErrors
>;

export const useSettingsForm = (initialValues: SettingsDraft): SettingsForm =>
  useForm({ initialValues, validate: problemsOf });

/** Where the API is. */
export function AddressFields({ form }: { form: SettingsForm }) {
  return (
    <>
      <TextInput
        label="Address of the API"
        description="As your state or host gave it to you. Steward finds the rest from there."
        placeholder="https://api.example.org/v7.3"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        {...form.getInputProps("url")}
      />
      <TextInput
        label="School year"
        description="The year in which school ends: 2027 for 2026-27. Only where the address has one; the test finds out."
        inputMode="numeric"
        autoComplete="off"
        className="short-field"
        {...form.getInputProps("year")}
      />
    </>
  );
}

/** What only some hosts need: their papers name it. */
export function HostFields({ form }: { form: SettingsForm }) {
  return (
    <fieldset className="fields">
      <legend>If your host named one</legend>
      <TextInput
        label="Tenant"
        description="First part of the path on servers with several tenants."
        autoComplete="off"
        {...form.getInputProps("tenant")}
      />
      <TextInput
        label="Context"
        description="Route segments between address and data, such as 255901/2027."
        autoComplete="off"
        {...form.getInputProps("context")}
      />
      <TextInput
        label="Instance"
        description="Of an instance-and-year address, on servers before 7."
        autoComplete="off"
        {...form.getInputProps("instance")}
      />
    </fieldset>
  );
}

export function SecurityFields({ form }: { form: SettingsForm }) {
  return (
    <fieldset className="fields">
      <legend>Certificates</legend>
      <TextInput
        label="File of the certificate authority"
        description="For a server with a certificate of your own network: a PEM file that says whom to trust. Checks are never switched off."
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps("caFile")}
      />
      <TextInput
        label="File of the client certificate"
        description="Only where the host asks for one (mTLS)."
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps("clientCertFile")}
      />
      <TextInput
        label="File of the client certificate's key"
        description="Its passphrase goes with the key and the secret into the keychain."
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps("clientKeyFile")}
      />
    </fieldset>
  );
}

export function ProxyFields({ form }: { form: SettingsForm }) {
  return (
    <fieldset className="fields">
      <legend>Proxy</legend>
      <TextInput
        label="Address of the proxy"
        description="Where the internet is reached through one. Its user and password go with the key and the secret into the keychain."
        placeholder="http://proxy.district.org:8080"
        inputMode="url"
        autoComplete="off"
        {...form.getInputProps("proxy")}
      />
      <TextInput
        label="Reached without the proxy"
        description="Hosts, parted by commas."
        placeholder="localhost, .district.org"
        autoComplete="off"
        {...form.getInputProps("noProxy")}
      />
    </fieldset>
  );
}

export function PaceFields({ form }: { form: SettingsForm }) {
  return (
    <fieldset className="fields fields-row">
      <legend>Pace and patience</legend>
      <TextInput
        label="Requests at a time, at most"
        description="Steward finds the right number below it by itself."
        inputMode="numeric"
        placeholder="32"
        {...form.getInputProps("concurrency")}
      />
      <TextInput
        label="Requests a second, at most"
        description="Empty: as fast as the server answers."
        inputMode="decimal"
        {...form.getInputProps("requestsPerSecond")}
      />
      <TextInput
        label="Seconds to connect"
        inputMode="decimal"
        placeholder="15"
        {...form.getInputProps("connectSeconds")}
      />
      <TextInput
        label="Seconds to wait for an answer"
        inputMode="decimal"
        placeholder="60"
        {...form.getInputProps("requestSeconds")}
      />
      <TextInput
        label="Days until a reminder to change the key"
        inputMode="numeric"
        placeholder="365"
        {...form.getInputProps("keyReminderDays")}
      />
      <TextInput
        label="Days of which it can be told what was sent"
        description="Older days are merged into what the server had at their end."
        inputMode="numeric"
        placeholder="400"
        {...form.getInputProps("sentHistoryDays")}
      />
    </fieldset>
  );
}

export function OthersField({ form }: { form: SettingsForm }) {
  return (
    <Checkbox
      label="Do not overwrite what somebody else changed on the server"
      description="Such a record is kept back with a cause of its own, and you choose whose version stands."
      {...form.getInputProps("keepOthersChanges", { type: "checkbox" })}
    />
  );
}

export function SchoolsField({ form }: { form: SettingsForm }) {
  return (
    <Textarea
      label="Only these schools"
      description="Their ids, as 255901001, 255901044: their records are sent, and what belongs to no school. Empty: those of all schools. What the server has already stays there."
      autosize
      minRows={1}
      spellCheck={false}
      {...form.getInputProps("schools")}
    />
  );
}

export function SeveralServersField({ form }: { form: SettingsForm }) {
  return (
    <Textarea
      label="Other addresses of the same API"
      description="For a host with more than one server, one a line: requests are spread over all of them, and one that is down is left out."
      autosize
      minRows={2}
      spellCheck={false}
      {...form.getInputProps("otherUrls")}
    />
  );
}
