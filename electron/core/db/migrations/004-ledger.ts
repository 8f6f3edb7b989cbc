/**
 * What was sent, for good: the ledger that "as sent on a day" is answered from.
 *
 * `ledger.entries` is a list of entries of 33 bytes each: see electron/core/ledger/entries.ts. A row is what one transaction
 * of outcomes told of one resource; those of past days are packed into fewer rows (`packed`), those beyond the time that is
 * kept into what stood at its end (`standing`). Rows are read in the order of day and id.
 * `ledgers` has a row where not everything is told: of days before `kept_from`. `adopted`: the last record of which a ledger
 * that began in the middle has noted what was accepted before; null when that is done.
 */
export const sql = `
CREATE TABLE ledger_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL
) STRICT;

CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  resource TEXT NOT NULL,
  day INTEGER NOT NULL,
  packed INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  entries BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_by_day ON ledger (connection_id, resource, day);
CREATE INDEX ledger_unpacked ON ledger (connection_id, day, resource) WHERE packed = 0;

CREATE TABLE ledgers (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  kept_from INTEGER NOT NULL,
  adopted INTEGER
) STRICT;
INSERT INTO ledgers (connection_id, kept_from, adopted)
  SELECT id, unixepoch() / 86400, -1 FROM connections c
  WHERE EXISTS (SELECT 1 FROM states s WHERE s.connection_id = c.id AND s.accepted IS NOT NULL);
`;
