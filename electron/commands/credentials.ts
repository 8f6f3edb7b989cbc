import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Credentials } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Asks a person for key and secret, without showing what is typed.
 *
 * @throws AppError "invalid-input" when there is no terminal to ask at, "cancelled" when the person gives up
 */
export async function askForCredentials(terminal: Terminal): Promise<Credentials> {
  if (!terminal.stdin.isTTY)
    throw new AppError(
      "invalid-input",
      "Key and secret are asked for at a terminal, and here is none. Set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.",
    );
  const [key = "", secret = ""] = await askUnseen(terminal, ["Key: ", "Secret: "]);
  if (key !== "" && secret !== "") return { key, secret };
  throw new AppError("invalid-input", "Nothing was entered. Key and secret come from the host of the API.");
}

/** Readline turns the terminal's own echo off; its output goes nowhere. */
async function askUnseen({ stdin, stderr, stop }: Terminal, questions: readonly string[]): Promise<string[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  const typed = lines[Symbol.asyncIterator]();
  const giveUp = () => lines.close();
  lines.once("SIGINT", giveUp);
  stop.addEventListener("abort", giveUp, { once: true });
  const answers: string[] = [];
  try {
    for (const question of questions) {
      stderr.write(question);
      const { value, done } = await typed.next();
      stderr.write("\n");
      if (done) throw new AppError("cancelled", "Interrupted before key and secret were entered.");
      answers.push(String(value).trim());
    }
    return answers;
  } finally {
    stop.removeEventListener("abort", giveUp);
    lines.close();
  }
}
