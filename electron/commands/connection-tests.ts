import { type Command, Option } from "commander";
import type { Connection, ConnectionTest, TestStep } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import {
  type Clearable,
  changedSettings,
  clearable,
  optionsFor,
  type SettingsOptions,
  settingsOf,
  withSettingsOptions,
} from "./connection-settings.ts";
import { askForCredentials, needsOf } from "./credentials.ts";
import { address } from "./options.ts";
import type { Session } from "./session.ts";
import { type Remedy, type Step, stepsOf, stepsText, testStatus } from "./test-steps.ts";
import { dateAndTime, typed } from "./words.ts";

interface AddOptions extends SettingsOptions {
  readonly url: string;
  readonly apiVersion?: string;
}

interface EditOptions extends SettingsOptions {
  readonly name?: string;
  readonly clear?: readonly Clearable[];
}

interface RotateOptions {
  readonly askPassphrase?: boolean;
  readonly askProxy?: boolean;
}

/** The commands that try a connection with its server: add, edit, test, rotate. */
export function addConnectionTests(group: Command, session: Session) {
  const adding = group
    .command("add <name>")
    .description("test a connection step by step and keep it; key and secret are asked for")
    .requiredOption("--url <url>", "base address of the API", address("--url"));
  withSettingsOptions(adding)
    .option("--api-version <version>", "the version that the server must have, as 7.3")
    .action((name: string, options: AddOptions) => add(session, name, options));
  const editing = group
    .command("edit <name>")
    .description("change a connection; another address or way to it is tested first")
    .option("--name <name>", "its new name")
    .option("--url <url>", "base address of the API", address("--url"));
  withSettingsOptions(editing)
    .addOption(new Option("--clear <settings...>", "take these settings away").choices(clearable))
    .action((name: string, options: EditOptions) => edit(session, name, options));
  group
    .command("test <name>")
    .description("address, TLS, discovery, token, permissions: step by step")
    .action((name: string) => test(session, name));
  group
    .command("rotate <name>")
    .description("test a new key and secret, then use them in place of the old ones; they are asked for")
    .option("--ask-passphrase", "ask for the client key's passphrase too")
    .option("--ask-proxy", "ask for the proxy's user and password too")
    .action((name: string, options: RotateOptions) => rotate(session, name, options));
}

async function add(session: Session, name: string, { apiVersion, ...options }: AddOptions) {
  const settings = settingsOf(options);
  const remedy = sayAgain(settings);
  const credentials = session.options().credentialsFromEnv
    ? undefined
    : await askForCredentials(session.terminal, needsOf(settings));
  await session.withCore(async ({ ask }) => {
    const input = { name, settings, ...(credentials ? { credentials } : {}) };
    const tested = await ask("connections.add", input).catch(refusedWithSteps(session, remedy));
    const steps = withVersion(tested, apiVersion);
    const next = `${name} is kept. 'steward source add ${typed(name)} FOLDER' names the folder of its records.`;
    tell(session, { ...tested, steps }, { remedy, allWell: next });
  });
}

function withVersion({ connection, steps }: ConnectionTest, wanted: string | undefined): readonly Step[] {
  const found = connection.server?.version;
  if (wanted === undefined) return steps;
  const ok = found === wanted || found?.startsWith(`${wanted}.`) === true;
  const advice = `The server is ${found ?? "unknown"}, not ${wanted}: look whether the address is the right one.`;
  return [...steps, { step: "version", ok, ...(found ? { found } : {}), ...(ok ? {} : { advice }) }];
}

async function edit(session: Session, name: string, { name: renamed, clear = [], ...options }: EditOptions) {
  if (renamed === undefined && clear.length === 0 && Object.keys(options).length === 0)
    throw new AppError(
      "invalid-input",
      "Say what to change: 'steward connection edit --help' lists the settings.",
    );
  await session.withCore(async ({ ask }) => {
    const { settings: former } = await ask("connections.show", { connection: name });
    const settings = changedSettings(former, options, clear);
    const remedy = sayAgain(settings);
    const input = { connection: name, settings, ...(renamed === undefined ? {} : { name: renamed }) };
    const tested = await ask("connections.update", input)
      .catch(refusedWithSteps(session, remedy, true))
      .catch((error) => {
        for (const hint of secretHints(name, options)) session.note(hint);
        throw error;
      });
    tell(session, tested, { remedy, allWell: `${tested.connection.name} is changed.`, brief: true });
  });
}

