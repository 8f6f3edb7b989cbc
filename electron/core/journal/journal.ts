import { AuditEntry } from "../../../shared/domain/audit.ts";
import type { JournalKind, JournalLine, JournalPage } from "../../../shared/domain/journal.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { JournalStore, Span, StoredSetting, Stretch } from "./journal-store.ts";
import { causeChangeLine, refusalLine, runLine } from "./lines.ts";
import { boundOf, inOrder, markOf, type Placed, readMark } from "./order.ts";
import { settingLine } from "./setting-line.ts";

export interface JournalParts {
  readonly store: JournalStore;
  readonly connections: () => readonly StoredConnection[];
  /** Replaces a key's digest by a keyed one. */
  readonly keyed: (key: Buffer) => Buffer;
}

/** Which lines: of some kinds, from a moment and before another, after a page. */
interface Wanted {
  readonly kind?: JournalKind | readonly JournalKind[] | undefined;
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const beginning = new Date(0).toISOString();
/** After every moment that is written down. */
const end = "9999-12-31T00:00:00.000Z";
const inUtc = (moment: string) => new Date(moment).toISOString();
/** More lines than this are no file that a person reviews; the newest are taken. */
const mostLines = 200_000;
const linesAtATime = 1000;

/**
 * What happened, for reading and for review elsewhere. Nothing is written for it: it is told from what runs, answers and the
 * audit have left on disk, through a list of what may be told (lines.ts).
 */
export class Journal {
  readonly #parts: JournalParts;
  readonly #mostLines: number;

  constructor(parts: JournalParts, lines = mostLines) {
    this.#parts = parts;
    this.#mostLines = lines;
  }

  /** A page of it, newest first. Lines of one millisecond have an order, too: none is passed over between two pages. */
  list(connection: StoredConnection | undefined, wanted: Wanted): JournalPage {
    const { since = beginning, before = end, limit } = wanted;
    const span = { connection: connection?.id ?? null, since: inUtc(since), before: inUtc(before) };
    const placed = this.#read(span, wanted);
    const last = placed.length === limit ? placed.at(-1) : undefined;
    return { lines: placed.map(({ line }) => line), ...(last && { next: markOf(last) }) };
  }

  /** The newest of all lines from a moment on, as many as a review file has room for, and how many older ones that leaves out. */
  async newest(since: string | undefined): Promise<{ lines: JournalLine[]; leftOut: number }> {
    const lines = await this.#pages(since);
    const there = this.#parts.store.count(since === undefined ? beginning : inUtc(since));
    return { lines, leftOut: Math.max(0, there - lines.length) };
  }

  /** Page by page, so that nobody waits for all of them. */
  async #pages(since: string | undefined): Promise<JournalLine[]> {
    const lines: JournalLine[] = [];
    for (let after: string | undefined; lines.length < this.#mostLines; ) {
      const limit = Math.min(linesAtATime, this.#mostLines - lines.length);
      const page = this.list(undefined, { since, after, limit });
      lines.push(...page.lines);
      if (page.next === undefined) break;
      after = page.next;
      await new Promise(setImmediate);
    }
    return lines;
  }

  #read(span: Span, { kind, after, limit }: Omit<Wanted, "since" | "before">): Placed[] {
    const { store, keyed } = this.#parts;
    const uids = this.#uids();
    const uidOf = (id: number) => uids.get(id) ?? "";
    const mark = after === undefined ? undefined : readMark(after);
    const read = <Row extends { id: number }>(
      of: JournalKind,
      rows: (stretch: Stretch) => readonly Row[],
      line: (row: Row) => JournalLine,
    ): Placed[] =>
      kind !== undefined && ![kind].flat().includes(of)
        ? []
        : rows({ ...span, ...boundOf(of, span.before, mark), limit }).map((row) => ({
            id: row.id,
            line: line(row),
          }));
    return [
      ...read("run", store.runs, (run) => runLine(uidOf(run.connection), run)),
      ...read("refusal", store.refusals, (row) => refusalLine(uidOf(row.connection), row, keyed)),
      ...read("cause-change", store.causeChanges, (row) => causeChangeLine(uidOf(row.connection), row)),
      ...read("setting", store.settings, (row) => settingLine(uidOrNone(uids, row), shownSetting(row))),
    ]
      .sort(inOrder)
      .slice(0, limit);
  }

  #uids(): ReadonlyMap<number, string> {
    return new Map(this.#parts.connections().map(({ id, uid }) => [id, uid]));
  }
}

const uidOrNone = (uids: ReadonlyMap<number, string>, { connection }: StoredSetting) =>
  connection === null ? undefined : uids.get(connection);

function shownSetting({ at, what, changes }: StoredSetting) {
  const fields = AuditEntry.shape.changes.parse(JSON.parse(changes)).map(({ field }) => field);
  return { at, what, fields };
}
