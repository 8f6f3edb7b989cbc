/** How the pages were left; without a row: as they come. */
export const sql = `
CREATE TABLE page_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  content TEXT NOT NULL
) STRICT;
`;
