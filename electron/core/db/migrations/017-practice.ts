/**
 * The connection that leads to the practice API of this Steward itself: where that listens, and what its district was made of.
 * One row at most; it goes with its connection.
 */
export const sql = `
ALTER TABLE connections ADD COLUMN own_practice INTEGER NOT NULL DEFAULT 0;
CREATE TABLE practice (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  students INTEGER NOT NULL,
  faults TEXT NOT NULL,
  records INTEGER NOT NULL,
  mistakes INTEGER NOT NULL,
  mended_at TEXT
) STRICT;
`;
