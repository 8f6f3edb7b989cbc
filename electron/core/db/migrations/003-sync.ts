/** The sync engine in full: schedules and submissions, how many requests at a time suited a server, resync by date. */
export const sql = `
ALTER TABLE connections ADD COLUMN best_concurrency INTEGER;
ALTER TABLE connections ADD COLUMN best_concurrency_at TEXT;

-- What a connection sends by itself, and when; since (milliseconds): times up to there are settled.
CREATE TABLE schedules (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  content TEXT,
  paused_at TEXT,
  since INTEGER NOT NULL,
  last_start INTEGER
) STRICT;

CREATE TABLE submissions (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  started_by TEXT NOT NULL CHECK (started_by IN ('window', 'browser', 'command line', 'schedule')),
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'running', 'done', 'stopped', 'cancelled', 'crashed')),
  started_at TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX submissions_by_connection ON submissions (connection_id, id);
CREATE INDEX submissions_in_turn ON submissions (connection_id, id) WHERE state = 'accepted';

-- Runs that wait for their turn, which a constraint of the first table did not know. No other table refers to runs.
CREATE TABLE runs_in_turn (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  submission_id INTEGER REFERENCES submissions (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'stopped', 'crashed')),
  request TEXT NOT NULL,
  result TEXT,
  refused INTEGER NOT NULL DEFAULT 0,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
INSERT INTO runs_in_turn (id, connection_id, state, request, result, started_at, ended_at)
  SELECT id, connection_id, state, request, result, started_at, ended_at FROM runs;
DROP TABLE runs;
ALTER TABLE runs_in_turn RENAME TO runs;
CREATE INDEX runs_by_connection ON runs (connection_id, id);
CREATE INDEX runs_by_submission ON runs (submission_id) WHERE submission_id IS NOT NULL;

-- Resync: the day that a record is about (days since 1970), when the source changed it (milliseconds; null: when its
-- collection was first read), and the cause that it had before its source changed. Days are found by reading once more.
ALTER TABLE records ADD COLUMN event_day INTEGER;
ALTER TABLE records ADD COLUMN changed_at INTEGER;
ALTER TABLE collections ADD COLUMN first_read_at INTEGER;
ALTER TABLE states ADD COLUMN former_cause INTEGER;
CREATE INDEX records_by_change ON records (collection_id, changed_at) WHERE changed_at IS NOT NULL;
CREATE INDEX states_by_former_cause ON states (former_cause, record_id) WHERE former_cause IS NOT NULL;
UPDATE files SET digest = NULL, fingerprints = NULL, positions = NULL;
`;
