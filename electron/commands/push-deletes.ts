import { createInterface } from "node:readline/promises";
import { type Command, Option } from "commander";
import type { Input } from "../../shared/contract.ts";
import type { DeletePlan } from "../../shared/domain/deletes.ts";
import type { PushResult } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { percent } from "../../shared/sentence-numbers.ts";
import { wholeNumber } from "./options.ts";
import type { Desk, Session } from "./session.ts";
import { counted, printable, some } from "./words.ts";

export interface DeleteOptions {
  deletes?: "none" | "preview" | "confirm";
  confirmDeletes?: number;
}

export const addDeletes = (command: Command): Command =>
  command
    .addOption(
      new Option(
        "--deletes <what>",
        "records that have left a complete list: keep them on the server, list them, or delete them after all else",
      ).choices(["none", "preview", "confirm"]),
    )
    .option(
      "--confirm-deletes <count>",
      "the total of the list, where more than 5 % or 500 of a resource would be deleted",
      wholeNumber("--confirm-deletes", 0),
    );

export const deletesOf = ({ deletes, confirmDeletes }: DeleteOptions) => ({
  ...(deletes && { deletes }),
  ...(confirmDeletes === undefined ? {} : { confirmDeletes }),
});

/**
 * The request with the total that a person at a terminal has typed, where so much would be deleted that it has to be. Without
 * a terminal the push itself says what is in the way. Throws AppError("cancelled") for who types something else.
 */
export async function withConfirmation(
  session: Session,
  { ask }: Desk,
  request: Input<"push.start">,
): Promise<Input<"push.start">> {
  const { terminal } = session;
  if (request.deletes !== "confirm" || request.confirmDeletes !== undefined || !terminal.stdin.isTTY)
    return request;
  const { deletes } = await ask("push.preview", request);
  if (!deletes?.stops) return request;
  session.note(deletesText(session, deletes));
  const typed = await askForTotal(session, deletes.total);
  if (typed === deletes.total) return { ...request, confirmDeletes: deletes.total };
  throw new AppError("cancelled", "That is not the total. Nothing was sent, and nothing was deleted.");
}

async function askForTotal({ terminal }: Session, total: number): Promise<number | undefined> {
  const { stdin, stderr, stop } = terminal;
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  try {
    const answer = await lines.question(`Type ${total} to delete them: `, { signal: stop });
    return /^\s*[\d,]+\s*$/.test(answer) ? Number(answer.replaceAll(/[\s,]/g, "")) : undefined;
  } catch {
    throw new AppError("cancelled", "Interrupted before the total was typed. Nothing was sent.");
  } finally {
    lines.close();
  }
}

/** What would be deleted, and what is kept and why. */
export function deletesText(session: Session, plan: DeletePlan): string {
  const { total, resources, refusal } = plan;
  const columns = ["Resource", "Deletes", "Of", "Share"].map((title) => ({ title }));
  const rows = resources.map(({ resource, deletes, of, share }) => [resource, deletes, of, percent(share)]);
  return [
    `${some(total, "record")} would be deleted.`,
    ...(rows.length > 0 ? [session.table(columns, rows)] : []),
    ...(refusal === undefined ? [] : [printable(refusal)]),
    ...keptLines(plan),
  ].join("\n");
}

/** Of a push that has ended: what would be deleted where that was only asked for, else what was kept of it and why. */
export function deletesShown(session: Session, { deletes, sent, undeleted = 0 }: PushResult): string[] {
  if (!deletes) return [];
  if (sent.deleted + undeleted === 0) return ["", deletesText(session, deletes)];
  return deletes.kept.length > 0 ? ["", ...keptLines(deletes)] : [];
}

const keptLines = ({ kept }: DeletePlan) => kept.map(({ sentence }) => `Kept: ${printable(sentence)}`);

/** How far the deletions of a running push are. */
export const deletingLine = ({ planned, done }: { readonly planned: number; readonly done: number }) =>
  `deleting, ${counted(done)} of ${counted(planned)}`;
