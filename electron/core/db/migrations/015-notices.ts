/** How the window tells of what needs a person, for all connections; without a row: as Steward comes. */
export const sql = `
CREATE TABLE notice_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  content TEXT NOT NULL
) STRICT;
`;
