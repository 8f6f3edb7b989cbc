/** Under which key (a JSON list of its values) a record was before, where that followed the key of what it refers to. */
export const sql = `
CREATE TABLE followed_keys (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  record_id INTEGER NOT NULL,
  former TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, record_id)
) STRICT, WITHOUT ROWID;
`;
