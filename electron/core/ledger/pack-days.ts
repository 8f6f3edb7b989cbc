import { entryBytes, standing } from "./entries.ts";
import { beginning, type LedgerStore, type Span } from "./ledger-store.ts";
import { mergeWords } from "./words.ts";

/** Entries in one packed row. */
const entriesInRow = 2048;
/** Days that stay as they were told: a clock that is set back by an hour or a night writes into none that is packed. */
const freshDays = 2;
/** Days beyond those that are kept, until they are merged: what stands is not written anew every day. */
const slack = 7;

type Packing = Pick<
  LedgerStore,
  "rows" | "entriesIn" | "lastRow" | "notePacked" | "removeOldest" | "unpacked" | "told" | "keepFrom"
>;

/**
 * Puts the rows of a span into fewer ones: one entry for each key, of the span's last day. Every step is a transaction of its
 * own, and may be the last one: merged entries stand behind those from which they came, and those go oldest first, so that
 * at every moment the rows say together what they said before. `isStanding`: only what the server has is kept.
 */
async function packSpan(ledger: Packing, span: Span, isStanding: boolean, signal: AbortSignal) {
  const last = ledger.lastRow(span);
  const entries = ledger.entriesIn(span);
  let waiting = Buffer.alloc(0);
  for await (const merged of mergeWords(() => ledger.rows(span), { entries })) {
    if (signal.aborted) return;
    waiting = Buffer.concat([waiting, isStanding ? standing(merged) : merged]);
    if (waiting.length < entriesInRow * entryBytes) continue;
    ledger.notePacked(span, waiting, isStanding);
    waiting = Buffer.alloc(0);
  }
  if (waiting.length > 0) ledger.notePacked(span, waiting, isStanding);
  while (!signal.aborted && ledger.removeOldest(span, last)) await new Promise(setImmediate);
}

/** Makes a connection's ledger small: past days each by itself, those that need not be kept to what stood at their end. */
export async function packDays(
  ledger: Packing,
  { connection, today, keptDays }: { connection: number; today: number; keptDays: number },
  signal: AbortSignal,
) {
  const firstKept = today - keptDays;
  for (const resource of ledger.told(connection, firstKept - slack)) {
    ledger.keepFrom(connection, firstKept);
    await packSpan(ledger, { connection, resource, from: beginning, to: firstKept - 1 }, true, signal);
    if (signal.aborted) return;
  }
  for (const { resource, day } of ledger.unpacked(connection, today - freshDays)) {
    await packSpan(ledger, { connection, resource, from: day, to: day }, false, signal);
    if (signal.aborted) return;
  }
}
