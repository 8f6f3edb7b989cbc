import { resolve } from "node:path";
import type { Command } from "commander";
import type { Connection, ConnectionTest } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { askForCredentials } from "./credentials.ts";
import { address, wholeNumber } from "./options.ts";
import type { Session } from "./session.ts";
import { type Step, stepsOf, stepsText, testStatus } from "./test-steps.ts";
import { dateAndTime, printable, typed } from "./words.ts";

interface AddOptions {
  url: string;
  year?: number;
  instance?: string;
  tenant?: string;
  context?: string;
  ca?: string;
  clientCert?: string;
  clientKey?: string;
  proxy?: string;
  apiVersion?: string;
}

export function addConnection(program: Command, session: Session) {
  const group = program.command("connection").description("the Ed-Fi APIs that records are sent to");
  group
    .command("add <name>")
    .description("test a connection step by step and keep it; key and secret are asked for")
    .requiredOption("--url <url>", "base address of the API", address("--url"))
    .option("--year <year>", "school year in the address", wholeNumber("--year", 1990, 2199))
    .option("--instance <name>", "instance in the address")
    .option("--tenant <name>", "tenant in the address")
    .option("--context <path>", "route segments in the address, as 255901/2026")
    .option("--ca <file>", "certificate authority of the server, PEM")
    .option("--client-cert <file>", "client certificate, PEM")
    .option("--client-key <file>", "its private key, PEM")
    .option("--proxy <url>", "proxy on the way to the server", address("--proxy"))
    .option("--api-version <version>", "the version that the server must have, as 7.3")
    .action((name: string, options: AddOptions) => add(session, name, options));
  group
    .command("list")
    .description("all connections")
    .action(() => list(session));
  group
    .command("show <name>")
    .description("one connection, never its secret")
    .action((name: string) => show(session, name));
  group
    .command("test <name>")
    .description("address, TLS, discovery, token, permissions: step by step")
    .action((name: string) => test(session, name));
  group
    .command("remove <name>")
    .description("forget a connection, its credentials and what was sent to it")
    .action((name: string) => remove(session, name));
}

async function add(session: Session, name: string, options: AddOptions) {
  const fromEnvironment = session.options().credentialsFromEnv;
  const settings = settingsOf(options);
  const credentials = fromEnvironment ? undefined : await askForCredentials(session.terminal);
  await session.withCore(async ({ ask }) => {
    const input = { name, settings, ...(credentials ? { credentials } : {}) };
    const tested = await ask("connections.add", input).catch((error) => refusedWithSteps(session, error));
    tell(session, { ...tested, steps: withVersion(tested, options.apiVersion) }, `${name} is kept.`);
  });
}

/** Files are found from any folder later, also by a scheduled job. */
function settingsOf({ ca, clientCert, clientKey, apiVersion: _, ...options }: AddOptions) {
  const files = { caFile: ca, clientCertFile: clientCert, clientKeyFile: clientKey };
  const given = Object.entries(files).flatMap(([name, file]) => (file ? [[name, resolve(file)]] : []));
  return { ...options, ...Object.fromEntries(given) };
}

/** A connection that is refused still says how far it came. */
async function refusedWithSteps(session: Session, error: unknown): Promise<never> {
  const message = error instanceof AppError ? error.message : "";
  const steps = error instanceof AppError ? await stepsOf(error.details) : undefined;
  // The advice that is the refusal itself comes last, once.
  const told = steps?.map(({ advice, ...step }) =>
    advice && advice !== message ? { ...step, advice } : step,
  );
  if (told) session.note(stepsText(told));
  throw error;
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
    tell(session, await ask("connections.test", { connection: name }), `${name} can be used.`);
  });
}

function tell(
  session: Session,
  tested: { readonly connection: Connection; readonly steps: readonly Step[] },
  allWell: string,
) {
  const status = testStatus(tested.steps);
  session.answer(tested, () => `${stepsText(tested.steps)}${status === 0 ? `\n${allWell}` : ""}`);
  session.end(status);
}

async function list(session: Session) {
  const connections = await session.withCore(({ ask }) => ask("connections.list", {}));
  session.answer(connections, () => {
    if (connections.length === 0)
      return "There is no connection yet. Add one: 'steward connection add NAME --url URL'.";
    const columns = [{ title: "Connection" }, { title: "Server" }, { title: "Address", flexible: true }];
    const rows = connections.map((each) => [each.name, serverOf(each), each.settings.url, keyOf(each)]);
    return session.table([...columns, { title: "Key" }], rows);
  });
}

async function show(session: Session, name: string) {
  const connection = await session.withCore(({ ask }) => ask("connections.show", { connection: name }));
  session.answer(connection, () => {
    const settings = Object.entries(connection.settings).map(([label, value]) => [label, String(value)]);
    const models = connection.server?.dataModels.join(", ") ?? "";
    const rows = [
      ["name", connection.name],
      ["server", `${serverOf(connection)}${models ? ` (${models})` : ""}`],
      ["key", keyOf(connection)],
      ["since", dateAndTime(connection.createdAt)],
      ...settings,
    ];
    const width = Math.max(...rows.map(([label = ""]) => label.length));
    return rows.map(([label = "", value = ""]) => `${label.padEnd(width)}  ${printable(value)}`).join("\n");
  });
}

function serverOf({ server, practice }: Connection): string {
  const kind = practice ? "practice, " : "";
  return server
    ? `${kind}${server.product === "dms" ? "DMS" : "ODS/API"} ${server.version}`
    : `${kind}not seen yet`;
}

const keyOf = ({ key }: Connection) => (key ? `…${key.ending}` : "none kept");

async function remove(session: Session, name: string) {
  await session.withCore(({ ask }) => ask("connections.remove", { connection: name }));
  session.answer({ removed: name }, () => `${typed(name)} is removed.`);
}
