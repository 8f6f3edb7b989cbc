import { Profile } from "../../../shared/domain/profile.ts";
import type { Db } from "../db/open.ts";

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly content: string;
}

export interface StoredProfile {
  readonly id: number;
  /** Null: of one connection only. */
  readonly name: string | null;
  readonly profile: Profile;
}

/** All SQL about profiles and which connection uses which. */
export function createProfilesStore(db: Db) {
  const ofConnection = db.prepare<[number], Row>(
    "SELECT p.id, p.name, p.content FROM profiles p JOIN connections c ON c.profile_id = p.id WHERE c.id = ?",
  );
  const byName = db.prepare<[string], Row>("SELECT id, name, content FROM profiles WHERE name = ?");
  const named = db.prepare<[], Row>(
    "SELECT id, name, content FROM profiles WHERE name IS NOT NULL ORDER BY name COLLATE NOCASE",
  );
  const insert = db.prepare<[string | null, string]>("INSERT INTO profiles (name, content) VALUES (?, ?)");
  const setContent = db.prepare<[string, number]>("UPDATE profiles SET content = ? WHERE id = ?");
  const setName = db.prepare<[string, number]>("UPDATE profiles SET name = ? WHERE id = ?");
  const use = db.prepare<[number | null, number]>("UPDATE connections SET profile_id = ? WHERE id = ?");
  const users = db.prepare<[number], { id: number; name: string }>(
    "SELECT id, name FROM connections WHERE profile_id = ? ORDER BY name COLLATE NOCASE",
  );
  const remove = db.prepare<[number]>("DELETE FROM profiles WHERE id = ?");
  const removeUnused = db.prepare(
    `DELETE FROM profiles WHERE name IS NULL
     AND id NOT IN (SELECT profile_id FROM connections WHERE profile_id IS NOT NULL)`,
  );

  return {
    ofConnection: (connection: number) => read(ofConnection.get(connection)),
    byName: (name: string) => read(byName.get(name)),
    named: (): StoredProfile[] => named.all().flatMap((row) => read(row) ?? []),
    add: (name: string | null, profile: Profile): number =>
      Number(insert.run(name, JSON.stringify(profile)).lastInsertRowid),
    setContent: (id: number, profile: Profile) => setContent.run(JSON.stringify(profile), id),
    setName: (id: number, name: string) => setName.run(name, id),
    /** Also lets go of a profile that nobody else could find. */
    use(connection: number, profile: number | null) {
      use.run(profile, connection);
      removeUnused.run();
    },
    users: (id: number) => users.all(id),
    remove: (id: number) => remove.run(id),
  };
}
export type ProfilesStore = ReturnType<typeof createProfilesStore>;

const read = (row: Row | undefined): StoredProfile | undefined =>
  row && { id: row.id, name: row.name, profile: Profile.parse(JSON.parse(row.content)) };
