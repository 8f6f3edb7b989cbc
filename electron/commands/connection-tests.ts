import type { Command } from "commander";
import type { Connection, ConnectionTest } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { type AskOptions, withAskOptions } from "./connection-edit.ts";
import {
  optionsFor,
  type SettingsOptions,
  sayAgain,
  settingsOf,
  withSettingsOptions,
} from "./connection-settings.ts";
import { askForCredentials, needsOf } from "./credentials.ts";
import { address } from "./options.ts";
import type { Session } from "./session.ts";
import { type Remedy, refusedWithSteps, type Step, tell } from "./test-steps.ts";
import { dateAndTime, typed } from "./words.ts";

interface AddOptions extends SettingsOptions {
  readonly url: string;
  readonly apiVersion?: string;
}

/** The commands that try a connection with its server: add, test, rotate. */
export function addConnectionTests(group: Command, session: Session) {
  const adding = group
    .command("add <name>")
    .description("test a connection step by step and keep it; key and secret are asked for")
    .requiredOption("--url <url>", "base address of the API", address("--url"));
  withSettingsOptions(adding)
    .option("--api-version <version>", "the version that the server must have, as 7.3")
    .action((name: string, options: AddOptions) => add(session, name, options));
  group
    .command("test <name>")
    .description("address, TLS, discovery, token, permissions: step by step")
    .action((name: string) => test(session, name));
  const rotating = group
    .command("rotate <name>")
    .description("test a new key and secret, then use them in place of the old ones; they are asked for");
  withAskOptions(rotating, " too").action((name: string, options: AskOptions) =>
    rotate(session, name, options),
  );
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

async function test(session: Session, name: string) {
  await session.withCore(async ({ ask }) => {
    const tested = await ask("connections.test", { connection: name });
    const remedy: Remedy = (suggestion) => {
      const options = optionsFor(tested.connection.settings, suggestion);
      return options && `'steward connection edit ${typed(name)} ${options}' enters it.`;
    };
    const otherwise = session.options().credentialsFromEnv ? undefined : missing(name, tested);
    tell(session, tested, {
      remedy,
      allWell: `${name} can be used.`,
      ...(otherwise === undefined ? {} : { otherwise }),
    });
  });
}

/** What is entered for a connection that could not be used, where secrets are kept. */
function missing(name: string, { connection, steps }: ConnectionTest): string | undefined {
  if (!connection.key) return `'steward connection rotate ${typed(name)}' enters key and secret.`;
  const isInTls = steps.some(({ step, ok }) => step === "tls" && !ok);
  return isInTls && needsOf(connection.settings).passphrase
    ? `'steward connection edit ${typed(name)} --ask-passphrase' enters the passphrase of the client key.`
    : undefined;
}

async function rotate(session: Session, name: string, { askPassphrase, askProxy }: AskOptions) {
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
