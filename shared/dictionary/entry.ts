import type { Explanation, Topic } from "../domain/dictionary.ts";

export type Entry = Omit<Explanation, "topic" | "note">;
export type Entries = Partial<Record<Topic, Entry>>;
