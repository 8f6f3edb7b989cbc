/**
 * Records of schools that a connection does not send have a state of their own, "outside": the list of states stands in a
 * check of the table, which is made anew for it. `school_scopes` says for which schools, and as of which reading of which
 * folders, these states were set last; a connection without a row sends the records of all schools.
 */
export const sql = `
CREATE TABLE states_with_outside (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  record_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (
    state = 'sent' OR state = 'changed' OR state = 'failed' OR state = 'blocked' OR state = 'waiting'
    OR state = 'unknown' OR state = 'gone' OR state = 'delete-pending' OR state = 'deleted' OR state = 'outside'
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
  former_cause INTEGER,
  PRIMARY KEY (connection_id, record_id)
) STRICT, WITHOUT ROWID;
INSERT INTO states_with_outside
  (connection_id, record_id, state, accepted, server_id, etag, attempts, status, cause_id, blocked_by, run_id, at, former_cause)
  SELECT connection_id, record_id, state, accepted, server_id, etag, attempts, status, cause_id, blocked_by, run_id, at, former_cause
  FROM states ORDER BY connection_id, record_id;
DROP TABLE states;
ALTER TABLE states_with_outside RENAME TO states;
CREATE INDEX states_by_cause ON states (cause_id, record_id) WHERE cause_id IS NOT NULL;
CREATE INDEX states_not_sent ON states (connection_id, record_id) WHERE state <> 'sent';
CREATE INDEX states_by_former_cause ON states (former_cause, record_id) WHERE former_cause IS NOT NULL;

CREATE TABLE school_scopes (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  settled TEXT NOT NULL
) STRICT;
`;
