import { AppError } from "../../shared/errors.ts";
import type { Reply } from "../../shared/rpc.ts";
import { type WindowHandlers, windowCommands } from "../../shared/window.ts";

/** True for what the window answers itself, and no core hears of. */
export const isWindowCommand = (name: string): boolean => Object.hasOwn(windowCommands, name);

export type AnswerWindow = (name: string, input: unknown) => Promise<Reply>;

/** Validates, runs, and turns every outcome into a reply, as the core does with its own commands. Never throws. */
export function createWindowDispatcher(
  handlers: WindowHandlers,
  reportBug: (error: unknown) => void,
): AnswerWindow {
  return async (name, input) => {
    try {
      if (!isWindowCommand(name)) throw new AppError("not-found", "There is no such command.");
      const command = name as keyof WindowHandlers;
      const parsed = windowCommands[command].input.safeParse(input);
      if (!parsed.success) throw new AppError("invalid-input", `${command} was asked for with wrong input.`);
      const handle = handlers[command] as (input: unknown) => unknown;
      return { ok: true, value: await handle(parsed.data) };
    } catch (error) {
      if (error instanceof AppError)
        return { ok: false, error: { code: error.code, message: error.message } };
      reportBug(error);
      return {
        ok: false,
        error: { code: "internal", message: "Something went wrong. The log has the details." },
      };
    }
  };
}