/** New settings are tried with the secrets that are kept: a passphrase or a proxy's password is entered before them. */
function secretHints(name: string, { clientKey, proxy }: SettingsOptions): string[] {
  const needs = needsOf({
    ...(clientKey === undefined ? {} : { clientKeyFile: clientKey }),
    ...(proxy === undefined ? {} : { proxy }),
  });
  const rotate = `'steward connection rotate ${typed(name)}`;
  return [
    ...(needs.passphrase
      ? [`${rotate} --ask-passphrase' keeps the passphrase of the key, to be done first.`]
      : []),
    ...(needs.proxyUser
      ? [`${rotate} --ask-proxy' keeps the proxy's user and password, if it wants any.`]
      : []),
  ];
}

async function test(session: Session, name: string) {
  await session.withCore(async ({ ask }) => {
    const tested = await ask("connections.test", { connection: name });
    const remedy: Remedy = (suggestion) => {
      const options = optionsFor(tested.connection.settings, suggestion);
      return options && `'steward connection edit ${typed(name)} ${options}' enters it.`;
    };
    const wantsKey = !tested.connection.key && !session.options().credentialsFromEnv;
    const enter = `'steward connection rotate ${typed(name)}' enters key and secret.`;
    tell(session, tested, {
      remedy,
      allWell: `${name} can be used.`,
      ...(wantsKey ? { otherwise: enter } : {}),
    });
  });
}

async function rotate(session: Session, name: string, { askPassphrase, askProxy }: RotateOptions) {
  if (session.options().credentialsFromEnv)
    throw new AppError(
      "conflict",
      `Nothing is kept when credentials come from the environment: set STEWARD_KEY and STEWARD_SECRET to the new pair, and 'steward connection test ${typed(name)}' tries it.`,
    );
  await session.withCore(async ({ ask }) => {
    const { key: former } = await ask("connections.show", { connection: name });
    const needs = { passphrase: askPassphrase ?? false, proxyUser: askProxy ?? false };
    const credentials = await askForCredentials(
      session.terminal,
      needs,
      "Enter the new pair at a terminal, or in Steward's window.",
    );
    const input = { connection: name, credentials };
    const remedy: Remedy = () => undefined;
    const tested = await ask("connections.rotate", input).catch(refusedWithSteps(session, remedy, true));
    tell(session, tested, { remedy, allWell: rotated(tested.connection, former), brief: true });
  });
}

function rotated({ name, key }: Connection, former: Connection["key"]): string {
  const old = former
    ? ` The old one (…${former.ending}, since ${dateAndTime(former.since)}) is forgotten.`
    : "";
  return `${name} uses the new key${key ? ` (…${key.ending})` : ""} from now on.${old}`;
}

/** For a command that stored nothing: the same again, with the options that are suggested. */
function sayAgain(settings: Parameters<typeof optionsFor>[0]): Remedy {
  return (suggestion) => {
    const options = optionsFor(settings, suggestion);
    return options && `Say it again with ${options}`;
  };
}

/** A connection that is refused still says how far it came. */
export function refusedWithSteps(session: Session, remedy: Remedy, brief = false) {
  return async (error: unknown): Promise<never> => {
    const message = error instanceof AppError ? error.message : "";
    const steps = error instanceof AppError ? await stepsOf(error.details) : undefined;
    // The advice that is the refusal itself, or its beginning, comes last, once.
    const told = steps?.map(({ advice, ...step }) =>
      advice && !message.startsWith(advice) ? { ...step, advice } : step,
    );
    if (told && told.length > 0) session.note(stepsText(told, remedy, brief));
    throw error;
  };
}

interface Told {
  readonly remedy: Remedy;
  /** Said when every step went well. */
  readonly allWell: string;
  /** Said when one did not. */
  readonly otherwise?: string;
  /** The server is known already: what was found of it is left out where all is well. */
  readonly brief?: boolean;
}

function tell(
  session: Session,
  tested: { readonly connection: Connection; readonly steps: readonly (Step | TestStep)[] },
  { remedy, allWell, otherwise, brief = false }: Told,
) {
  const { steps } = tested;
  const status = testStatus(steps);
  session.answer(tested, () => {
    const lines = steps.length > 0 ? [stepsText(steps, remedy, brief)] : [];
    const last = status === 0 ? allWell : otherwise;
    return [...lines, ...(last === undefined ? [] : [last])].join("\n");
  });
  session.end(status);
}
