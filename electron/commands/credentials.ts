import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { ConnectionSettings, Credentials, WayCredentials } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import type { Terminal } from "./terminal.ts";

/** What a connection needs beside key and secret. */
export interface SecretNeeds {
  readonly passphrase: boolean;
  readonly proxyUser: boolean;
}

type Questions = Readonly<Partial<Record<keyof Credentials, string>>>;

const questions = {
  key: "Key: ",
  secret: "Secret: ",
  passphrase: "Passphrase of the client key: ",
  proxyUser: "User at the proxy (Enter for none): ",
  proxyPassword: "Password at the proxy: ",
} as const satisfies Record<keyof Credentials, string>;

/** For a connection that has some of them: what is not entered stays as it is. */
const changing: Questions = {
  passphrase: "Passphrase of the client key (Enter to keep the one that is kept): ",
  proxyUser: "User at the proxy (Enter to keep what is kept): ",
  proxyPassword: questions.proxyPassword,
};

/** Chosen by people: blanks around them may be part of them. */
const asEntered: ReadonlySet<keyof Credentials> = new Set(["passphrase", "proxyPassword"]);

/** A passphrase for a locked client key; user and password where there is a proxy. */
export function needsOf({
  clientKeyFile,
  proxy,
}: Partial<Pick<ConnectionSettings, "clientKeyFile" | "proxy">>): SecretNeeds {
  return {
    passphrase: clientKeyFile !== undefined && isLocked(clientKeyFile),
    proxyUser: proxy !== undefined,
  };
}

/** A file that cannot be read is told by the step test. */
function isLocked(file: string): boolean {
  try {
    return /^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(readFileSync(file, "utf8"));
  } catch {
    return false;
  }
}

/**
 * Asks a person for key and secret, and for what else is needed, without showing what is typed. `elsewhere` says what to
 * do where there is no terminal.
 *
 * @throws AppError "invalid-input" when there is no terminal to ask at, "cancelled" when the person gives up
 */
export async function askForCredentials(
  terminal: Terminal,
  needs: SecretNeeds,
  elsewhere = "Set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.",
): Promise<Credentials> {
  if (!terminal.stdin.isTTY)
    throw new AppError(
      "invalid-input",
      `Key and secret are asked for at a terminal, and here is none. ${elsewhere}`,
    );
  const { key, secret, ...others } = await askUnseen(terminal, questions, (ask) => askForAll(ask, needs));
  if (key !== undefined && secret !== undefined) return { key, secret, ...others };
  throw new AppError("invalid-input", "Nothing was entered. Key and secret come from the host of the API.");
}

/**
 * Asks for new secrets of the way to a server that is known, key and secret left alone. Undefined when nothing is needed
 * or entered, or nobody is there to ask: what is kept may do.
 *
 * @throws AppError "cancelled" when the person gives up
 */
export async function askForWay(terminal: Terminal, needs: SecretNeeds): Promise<WayCredentials | undefined> {
  if (!terminal.stdin.isTTY || !(needs.passphrase || needs.proxyUser)) return undefined;
  const entered = await askUnseen(terminal, changing, (ask) => askForOthers(ask, needs));
  return Object.keys(entered).length === 0 ? undefined : entered;
}

type Ask = (name: keyof Credentials) => Promise<Partial<Credentials>>;

/** Readline turns the terminal's own echo off; its output goes nowhere. */
async function askUnseen<T>(
  { stdin, stderr, stop }: Terminal,
  words: Questions,
  inOrder: (ask: Ask) => Promise<T>,
): Promise<T> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  const answers = lines[Symbol.asyncIterator]();
  const giveUp = () => lines.close();
  lines.once("SIGINT", giveUp);
  stop.addEventListener("abort", giveUp, { once: true });
  const ask: Ask = async (name) => {
    stderr.write(words[name] ?? "");
    const { value, done } = await answers.next();
    stderr.write("\n");
    if (done) throw new AppError("cancelled", "Interrupted before all was entered.");
    const answer = asEntered.has(name) ? String(value) : String(value).trim();
    return answer === "" ? {} : { [name]: answer };
  };
  try {
    return await inOrder(ask);
  } finally {
    stop.removeEventListener("abort", giveUp);
    lines.close();
  }
}

async function askForAll(ask: Ask, needs: SecretNeeds): Promise<Partial<Credentials>> {
  return { ...(await ask("key")), ...(await ask("secret")), ...(await askForOthers(ask, needs)) };
}

async function askForOthers(ask: Ask, needs: SecretNeeds): Promise<WayCredentials> {
  const passphrase = needs.passphrase ? await ask("passphrase") : {};
  const user = needs.proxyUser ? await ask("proxyUser") : {};
  const password = user.proxyUser === undefined ? {} : await ask("proxyPassword");
  return { ...passphrase, ...user, ...password };
}
