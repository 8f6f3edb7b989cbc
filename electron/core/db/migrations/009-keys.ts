/**
 * Records whose natural key changed.
 *
 * `records.source_id` is the digest of what tells a record apart in its source, whatever its key: `source_ids` says which
 * member that is, for all who read the folder. `key_changes` are pairs that the reader met: the new record may be the
 * old one under another key. They hold while the old one is gone and the new one is there.
 * Per connection: `renames` are keys that its server changed (`former` and `now`: JSON lists of key values), by which
 * what refers to them is recognised; `recreations` are records that are to be made anew, because no key of theirs can be
 * changed: nothing of that is done before it is confirmed.
 */
export const sql = `
ALTER TABLE records ADD COLUMN source_id BLOB;
CREATE INDEX records_by_source_id ON records (collection_id, source_id) WHERE source_id IS NOT NULL;

CREATE TABLE source_ids (
  folder TEXT NOT NULL,
  resource TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (folder, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_changes (
  new_record INTEGER NOT NULL,
  old_record INTEGER NOT NULL,
  found_by TEXT NOT NULL CHECK (found_by = 'source id' OR found_by = 'row'),
  at INTEGER NOT NULL,
  PRIMARY KEY (new_record, old_record)
) STRICT, WITHOUT ROWID;

CREATE TABLE renames (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  resource TEXT NOT NULL,
  former TEXT NOT NULL,
  now TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, resource, former)
) STRICT, WITHOUT ROWID;
CREATE INDEX renames_by_record ON renames (record_id, connection_id);

CREATE TABLE recreations (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  new_record INTEGER NOT NULL,
  old_record INTEGER NOT NULL,
  confirmed_at INTEGER,
  PRIMARY KEY (connection_id, new_record)
) STRICT, WITHOUT ROWID;
`;
