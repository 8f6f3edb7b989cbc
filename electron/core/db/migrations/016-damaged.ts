/**
 * `rejected_lines.known`: of a line that is no JSON, and whose whole key stands no more in what is left of it, the parts of
 * the key that do (see packParts).
 */
export const sql = `
ALTER TABLE rejected_lines ADD COLUMN known BLOB;
`;
