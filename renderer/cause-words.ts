import type { Cause, CauseEvent, CauseKind } from "../shared/domain/cause.ts";
import { count, counted, resourceName } from "./format.ts";

interface KindWords {
  readonly icon: string;
  readonly word: string;
}

const kinds: Readonly<Record<CauseKind, KindWords>> = {
  "missing-parent": { icon: "◇", word: "Missing record" },
  "failed-parent": { icon: "◇", word: "Refused record" },
  descriptor: { icon: "≠", word: "Code" },
  permission: { icon: "⊘", word: "Permission" },
  waiting: { icon: "◌", word: "Waiting" },
  validation: { icon: "▲", word: "Wrong value" },
  identity: { icon: "⇄", word: "Identity" },
  "key-change": { icon: "⇄", word: "Changed key" },
  "changed-elsewhere": { icon: "⇄", word: "Changed by others" },
  "rejected-line": { icon: "▤", word: "Unreadable line" },
  "not-deleted": { icon: "–", word: "Not deleted" },
  request: { icon: "⇢", word: "Request" },
  server: { icon: "?", word: "Server" },
  other: { icon: "•", word: "Other" },
};

/** An icon and a word for what kind of thing has to be mended. */
export const kindWords = (kind: CauseKind): KindWords => kinds[kind];

/** Undefined for a kind that there is not. */
export const readKind = (given: string): CauseKind | undefined =>
  Object.hasOwn(kinds, given) ? (given as CauseKind) : undefined;

const reasons: Readonly<Record<NonNullable<CauseEvent["why"]>, string>> = {
  source: "your files changed",
  mapping: "a mapping was saved",
  profile: "the profile was changed",
  permission: "the key was granted more",
  folder: "a folder was left",
  choice: "a version was chosen",
  key: "keys changed",
  schools: "other schools are sent",
};

/** What happened to a cause, in a sentence: what came, what was mended, what went. `isFirst`: nothing did before. Pure. */
export function eventWords(event: CauseEvent, isFirst: boolean): string {
  const { before, after, joined, mended, accepted, withdrawn, run, why } = event;
  const more = before > 0 ? "more" : isFirst ? "met it" : "came back to it";
  const parts = [
    joined > 0 && `${counted(joined, "record", "records")} ${more}`,
    mended > 0 && `${counted(mended, "record was", "records were")} mended`,
    accepted > 0 && `${count(accepted)} accepted`,
    withdrawn > 0 && `${count(withdrawn)} left it another way`,
  ].filter((part) => part !== false);
  const how = why === undefined ? (run === undefined ? "" : `Push ${run}: `) : `${upper(reasons[why])}: `;
  return `${how}${parts.join(", ")}${endWords(before, after)}.`;
}

function endWords(before: number, after: number): string {
  if (after === 0) return "; cleared";
  return before === 0 || after === before ? "" : `; ${counted(after, "waits", "wait")}`;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How many of it go by themselves, and when. Undefined: none. Pure. */
export function readyWords({ ready, releases }: Cause, next: string | undefined): string | undefined {
  if (ready === 0) return undefined;
  const all = ready === releases && releases > 1 ? "All " : "";
  const how = next === undefined ? "They go when you send next." : `They go with the next batch, ${next}.`;
  const one = next === undefined ? "It goes when you send next." : `It goes with the next batch, ${next}.`;
  return `${all}${counted(ready, "record is", "records are")} ready. ${ready === 1 ? one : how}`;
}

/** "schools, sections · waits behind it: 45,011 · status 400". */
export function placeWords({ resources, held, status }: Cause): string {
  const first = resources.slice(0, 2).map(resourceName).join(", ");
  const more = resources.length > 2 ? ` and ${count(resources.length - 2)} more` : "";
  const behind = held > 0 ? ` · ${count(held)} wait behind it` : "";
  return `${first}${more}${behind}${status === undefined ? "" : ` · status ${status}`}`;
}
