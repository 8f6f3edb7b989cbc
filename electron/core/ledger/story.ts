import type { SentOnDay } from "../../../shared/domain/record.ts";
import { isoDay } from "./calendar.ts";
import { entryBytes, kindOf } from "./entries.ts";
import { beginning, type LedgerStore } from "./ledger-store.ts";

/** After all days. */
const end = 1_000_000;

interface Told {
  readonly connection: number;
  readonly resource: string;
  /** Digest of identity group and natural key. */
  readonly key: Buffer;
}

/** What the ledger tells of one record, the newest first. Looks through the entries of its resource, and lets others in between. */
export async function storyOf(
  ledger: Pick<LedgerStore, "keyed" | "pages">,
  { connection, resource, key }: Told,
): Promise<SentOnDay[]> {
  const digest = ledger.keyed(key);
  const story: SentOnDay[] = [];
  for (const rows of ledger.pages({ connection, resource, from: beginning, to: end })) {
    for (const { day, standing, entries } of rows) {
      for (const kind of kindsOf(entries, digest))
        story.push({ day: isoDay(day), what: standing === 1 ? "standing" : kind });
    }
    await new Promise(setImmediate);
  }
  return story.reverse();
}

/** An entry begins with its record's digest: found elsewhere, the bytes are another entry's. */
function kindsOf(entries: Buffer, digest: Buffer) {
  const kinds: ReturnType<typeof kindOf>[] = [];
  for (let at = entries.indexOf(digest); at >= 0; at = entries.indexOf(digest, at + 1))
    if (at % entryBytes === 0) kinds.push(kindOf(entries, at));
  return kinds;
}
