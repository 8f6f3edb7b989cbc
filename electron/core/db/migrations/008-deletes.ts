/** Deletes: what a connection's folders are complete lists of. `schools`: a JSON list of ids; null: of all of them. */
export const sql = `
CREATE TABLE complete_lists (
  connection_id INTEGER NOT NULL,
  folder TEXT NOT NULL,
  resource TEXT NOT NULL,
  schools TEXT,
  PRIMARY KEY (connection_id, folder, resource),
  FOREIGN KEY (connection_id, folder) REFERENCES connection_sources (connection_id, folder) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`;
