/**
 * Profiles, permissions, descriptors and their mappings, the audit, and what a connection was cloned from.
 *
 * `codes` are the descriptor values (and the `_ext` projects, type "_ext") that a collection's records use, with use counts;
 * `records.codes` holds their ids, 4 bytes each, little endian: what a mapping changes is found without reading a body.
 * Id 0 stands for values that are too many to be listed. All files are read once more, so that their codes are found.
 * `reshapes` are codes that became something else, and of which the records are yet to be marked as changed.
 * `profiles.name` is null for a profile that one connection has for itself. `audit` outlives its connection.
 */
export const sql = `
ALTER TABLE connections ADD COLUMN closed_at TEXT;
ALTER TABLE connections ADD COLUMN cloned_from TEXT;
ALTER TABLE connections ADD COLUMN profile_id INTEGER REFERENCES profiles (id);
ALTER TABLE connections ADD COLUMN descriptors_version TEXT;

ALTER TABLE causes ADD COLUMN about TEXT;

ALTER TABLE records ADD COLUMN codes BLOB NOT NULL DEFAULT x'';

CREATE TABLE codes (
  id INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  code TEXT NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0,
  UNIQUE (collection_id, type, code)
) STRICT;

CREATE TABLE profiles (
  id INTEGER PRIMARY KEY,
  name TEXT UNIQUE COLLATE NOCASE,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE api_profiles (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (connection_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE permissions (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX permissions_by_connection ON permissions (connection_id, id);

CREATE TABLE descriptor_types (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  readable INTEGER NOT NULL,
  n INTEGER NOT NULL,
  pulled_at TEXT NOT NULL,
  PRIMARY KEY (connection_id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE descriptors (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  uri TEXT NOT NULL,
  namespace TEXT NOT NULL,
  code_value TEXT NOT NULL,
  short_description TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (connection_id, type, uri)
) STRICT, WITHOUT ROWID;

CREATE TABLE mappings (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  code TEXT NOT NULL,
  uri TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (connection_id, type, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE reshapes (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (connection_id, type, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  connection_id INTEGER,
  connection TEXT,
  what TEXT NOT NULL,
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_connection ON audit (connection_id, id);

UPDATE files SET digest = NULL, fingerprints = NULL, positions = NULL;
`;
