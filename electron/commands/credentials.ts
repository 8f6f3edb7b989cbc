import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { ConnectionSettings, Credentials } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import type { Terminal } from "./terminal.ts";

/** What a connection needs beside key and secret. */
export interface SecretNeeds {
  readonly passphrase: boolean;
  readonly proxyUser: boolean;
}

const questions = {
  key: "Key: ",
  secret: "Secret: ",
  passphrase: "Passphrase of the client key: ",
  proxyUser: "User at the proxy (Enter for none): ",
  proxyPassword: "Password at the proxy: ",
} as const satisfies Record<keyof Credentials, string>;

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
  const { key, secret, ...others } = await askUnseen(terminal, needs);
  if (key !== undefined && secret !== undefined) return { key, secret, ...others };
  throw new AppError("invalid-input", "Nothing was entered. Key and secret come from the host of the API.");
}

/** Readline turns the terminal's own echo off; its output goes nowhere. */
async function askUnseen(
  { stdin, stderr, stop }: Terminal,
  needs: SecretNeeds,
): Promise<Partial<Credentials>> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  const answers = lines[Symbol.asyncIterator]();
  const giveUp = () => lines.close();
  lines.once("SIGINT", giveUp);
  stop.addEventListener("abort", giveUp, { once: true });
  const ask = async (name: keyof Credentials): Promise<Partial<Credentials>> => {
    stderr.write(questions[name]);
    const { value, done } = await answers.next();
    stderr.write("\n");
    if (done) throw new AppError("cancelled", "Interrupted before key and secret were entered.");
    const answer = asEntered.has(name) ? String(value) : String(value).trim();
    return answer === "" ? {} : { [name]: answer };
  };
  try {
    return await askInOrder(ask, needs);
  } finally {
    stop.removeEventListener("abort", giveUp);
    lines.close();
  }
}

async function askInOrder(
  ask: (name: keyof Credentials) => Promise<Partial<Credentials>>,
  needs: SecretNeeds,
): Promise<Partial<Credentials>> {
  const pair = { ...(await ask("key")), ...(await ask("secret")) };
  const passphrase = needs.passphrase ? await ask("passphrase") : {};
  const user = needs.proxyUser ? await ask("proxyUser") : {};
  const password = user.proxyUser === undefined ? {} : await ask("proxyPassword");
  return { ...pair, ...passphrase, ...user, ...password };
}
