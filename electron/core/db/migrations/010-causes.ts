/**
 * The life of a cause: what of it is repaired and waits to go, since when it is open, when it was cleared, what happened.
 *
 * `states.former_cause` is now kept until the outcome is known: `causes.repaired` counts these records, so that a cause
 * is not cleared before what it held back was accepted or withdrawn.
 * `causes.shut`: something else than refused records holds what waits (a code without mapping, a parent that is in no
 * file), and is not mended yet. `told`: this opening was told to those who listen.
 * A row of `cause_events` is what one run, or one stretch of changes outside of runs (`why`), did to a cause.
 */
export const sql = `
ALTER TABLE causes ADD COLUMN repaired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE causes ADD COLUMN shut INTEGER NOT NULL DEFAULT 0;
ALTER TABLE causes ADD COLUMN opened_at TEXT;
ALTER TABLE causes ADD COLUMN cleared_at TEXT;
ALTER TABLE causes ADD COLUMN told INTEGER NOT NULL DEFAULT 0;

UPDATE states SET former_cause = NULL
  WHERE former_cause IS NOT NULL AND (cause_id IS NOT NULL OR state NOT IN ('changed', 'unknown', 'waiting'));
UPDATE causes SET
  repaired = (SELECT count(*) FROM states WHERE former_cause = causes.id),
  shut = coalesce(topic, kind) IN ('missing-parent.files', 'descriptor.unmapped', 'waiting.switched-off', 'waiting.association',
    'identity.folders', 'key-change') OR kind = 'not-deleted',
  opened_at = first_seen,
  told = 1;
UPDATE causes SET cleared_at = last_seen WHERE failed + held + repaired = 0;

CREATE TABLE cause_events (
  id INTEGER PRIMARY KEY,
  cause_id INTEGER NOT NULL REFERENCES causes (id) ON DELETE CASCADE,
  run_id INTEGER,
  why TEXT,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  before INTEGER NOT NULL,
  after INTEGER NOT NULL,
  joined INTEGER NOT NULL,
  mended INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX cause_events_by_cause ON cause_events (cause_id, id);
`;
