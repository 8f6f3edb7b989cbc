import type { Submission } from "../../../shared/domain/submission.ts";
import { exitStatusOf } from "../../../shared/errors.ts";

/** What is to be told of an end; `about`: an end for the same reason says nothing new. */
interface Told {
  readonly about: string;
  readonly told: string;
}

/**
 * What needs a person of a submission that has ended, beside the causes that it met: nothing of one that went well, that
 * somebody ended himself, or that a command started, which says so itself. `exitStatus`: of its last run. Pure.
 */
export function toldOfEnd(
  { state, startedBy, reason, purpose, id }: Submission,
  exitStatus: number | undefined,
): Told | undefined {
  if (startedBy === "command line") return undefined;
  if (state === "stopped") {
    const isAway = exitStatus === exitStatusOf.offline;
    const told = isAway
      ? "The server does not answer, and has not for a while. What was not sent waits; nothing of it is lost."
      : (reason ?? "Sending ended early. What was not sent waits.");
    return { about: isAway ? "away" : told, told };
  }
  if (state === "crashed")
    return {
      about: `crashed ${id}`,
      told: "Sending was cut off. What was accepted is recorded: send the rest again.",
    };
  if (state === "done" && purpose?.kind === "stage")
    return {
      about: `stage ${id}`,
      told: "A stage of the first sync was sent. Look at what became of it, and say whether to go on.",
    };
  return undefined;
}
