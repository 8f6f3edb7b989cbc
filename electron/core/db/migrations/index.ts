import * as first from "./001-first.ts";
import * as connections from "./002-connections.ts";
import * as sync from "./003-sync.ts";
import * as ledger from "./004-ledger.ts";
import * as firstSync from "./005-first-sync.ts";
import * as resync from "./006-resync.ts";
import * as dictionary from "./007-dictionary.ts";
import * as deletes from "./008-deletes.ts";
import * as keys from "./009-keys.ts";
import * as causes from "./010-causes.ts";
import * as journal from "./011-journal.ts";
import * as journalTimes from "./012-journal-times.ts";
import * as checks from "./013-checks.ts";
import * as schools from "./014-schools.ts";
import * as notices from "./015-notices.ts";
import * as damaged from "./016-damaged.ts";
import * as practice from "./017-practice.ts";
import * as page from "./018-page.ts";
import * as waitingNotices from "./019-waiting-notices.ts";
import * as followedKeys from "./020-followed-keys.ts";

/** Order is version: the n-th entry moves user_version from n-1 to n. Append only; a landed step is never edited. */
export const migrations: readonly string[] = [
  first.sql,
  connections.sql,
  sync.sql,
  ledger.sql,
  firstSync.sql,
  resync.sql,
  dictionary.sql,
  deletes.sql,
  keys.sql,
  causes.sql,
  journal.sql,
  journalTimes.sql,
  checks.sql,
  schools.sql,
  notices.sql,
  damaged.sql,
  practice.sql,
  page.sql,
  waitingNotices.sql,
  followedKeys.sql,
];
