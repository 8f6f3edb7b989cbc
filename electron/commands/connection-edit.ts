import { type Command, Option } from "commander";
import { AppError } from "../../shared/errors.ts";
import {
  type Clearable,
  changedSettings,
  clearable,
  type SettingsOptions,
  sayAgain,
  withSettingsOptions,
} from "./connection-settings.ts";
import { askForWay, needsOf, type SecretNeeds } from "./credentials.ts";
import { address } from "./options.ts";
import type { Session } from "./session.ts";
import { refusedWithSteps, tell } from "./test-steps.ts";
import { typed } from "./words.ts";

export interface AskOptions {
  readonly askPassphrase?: boolean;
  readonly askProxy?: boolean;
}

interface EditOptions extends SettingsOptions, AskOptions {
  readonly name?: string;
  readonly clear?: readonly Clearable[];
}

/** The command that changes a connection: its name, its settings, the secrets of the way to its server. */
export function addConnectionEdit(group: Command, session: Session) {
  const editing = group
    .command("edit <name>")
    .description("change a connection; another address or way to it is tested first")
    .option("--name <name>", "its new name")
    .option("--url <url>", "base address of the API", address("--url"));
  withSettingsOptions(editing).addOption(
    new Option("--clear <settings...>", "take these settings away").choices(clearable),
  );
  withAskOptions(editing, "").action((name: string, options: EditOptions) => edit(session, name, options));
}

export const withAskOptions = (command: Command, too: string): Command =>
  command
    .option("--ask-passphrase", `ask for the client key's passphrase${too}`)
    .option("--ask-proxy", `ask for the proxy's user and password${too}`);

async function edit(session: Session, name: string, asked: EditOptions) {
  const { name: renamed, clear = [], askPassphrase = false, askProxy = false, ...options } = asked;
  if (Object.keys(asked).length === 0)
    throw new AppError(
      "invalid-input",
      "Say what to change: 'steward connection edit --help' lists the settings.",
    );
  const needs = needsOf(typedWay(options));
  const wanted = {
    passphrase: needs.passphrase || askPassphrase,
    proxyUser: needs.proxyUser || askProxy,
  };
  if (askPassphrase || askProxy) requireTerminal(session, name);
  await session.withCore(async ({ ask }) => {
    const { settings: former } = await ask("connections.show", { connection: name });
    const settings = changedSettings(former, options, clear);
    const remedy = sayAgain(settings);
    const fromEnvironment = session.options().credentialsFromEnv === true;
    const credentials = fromEnvironment ? undefined : await askForWay(session.terminal, wanted);
    const input = {
      connection: name,
      settings,
      ...(renamed === undefined ? {} : { name: renamed }),
      ...(credentials ? { credentials } : {}),
    };
    const tested = await ask("connections.update", input)
      .catch(refusedWithSteps(session, remedy, true))
      .catch((error) => {
        if (!credentials) for (const hint of secretHints(session, needs)) session.note(hint);
        throw error;
      });
    tell(session, tested, { remedy, allWell: `${tested.connection.name} is changed.`, brief: true });
  });
}

/** What was typed of the way to the server, as far as it may need secrets. */
const typedWay = ({ clientKey, proxy }: SettingsOptions): Parameters<typeof needsOf>[0] => ({
  ...(clientKey === undefined ? {} : { clientKeyFile: clientKey }),
  ...(proxy === undefined ? {} : { proxy }),
});

/** Who says that secrets are to be asked for must be able to type them, and they must be kept. */
function requireTerminal({ terminal, options }: Session, name: string) {
  if (options().credentialsFromEnv)
    throw new AppError(
      "conflict",
      `Nothing is kept when credentials come from the environment: set STEWARD_PASSPHRASE, or STEWARD_PROXY_USER and STEWARD_PROXY_PASSWORD, and 'steward connection test ${typed(name)}' tries them.`,
    );
  if (terminal.stdin.isTTY) return;
  throw new AppError(
    "invalid-input",
    "Secrets are asked for at a terminal, and here is none. Enter them at one, or in Steward's window.",
  );
}

/** Said when new settings were refused that may have wanted secrets, and nobody was asked for any. */
function secretHints({ options }: Session, needs: SecretNeeds): string[] {
  if (options().credentialsFromEnv)
    return needs.proxyUser
      ? ["The proxy's user and password are taken from STEWARD_PROXY_USER and STEWARD_PROXY_PASSWORD."]
      : [];
  return [
    ...(needs.passphrase ? ["The same at a terminal asks for the passphrase of the key."] : []),
    ...(needs.proxyUser
      ? ["The same at a terminal asks for the proxy's user and password, if it wants any."]
      : []),
  ];
}
