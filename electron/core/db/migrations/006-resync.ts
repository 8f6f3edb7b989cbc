/** Scheduled resyncs: their times are settled up to resync_since (milliseconds). */
export const sql = `
ALTER TABLE schedules ADD COLUMN resync_since INTEGER NOT NULL DEFAULT 0;
`;
