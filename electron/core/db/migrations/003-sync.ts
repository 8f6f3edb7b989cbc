/** The sync engine in full: schedules and submissions, how many requests at a time suited a server, resync by date. */
export const sql = `
ALTER TABLE connections ADD COLUMN best_concurrency INTEGER;
ALTER TABLE connections ADD COLUMN best_concurrency_at TEXT;
`;
