import type { Db } from "../db/open.ts";
import { extensionType } from "./codes.ts";

export interface ListedCode {
  readonly id: number;
  readonly collection: number;
  readonly resource: string;
  readonly type: string;
  readonly code: string;
  /** Records that use it. */
  readonly uses: number;
}

const columns = "c.id, c.collection_id AS collection, k.resource, c.type, c.code, c.uses";

/** All SQL about the codes that records use: descriptor values, and (type "_ext") projects' parts. */
export function createCodesStore(db: Db) {
  const insert = db.prepare<[number, string, string], { id: number }>(
    `INSERT INTO codes (collection_id, type, code) VALUES (?, ?, ?)
     ON CONFLICT (collection_id, type, code) DO UPDATE SET type = excluded.type RETURNING id`,
  );
  const all = db.prepare<[number], { id: number; type: string; code: string }>(
    "SELECT id, type, code FROM codes WHERE collection_id = ?",
  );
  const one = db.prepare<[number], { type: string; code: string }>(
    "SELECT type, code FROM codes WHERE id = ?",
  );
  const use = db.prepare<[number, number]>("UPDATE codes SET uses = uses + ? WHERE id = ?");
  const ofSets = db.prepare<[string], ListedCode>(
    `SELECT ${columns} FROM codes c JOIN collections k ON k.id = c.collection_id
     WHERE k.set_id IN (SELECT value FROM json_each(?)) AND c.uses > 0`,
  );

  return {
    /** The codes of a collection, used or not. */
    all: (collection: number) => all.all(collection),
    one: (id: number) => one.get(id),
    /** Id of a code that is new to the collection. */
    add: (collection: number, type: string, code: string): number =>
      (insert.get(collection, type, code) as { id: number }).id,
    /** `by` more records (or fewer) use it. */
    use: (id: number, by: number) => use.run(by, id),
    /** Descriptor codes that records of these sets use. */
    inUse: (sets: readonly number[]): ListedCode[] =>
      ofSets.all(JSON.stringify(sets)).filter(({ type }) => type !== extensionType),
    /** Projects whose `_ext` parts records of these sets have; `code` is the projectKey. */
    extensionsInUse: (sets: readonly number[]): ListedCode[] =>
      ofSets.all(JSON.stringify(sets)).filter(({ type }) => type === extensionType),
  };
}
export type CodesStore = ReturnType<typeof createCodesStore>;
