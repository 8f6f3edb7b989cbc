import type { AppEvent, CommandName, Handlers } from "./contract.ts";
import { commands } from "./contract.ts";
import { AppError, type ErrorCode } from "./errors.ts";

export { type Client, createClient } from "./client.ts";

/** What crosses every boundary: worker port, Electron IPC, loopback HTTP. */
export type Reply =
  | { ok: true; value: unknown }
  | { ok: false; error: { code: ErrorCode; message: string; details?: unknown } };

/** The one shape behind which a host hides how it reaches the core. */
export interface Transport {
  call(name: string, input: unknown): Promise<Reply>;
  /** Returns the function that stops listening. */
  listen(onEvent: (event: AppEvent) => void): () => void;
}

/**
 * Core side: validates, runs, and turns every outcome into a Reply. Never throws. `translate` may turn a failure that it
 * knows (a full disk) into an AppError; what is none then is reported as a bug.
 */
export function createDispatcher(
  handlers: Handlers,
  reportBug: (error: unknown) => void,
  translate: (error: unknown) => unknown = (error) => error,
) {
  return async (name: string, input: unknown): Promise<Reply> => {
    try {
      if (!Object.hasOwn(commands, name)) throw new AppError("not-found", "There is no such command.");
      const command = name as CommandName;
      const parsed = commands[command].input.safeParse(input);
      if (!parsed.success) throw wrongInput(command, input, parsed.error.issues);
      const handle = handlers[command] as (input: unknown) => unknown;
      return { ok: true, value: await handle(parsed.data) };
    } catch (thrown) {
      const error = translate(thrown);
      if (error instanceof AppError) return { ok: false, error: wireForm(error) };
      reportBug(error);
      return {
        ok: false,
        error: { code: "internal", message: "Something went wrong. The log has the details." },
      };
    }
  };
}

type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];

/**
 * What the contract says for people makes the sentence; members and the validator's own words are for programmers, in the
 * details. Never the value that was given: it may be a secret.
 */
function wrongInput(command: CommandName, input: unknown, issues: Issues): AppError {
  const said = issues.map(({ path, message }) => ({
    path: path.map(String).join(".") || "input",
    message,
  }));
  const forPeople = new Set(ownMessages(command, input).map(sentence));
  const message =
    forPeople.size > 0
      ? [...forPeople].join(" ")
      : `${command} was asked for with wrong input. ${said.map((one) => `${one.path}: ${one.message}`).join("; ")}`;
  return new AppError("invalid-input", message, { command, issues: said });
}

/** A message that the contract gives goes before the one that a reading asks for: what is left then is the contract's. */
function ownMessages(command: CommandName, input: unknown): string[] {
  const parsed = commands[command].input.safeParse(input, { error: () => "" });
  return (parsed.error?.issues ?? []).map(({ message }) => message).filter((message) => message !== "");
}

/** The contract's messages are clauses, as validators have them: "a connection needs a name". */
function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function wireForm({ code, message, details }: AppError) {
  return details === undefined ? { code, message } : { code, message, details };
}
