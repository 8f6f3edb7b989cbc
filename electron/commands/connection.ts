import type { Command } from "commander";
import type { Connection, KeptSecrets } from "../../shared/domain/connection.ts";
import { addConnectionCopies } from "./connection-copies.ts";
import { addConnectionEdit } from "./connection-edit.ts";
import { addHistory } from "./connection-history.ts";
import { addPermissions } from "./connection-permissions.ts";
import { settingsInWords } from "./connection-settings.ts";
import { addConnectionTests } from "./connection-tests.ts";
import type { Session } from "./session.ts";
import { dateAndTime, printable, typed } from "./words.ts";

export function addConnection(program: Command, session: Session) {
  const group = program.command("connection").description("the Ed-Fi APIs that records are sent to");
  addConnectionTests(group, session);
  addConnectionEdit(group, session);
  group
    .command("list")
    .description("all connections")
    .action(() => list(session));
  group
    .command("show <name>")
    .description("one connection, never its secret")
    .action((name: string) => show(session, name));
  addPermissions(group, session);
  addConnectionCopies(group, session);
  group
    .command("close <name>")
    .description("keep a connection for reading only: last year's, when this year has its own")
    .action((name: string) => close(session, name));
  group
    .command("reopen <name>")
    .description("let a closed connection send again")
    .action((name: string) => reopen(session, name));
  group
    .command("remove <name>")
    .description("forget a connection, its credentials and what was sent to it")
    .action((name: string) => remove(session, name));
  addHistory(group, session);
}

async function list(session: Session) {
  const connections = await session.withCore(({ ask }) => ask("connections.list", {}));
  session.answer(connections, () => {
    if (connections.length === 0)
      return "There is no connection yet. Add one: 'steward connection add NAME --url URL'.";
    const columns = [{ title: "Connection" }, { title: "Server" }, { title: "Address", flexible: true }];
    const rows = connections.map((each) => [
      each.name,
      serverOf(each),
      each.settings.url,
      each.key ? `…${each.key.ending}` : "none kept",
      stateOf(each),
    ]);
    return session.table([...columns, { title: "Key" }, { title: "State" }], rows);
  });
}

async function show(session: Session, name: string) {
  const { connection, secrets } = await session.withCore(async ({ ask }) => {
    const shown = await ask("connections.show", { connection: name });
    const { clientKeyFile, proxy } = shown.settings;
    if (clientKeyFile === undefined && proxy === undefined) return { connection: shown, secrets: undefined };
    // A keychain that does not answer is told by the test; the rest can be shown all the same.
    const kept = await ask("connections.secrets", { connection: name }).catch(() => undefined);
    return { connection: shown, secrets: kept };
  });
  session.answer({ ...connection, ...(secrets && { secrets }) }, () => {
    const models = connection.server?.dataModels.join(", ") ?? "";
    const { closedAt, clonedFrom, bestConcurrency: best } = connection;
    const rows: readonly (readonly [string, string | undefined])[] = [
      ["name", connection.name],
      ["closed", closedAt && `${dateAndTime(closedAt)}: kept for reading, nothing is sent`],
      ["server", `${serverOf(connection)}${models ? ` (${models})` : ""}`],
      ["key", keyInFull(connection, session.options().credentialsFromEnv ?? false)],
      ...secretsInWords(connection, secrets),
      ["made", dateAndTime(connection.createdAt)],
      ["made from", clonedFrom],
      ...settingsInWords(connection.settings),
      ["best pace", best && `${best.requests} at a time, ${dateAndTime(best.at)}`],
    ];
    const width = Math.max(...rows.map(([label]) => label.length));
    return rows
      .flatMap(([label, value]) => (value ? [`${label.padEnd(width)}  ${printable(value)}`] : []))
      .join("\n");
  });
}

/** Whether what the way to the server needs is there; never what it is. */
function secretsInWords({ settings, name }: Connection, secrets: KeptSecrets | undefined) {
  if (!secrets) return [];
  const { source, passphrase, proxyLogin } = secrets;
  const words = (isThere: boolean, option: string) => {
    if (isThere) return source === "keychain" ? "kept" : "from the environment";
    return source === "keychain"
      ? `none kept; 'steward connection edit ${typed(name)} ${option}' enters one`
      : "none in the environment";
  };
  return [
    ["passphrase", settings.clientKeyFile && words(passphrase, "--ask-passphrase")],
    ["proxy login", settings.proxy && words(proxyLogin, "--ask-proxy")],
  ] as const;
}

function serverOf({ server, practice }: Connection): string {
  const kind = practice ? "practice, " : "";
  return server
    ? `${kind}${server.product === "dms" ? "DMS" : "ODS/API"} ${server.version}`
    : `${kind}not seen yet`;
}

function stateOf({ key, closedAt }: Connection): string {
  if (closedAt) return `closed since ${dateAndTime(closedAt)}`;
  return key?.due ? "time for a new key" : "open";
}

function keyInFull({ key, name }: Connection, fromEnvironment: boolean): string {
  const rotate = `'steward connection rotate ${typed(name)}'`;
  if (!key)
    return fromEnvironment ? "none kept: it comes from STEWARD_KEY" : `none kept; ${rotate} enters one`;
  const advice = key.due ? `: time to ask the host for a new one; ${rotate} enters it` : "";
  return `…${key.ending}, since ${dateAndTime(key.since)}${advice}`;
}

async function close(session: Session, name: string) {
  const connection = await session.withCore(({ ask }) => ask("connections.close", { connection: name }));
  session.answer(
    connection,
    () =>
      `${connection.name} is closed: it is kept for reading, and nothing is sent any more. 'steward connection reopen ${typed(connection.name)}' opens it again.`,
  );
}

async function reopen(session: Session, name: string) {
  const connection = await session.withCore(({ ask }) => ask("connections.reopen", { connection: name }));
  session.answer(
    connection,
    () =>
      `${connection.name} is open again. 'steward push ${typed(connection.name)} --dry-run' says what it would send.`,
  );
}

async function remove(session: Session, name: string) {
  await session.withCore(({ ask }) => ask("connections.remove", { connection: name }));
  session.answer({ removed: name }, () => `${typed(name)} is removed.`);
}
