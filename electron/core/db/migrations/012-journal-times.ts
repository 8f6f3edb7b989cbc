/**
 * The journal is read by time, of one connection or of all: an index for each of them would cost every answer that is
 * written, so that the one of all is put together from those of the connections. It serves their removal, too.
 * Runs, and what opened and cleared causes, are read by time as well.
 */
export const sql = `
DROP INDEX answers_by_time;
CREATE INDEX answers_by_connection ON answers (connection_id, at);
CREATE INDEX runs_by_time ON runs (coalesce(ended_at, started_at), id) WHERE state <> 'queued';
CREATE INDEX cause_events_by_time ON cause_events (CASE WHEN after = 0 THEN until ELSE at END, id)
  WHERE (before = 0) <> (after = 0);

-- For how long, and how much, of the journal is kept; without a row: as Steward comes.
CREATE TABLE journal_retention (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  days INTEGER NOT NULL CHECK (days > 0),
  refusals INTEGER NOT NULL CHECK (refusals > 0)
) STRICT;
`;
