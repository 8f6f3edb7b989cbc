import { PasswordInput, TextInput } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import type { Connection, KeptSecrets, WayCredentials } from "../../shared/domain/connection.ts";
import { useAnswer } from "../ask.ts";
import { Refusal } from "./refusal.tsx";

/** Kept only while it is typed: cleared as soon as it was sent. */
interface WayDraft {
  passphrase: string;
  proxyUser: string;
  proxyPassword: string;
}

export const emptyWay: WayDraft = { passphrase: "", proxyUser: "", proxyPassword: "" };

type WayForm = UseFormReturnType<WayDraft, WayDraft, (values: WayDraft) => FormErrors>;

export const useWayForm = (): WayForm => useForm({ initialValues: emptyWay, validate: wayProblems });

/** Undefined where nothing was entered: what is kept stays as it is. */
export function wayCredentialsOf(draft: WayDraft): WayCredentials | undefined {
  const given = Object.entries(draft).filter(([, value]) => value !== "");
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function wayProblems({ proxyUser, proxyPassword }: WayDraft): FormErrors {
  return proxyPassword !== "" && proxyUser === "" ? { proxyUser: "Enter the user too." } : {};
}

interface WaySecretsProps {
  connection: Connection;
  form: WayForm;
  /** A client certificate's key, or a proxy, is named. */
  passphrase: boolean;
  proxy: boolean;
}

/** Secrets of the way to the server: whether they are kept, and new ones. */
export function WaySecrets(props: WaySecretsProps) {
  if (!props.passphrase && !props.proxy) return null;
  const { key, keyFromEnvironment } = props.connection;
  return (
    <fieldset className="fields">
      <legend>Secrets for certificate and proxy</legend>
      {key || keyFromEnvironment ? (
        <KnownSecrets {...props} />
      ) : (
        <p className="quiet">They are entered together with the key: "Enter the key" on the overview.</p>
      )}
    </fieldset>
  );
}

function KnownSecrets({ connection, form, passphrase, proxy }: WaySecretsProps) {
  const { value: kept, failure } = useAnswer("connections.secrets", { connection: connection.id }, [
    "connections",
    "audit",
  ]);
  if (failure !== undefined) return <Refusal sentence={failure} />;
  if (kept === undefined)
    return (
      <p className="quiet" role="status">
        Looking into the keychain
      </p>
    );
  if (kept.source === "environment") return <FromEnvironment {...{ kept, passphrase, proxy }} />;
  return (
    <>
      {passphrase && (
        <PasswordInput
          label="Passphrase of the client certificate's key"
          description={
            kept.passphrase
              ? "One is kept in the keychain. Another one takes its place; left empty, it stays until the key's file is taken out above."
              : "None is kept. It is needed only where the key's file is locked."
          }
          {...hidden(form, "passphrase", "passphrase")}
        />
      )}
      {proxy && (
        <>
          <TextInput
            label="User at the proxy"
            description={
              kept.proxyLogin
                ? "A user is kept in the keychain. Another one takes its place; left empty, it stays until the proxy is taken out above."
                : "None is kept. It is needed only where the proxy asks for one."
            }
            autoComplete="off"
            {...form.getInputProps("proxyUser")}
          />
          <PasswordInput
            label="Password at the proxy"
            {...hidden(form, "proxyPassword", "password at the proxy")}
          />
        </>
      )}
    </>
  );
}

const hidden = (form: WayForm, name: keyof WayDraft, what: string) => ({
  ...form.getInputProps(name),
  visibilityToggleButtonProps: { "aria-label": `Show the ${what}`, tabIndex: 0 },
  autoComplete: "new-password",
  spellCheck: false,
});

interface FromEnvironmentProps {
  kept: KeptSecrets;
  passphrase: boolean;
  proxy: boolean;
}

function FromEnvironment({ kept, passphrase, proxy }: FromEnvironmentProps) {
  const words = (isSet: boolean) => (isSet ? "comes from" : "is not set:");
  return (
    <>
      {passphrase && (
        <p className="quiet">
          The passphrase {words(kept.passphrase)} <code>STEWARD_PASSPHRASE</code>.
        </p>
      )}
      {proxy && (
        <p className="quiet">
          The login at the proxy {words(kept.proxyLogin)} <code>STEWARD_PROXY_USER</code> and{" "}
          <code>STEWARD_PROXY_PASSWORD</code>.
        </p>
      )}
    </>
  );
}
