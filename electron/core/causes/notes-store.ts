import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Db } from "../db/open.ts";

/** All SQL about what the district has written to entries of the dictionary. */
export function createNotesStore(db: Db) {
  const of = db.prepare<[string], string>("SELECT text FROM dictionary_notes WHERE topic = ?").pluck();
  const all = db.prepare<[], { topic: Topic; text: string }>(
    "SELECT topic, text FROM dictionary_notes ORDER BY topic",
  );
  const set = db.prepare<[string, string]>(
    "INSERT INTO dictionary_notes (topic, text) VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text",
  );
  const add = db.prepare<[string, string]>(
    "INSERT INTO dictionary_notes (topic, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const remove = db.prepare<[string]>("DELETE FROM dictionary_notes WHERE topic = ?");
  return {
    of: (topic: Topic) => of.get(topic),
    all: () => all.all(),
    /** An empty text takes the note away. */
    set: (topic: Topic, text: string) => void (text === "" ? remove.run(topic) : set.run(topic, text)),
    /** Where there is none yet: what a colleague wrote takes no place of one's own. */
    add: (topic: Topic, text: string) => void add.run(topic, text),
  };
}
export type NotesStore = ReturnType<typeof createNotesStore>;
