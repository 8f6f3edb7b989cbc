import type { CauseKind } from "../domain/cause.ts";
import { type Explanation, type Topic, topics } from "../domain/dictionary.ts";
import { dataEntries } from "./data-entries.ts";
import { deleteEntries } from "./delete-entries.ts";
import type { Entry } from "./entry.ts";
import { hostEntries } from "./host-entries.ts";

/** What every cause means and what to do about it: an entry for each topic, so that no cause is without one. */
const entries: Readonly<Record<Topic, Entry>> = { ...dataEntries, ...hostEntries, ...deleteEntries };

export const explain = (topic: Topic): Omit<Explanation, "note"> => ({ topic, ...entries[topic] });

/** What a cause is about where nothing finer is known of it. */
export function topicOfKind(kind: CauseKind): Topic {
  if (kind === "failed-parent") return "missing-parent";
  return kind === "request" ? "other.request" : kind;
}

export const isTopic = (text: string): text is Topic => (topics as readonly string[]).includes(text);
