import type { Db } from "../db/open.ts";
import type { Model } from "./types.ts";

/** All SQL about models. A model is kept once, however many connections have it; the last ones asked for stay in memory. */
export function createModelsStore(db: Db) {
  const insert = db.prepare<[string, string]>(
    "INSERT INTO models (signature, model) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const idOf = db.prepare<[string], number>("SELECT id FROM models WHERE signature = ?").pluck();
  const model = db.prepare<[number], string>("SELECT model FROM models WHERE id = ?").pluck();
  const recent = new Map<number, Model>();
  const mostRecent = 4;

  const remember = (id: number, value: Model) => {
    recent.delete(id);
    recent.set(id, value);
    const [oldest] = recent.keys();
    if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
    return value;
  };

  return {
    /** The id of an equal model that is kept, or of this one, kept now. */
    ensure(value: Model): number {
      insert.run(value.signature, JSON.stringify(value));
      const id = idOf.get(value.signature) as number;
      remember(id, value);
      return id;
    },
    byId(id: number): Model | undefined {
      const known = recent.get(id);
      if (known) return remember(id, known);
      const text = model.get(id);
      return text === undefined ? undefined : remember(id, JSON.parse(text));
    },
  };
}
export type ModelsStore = ReturnType<typeof createModelsStore>;
