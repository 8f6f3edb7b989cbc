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
  const key = await askUnseen(terminal, "Key: ");
  return { key, secret: await askUnseen(terminal, "Secret: ") };
}

/** Readline turns the terminal's own echo off; its output goes nowhere. */
async function askUnseen({ stdin, stderr, stop }: Terminal, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  stderr.write(question);
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      const giveUp = () =>
        reject(new AppError("cancelled", "Interrupted before key and secret were entered."));
      lines.once("line", resolve).once("SIGINT", giveUp).once("close", giveUp);
      stop.addEventListener("abort", giveUp, { once: true });
    });
    if (answer.trim() !== "") return answer.trim();
    throw new AppError("invalid-input", "Nothing was entered. Key and secret come from the host of the API.");
  } finally {
    stderr.write("\n");
    lines.close();
  }
}
