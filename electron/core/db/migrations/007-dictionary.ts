/** Which entry of the dictionary explains a cause (null: that of its kind), and what the district has written to entries. */
export const sql = `
ALTER TABLE causes ADD COLUMN topic TEXT;

CREATE TABLE dictionary_notes (
  topic TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
