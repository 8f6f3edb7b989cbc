/** The guided first sync, and what a submission is for. Connections that have sent something before need no guide. */
export const sql = `
CREATE TABLE first_syncs (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  content TEXT NOT NULL
) STRICT;
INSERT INTO first_syncs (connection_id, content)
  SELECT id, '{"finished":{"how":"earlier"},"stages":{}}' FROM connections c
  WHERE EXISTS (SELECT 1 FROM states s WHERE s.connection_id = c.id AND s.accepted IS NOT NULL);

-- Absent: what somebody, or the schedule, asked to be sent.
ALTER TABLE submissions ADD COLUMN purpose TEXT;
`;
