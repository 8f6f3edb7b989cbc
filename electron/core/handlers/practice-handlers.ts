import type { Handlers } from "../../../shared/contract.ts";
import type { Parts } from "../parts.ts";

type PracticeCommands = Extract<keyof Handlers, `practice.${string}`>;

export function createPracticeHandlers({ practice }: Parts): Pick<Handlers, PracticeCommands> {
  return {
    "practice.show": practice.show,
    "practice.begin": practice.begin,
    "practice.cancel": practice.cancel,
    "practice.mend": practice.mend,
    "practice.startOver": practice.startOver,
    "practice.remove": practice.remove,
  };
}
