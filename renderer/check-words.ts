import type { CheckProgress, CheckState } from "../shared/domain/check.ts";
import { outdatedWords } from "../shared/domain/outdated.ts";
import type { Foreseen } from "../shared/domain/run.ts";
import { count, counted, resourceName } from "./format.ts";

type LastCheck = NonNullable<CheckState["last"]>;

/** How far a check is. Pure. */
export function checkProgressWords({ phase, linesRead, checked, planned }: CheckProgress): string {
  if (phase === "reading")
    return linesRead === 0
      ? "Reading your files"
      : `Reading your files: ${counted(linesRead, "line", "lines")} so far`;
  return `${count(checked)} of ${counted(planned, "record", "records")} checked`;
}

/** What the last check came to. Pure. */
export function checkWords({ checked, problems, refused, held, resources }: LastCheck): string {
  const of = resources ? ` of ${resources.map(resourceName).join(", ")}` : "";
  const looked = `${counted(checked, "record", "records")}${of} ${checked === 1 ? "was" : "were"} checked`;
  if (problems === 0) return `${looked}; nothing was found that the server would refuse.`;
  const things = counted(problems, "thing", "things");
  const records = counted(refused, "record", "records");
  if (refused === 0) return `${looked}; ${things} would hold back ${counted(held, "record", "records")}.`;
  return held === 0
    ? `${looked}; ${things} would be refused: ${records}.`
    : `${looked}; ${things} would be refused or hold others back: ${records} refused, ${count(held)} held back.`;
}

/** What has happened to it since; undefined: it is up to date. Pure. */
export function checkAgeWords({ outdated, left, problems }: LastCheck): string | undefined {
  if (outdated.length === 0) return undefined;
  const rest =
    left === problems
      ? ""
      : left === 0
        ? " Nothing of what was found is left."
        : ` Of what was found, ${count(left)} ${left === 1 ? "is" : "are"} left.`;
  return `${outdatedWords(outdated)}${rest}`;
}

/** What of a preview's records would be refused. Pure. */
export function foreseenWords({ refused, held }: Foreseen): string {
  if (refused + held === 0) return "Nothing was found of these that the server would refuse.";
  const why = `because of what ${held === 1 ? "it needs" : "they need"}`;
  if (refused === 0) return `${count(held)} of these would be held back ${why}.`;
  return `${count(refused)} of these would be refused${held === 0 ? "" : `, and ${count(held)} held back ${why}`}.`;
}
