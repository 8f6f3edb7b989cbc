import type { KeyChangeStep, KeyChanges } from "../shared/domain/key-change.ts";
import { counted } from "./format.ts";

type KeyChange = KeyChanges["changes"][number];

/** All of them, also those that are not in the list. */
export const changesIn = ({ renames, recreations }: KeyChanges): number =>
  renames.reduce((sum, { records }) => sum + records, recreations);

/** What becomes of all of them, in sentences; none where no key has changed. */
export function keyChangeWords(found: KeyChanges): string[] {
  const { recreations, unconfirmed } = found;
  const renamed = changesIn(found) - recreations;
  const [has, its] = recreations === 1 ? ["has a key", "It is"] : ["have keys", "They are"];
  const anew = `${counted(recreations, "record", "records")} ${has} that this server does not change. ${its} made anew, and what the server has under the old key is removed.`;
  return [
    ...(renamed > 0
      ? [
          `${counted(renamed, "record gets its new key", "records get their new keys")} on the server by ${renamed === 1 ? "itself" : "themselves"}, with the next push.`,
        ]
      : []),
    ...(recreations > 0 ? [`${anew} ${confirmationWords(recreations, unconfirmed)}`] : []),
  ];
}

function confirmationWords(recreations: number, unconfirmed: number): string {
  if (unconfirmed === 0) return "That is confirmed: each push goes on with what is left.";
  if (unconfirmed === recreations) return "Nothing of this happens before you confirm it.";
  return `${counted(unconfirmed, "of them is", "of them are")} held until you confirm it.`;
}

const steps: Readonly<Record<KeyChangeStep["what"], string>> = {
  create: "Send the new ones",
  move: "Send what refers to them, with the new key",
  remove: "Remove the old ones",
  drop: "Remove what refers to old ones, and is no longer in your files",
};

export const stepWords = (what: KeyChangeStep["what"]): string => steps[what];

export function fateWords({ how, confirmed }: Pick<KeyChange, "how" | "confirmed">): string {
  if (how === "rename") return "gets its new key";
  return confirmed ? "made anew" : "held until confirmed";
}

export const knownByWords = (foundBy: KeyChange["foundBy"]): string =>
  foundBy === "source id" ? "its source id" : "its row in the list";
