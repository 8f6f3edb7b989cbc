import type { BundleManifest, Forgotten } from "../shared/domain/journal.ts";
import { count, counted, exactTime } from "./format.ts";

/** All that goes, for a person to type. */
export const sumOf = ({ answers, runs, causeEvents }: Forgotten): number => answers + runs + causeEvents;

/** "1,200 refusals, 12 pushes and 30 changes of causes"; what there is none of is not named. Pure. */
export function forgottenWords({ answers, runs, causeEvents }: Forgotten): string {
  const parts = [
    ...(answers > 0 ? [counted(answers, "refusal", "refusals")] : []),
    ...(runs > 0 ? [counted(runs, "push", "pushes")] : []),
    ...(causeEvents > 0 ? [counted(causeEvents, "change of a cause", "changes of causes")] : []),
  ];
  const last = parts.pop() ?? "nothing";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

interface Kept {
  readonly days: number;
  readonly refusals: number;
  readonly held: { readonly refusals: number; readonly oldest?: string | undefined };
}

/** For how long, and how much there is, in a sentence. */
export function keptWords({ days, refusals, held }: Kept): string {
  const kept = `Kept for ${counted(days, "day", "days")}, and at most ${counted(refusals, "refusal", "refusals")}.`;
  if (held.oldest === undefined) return kept;
  return `${kept} There are ${count(held.refusals)} now, and the oldest line is of ${exactTime(held.oldest)}.`;
}

/** What was typed as a number of this range; undefined for anything else. Separators are a person's own. */
export function readNumber(typed: string, least: number, most: number): number | undefined {
  const digits = typed.replace(/[\s,.]/g, "");
  const value = Number(digits);
  return /^\d{1,9}$/.test(digits) && value >= least && value <= most ? value : undefined;
}

/** What a review file holds, a sentence a kind. */
export function contentWords({ lines, leftOut = 0 }: BundleManifest): string[] {
  const changes = lines["cause-change"] ?? 0;
  return [
    `${counted(lines.run, "push", "pushes")}: when, how long, and how many records were accepted, refused or held`,
    `${counted(lines.refusal, "refusal", "refusals")}: the resource, the status, and a number in place of the record`,
    `${counted(lines.cause, "cause", "causes")}: open ones and those of this time, with what they mean and how they came and went`,
    `${counted(changes, "time", "times")} that a cause opened or was cleared`,
    `${counted(lines.setting, "change of a setting", "changes of settings")}: what was done and which fields, without their values`,
    ...(leftOut > 0
      ? [
          `${counted(leftOut, "older line finds", "older lines find")} no room in it. Choose a later day, and none is left out that you need`,
        ]
      : []),
  ];
}
