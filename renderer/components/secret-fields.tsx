import { PasswordInput, TextInput } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import type { Credentials } from "../../shared/domain/connection.ts";

/** Kept only while it is typed: cleared as soon as it was sent. */
interface SecretDraft {
  key: string;
  secret: string;
  passphrase: string;
  proxyUser: string;
  proxyPassword: string;
}

export const emptySecrets: SecretDraft = {
  key: "",
  secret: "",
  passphrase: "",
  proxyUser: "",
  proxyPassword: "",
};

export type SecretForm = UseFormReturnType<SecretDraft, SecretDraft, (values: SecretDraft) => FormErrors>;

export const useSecretForm = (): SecretForm =>
  useForm({ initialValues: emptySecrets, validate: secretProblems, validateInputOnBlur: false });

export function credentialsOf(draft: SecretDraft): Credentials {
  const { passphrase, proxyUser, proxyPassword } = draft;
  const more = Object.entries({ passphrase, proxyUser, proxyPassword }).filter(([, value]) => value !== "");
  return { key: draft.key.trim(), secret: draft.secret.trim(), ...Object.fromEntries(more) };
}

function secretProblems({ key, secret }: SecretDraft): FormErrors {
  return {
    ...(key.trim() === "" && { key: "Enter the key." }),
    ...(secret.trim() === "" && { secret: "Enter the secret." }),
  };
}

/** Both are there, so that they can be tried. */
export const areComplete = (draft: SecretDraft) => Object.keys(secretProblems(draft)).length === 0;

interface SecretFieldsProps {
  form: SecretForm;
  /** A client certificate's key, or a proxy, is named: their secrets are asked for too. */
  passphrase: boolean;
  proxy: boolean;
  required?: boolean;
  /** The dialog is about them: it begins in the first. */
  first?: boolean;
}

export function SecretFields({ form, passphrase, proxy, required = true, first = false }: SecretFieldsProps) {
  const secret = (name: keyof SecretDraft, what: string) => ({
    ...form.getInputProps(name),
    "aria-invalid": form.errors[name] !== undefined,
    visibilityToggleButtonProps: { "aria-label": `Show the ${what}`, tabIndex: 0 },
    autoComplete: "new-password",
    spellCheck: false,
  });
  return (
    <>
      <PasswordInput
        label="Key"
        required={required}
        {...(first && { "data-autofocus": true })}
        {...secret("key", "key")}
      />
      <PasswordInput label="Secret" required={required} {...secret("secret", "secret")} />
      {passphrase && (
        <PasswordInput
          label="Passphrase of the client certificate's key"
          {...secret("passphrase", "passphrase")}
        />
      )}
      {proxy && (
        <>
          <TextInput label="User at the proxy" autoComplete="off" {...form.getInputProps("proxyUser")} />
          <PasswordInput
            label="Password at the proxy"
            {...secret("proxyPassword", "password at the proxy")}
          />
        </>
      )}
    </>
  );
}
