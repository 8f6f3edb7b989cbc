/**
 * The first schema.
 *
 * `records.id` is `collection_id * 2^32 + position`: a collection (one resource of one record set) is one range of
 * the table, so that a push reads it in file order without another index.
 * Digests are 16 bytes of SHA-256. A record's `key` covers identity group and natural key, so that a reference to an
 * education organization finds a school; `hash` names its content.
 * Checks are chains of OR: SQLite builds an IN list anew for every row that is written.
 * `states` has a row once a connection has done something with a record: no row is `new`.
 */
export const sql = `
CREATE TABLE connections (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  settings TEXT NOT NULL,
  server TEXT,
  server_seen_at TEXT,
  key_ending TEXT,
  key_since TEXT,
  model_id INTEGER REFERENCES models (id),
  dependencies TEXT,
  metadata TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE models (
  id INTEGER PRIMARY KEY,
  signature TEXT NOT NULL UNIQUE,
  model TEXT NOT NULL
) STRICT;

CREATE TABLE record_sets (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  format TEXT NOT NULL,
  model_id INTEGER NOT NULL REFERENCES models (id),
  read_at TEXT,
  UNIQUE (folder, model_id)
) STRICT;

CREATE TABLE connection_sources (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  folder TEXT NOT NULL,
  format TEXT NOT NULL,
  position INTEGER NOT NULL,
  set_id INTEGER REFERENCES record_sets (id),
  PRIMARY KEY (connection_id, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE collections (
  id INTEGER PRIMARY KEY,
  set_id INTEGER NOT NULL REFERENCES record_sets (id),
  resource TEXT NOT NULL,
  next_position INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0,
  stale INTEGER NOT NULL DEFAULT 0,
  UNIQUE (set_id, resource)
) STRICT;

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  set_id INTEGER NOT NULL REFERENCES record_sets (id),
  collection_id INTEGER REFERENCES collections (id),
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest BLOB,
  records INTEGER NOT NULL DEFAULT 0,
  fingerprints BLOB,
  positions BLOB,
  UNIQUE (set_id, path)
) STRICT;

CREATE TABLE rejected_lines (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  lines INTEGER NOT NULL DEFAULT 1,
  key BLOB,
  PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX rejected_lines_by_key ON rejected_lines (key) WHERE key IS NOT NULL;

CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  key BLOB NOT NULL,
  hash BLOB NOT NULL,
  refs BLOB NOT NULL,
  file_id INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'stopped', 'crashed')),
  request TEXT NOT NULL,
  result TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX runs_by_connection ON runs (connection_id, id);

CREATE TABLE causes (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  who TEXT NOT NULL,
  resource TEXT NOT NULL,
  status INTEGER,
  type TEXT,
  failed INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  UNIQUE (connection_id, fingerprint)
) STRICT;

CREATE TABLE states (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  record_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (
    state = 'sent' OR state = 'changed' OR state = 'failed' OR state = 'blocked' OR state = 'waiting'
    OR state = 'unknown' OR state = 'gone' OR state = 'delete-pending' OR state = 'deleted'
  ),
  accepted BLOB,
  server_id TEXT,
  etag TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  status INTEGER,
  cause_id INTEGER,
  blocked_by BLOB,
  run_id INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX states_by_cause ON states (cause_id, record_id) WHERE cause_id IS NOT NULL;
CREATE INDEX states_not_sent ON states (connection_id, record_id) WHERE state <> 'sent';

CREATE TABLE state_counts (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  collection_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (connection_id, collection_id, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE frontiers (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  collection_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (connection_id, collection_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE in_flight (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL,
  records BLOB NOT NULL
) STRICT;

CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  record_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX answers_by_record ON answers (record_id, connection_id);
`;
