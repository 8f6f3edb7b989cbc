/** What needs a person and was not told yet: in quiet hours, or because Steward ended before it could be told. */
export const sql = `
CREATE TABLE waiting_notices (
  key TEXT PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  told TEXT NOT NULL,
  cause_id INTEGER REFERENCES causes (id) ON DELETE CASCADE
) STRICT;
`;
