/** The journal is read by time, newest first: without this a page of it would look at every answer that there is. */
export const sql = `
CREATE INDEX answers_by_time ON answers (at);
`;
