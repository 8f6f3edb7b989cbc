/**
 * What the last check of a connection found, kept so that it can be read after a restart. Apart from `causes`: what is only
 * foreseen is never counted among what a server refused.
 *
 * `checks.basis`: what the answer was made from, in digests; where one is another now, the check is out of date.
 * `found_causes.id`: the same for the same fingerprint, so that an address of it stays good. `records`: the first of its
 * records, as a JSON list.
 */
export const sql = `
CREATE TABLE checks (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  resources TEXT,
  checked INTEGER NOT NULL,
  problems INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  held INTEGER NOT NULL,
  basis TEXT NOT NULL
) STRICT;

CREATE TABLE found_causes (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  who TEXT NOT NULL,
  resource TEXT NOT NULL,
  about TEXT,
  topic TEXT,
  failed INTEGER NOT NULL,
  held INTEGER NOT NULL,
  resources TEXT NOT NULL,
  example TEXT,
  records TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  PRIMARY KEY (connection_id, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX found_causes_by_id ON found_causes (connection_id, id);
`;
