import { AuditEntry } from "../../../shared/domain/audit.ts";
import type { BundleManifest, CauseLine, JournalLine, Review } from "../../../shared/domain/journal.ts";
import type { CausesStore } from "../causes/causes-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { PermissionsStore } from "../profile/permissions-store.ts";
import type { StatesStore } from "../sync/states-store.ts";
import type { JournalStore, StoredSetting, Stretch } from "./journal-store.ts";
import { causeLine, refusalLine, runLine, settingLine } from "./lines.ts";

export interface JournalParts {
  readonly store: JournalStore;
  readonly connections: () => readonly StoredConnection[];
  readonly causes: Pick<CausesStore, "all">;
  readonly permissions: Pick<PermissionsStore, "of">;
  readonly states: Pick<StatesStore, "countAll">;
  /** Replaces a key's digest by a keyed one. */
  readonly keyed: (key: Buffer) => Buffer;
  /** Which Steward this is. */
  readonly version: string;
}

const beginning = new Date(0).toISOString();
/** After every moment that is written down. */
const end = "9999";
/** More lines than this are no file that a person reviews; the newest are taken. */
const mostLines = 200_000;
const keptFor = 400 * 24 * 60 * 60 * 1000;

/**
 * What happened, for reading and for review elsewhere. Nothing is written for it: it is told from what runs, answers, causes
 * and the audit have left on disk, through a list of what may be told (lines.ts).
 */
export class Journal {
  readonly #parts: JournalParts;

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** The newest, newest first. */
  list(connection: StoredConnection | undefined, limit: number): JournalLine[] {
    return this.#read({ connection: connection?.id ?? null, since: beginning, before: end, limit });
  }

  /** All that a review file holds. */
  review(since: string | undefined): Review {
    const from = since === undefined ? beginning : new Date(since).toISOString();
    const journal = this.#read({ connection: null, since: from, before: end, limit: mostLines });
    const causes = this.#causes(from);
    return { manifest: this.#manifest(since, causes, journal), causes, journal };
  }

  /** Forgets answers and ended runs from before this moment, some at a time. */
  async purge(before: string): Promise<{ answers: number; runs: number }> {
    const { store } = this.#parts;
    const moment = new Date(before);
    let answers = 0;
    for (let some = store.removeSomeAnswers(moment.getTime()); some > 0; ) {
      answers += some;
      await new Promise(setImmediate);
      some = store.removeSomeAnswers(moment.getTime());
    }
    return { answers, runs: store.removeRuns(moment.toISOString()) };
  }

  /** What is older than a year and a month is forgotten by itself. */
  async retain(now: number): Promise<void> {
    await this.purge(new Date(now - keptFor).toISOString());
  }

  #read(stretch: Stretch): JournalLine[] {
    const { store, keyed } = this.#parts;
    const uids = this.#uids();
    const uidOf = (id: number) => uids.get(id) ?? "";
    const lines = [
      ...store.runs(stretch).map((run) => runLine(uidOf(run.connection), run)),
      ...store.refusals(stretch).map((row) => refusalLine(uidOf(row.connection), row, keyed)),
      ...store.settings(stretch).map((row) => settingLine(uidOrNone(uids, row), shownSetting(row))),
    ];
    return lines.sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, stretch.limit);
  }

  #uids(): ReadonlyMap<number, string> {
    return new Map(this.#parts.connections().map(({ id, uid }) => [id, uid]));
  }

  #causes(from: string): CauseLine[] {
    return this.#parts.connections().flatMap(({ id, uid }) =>
      this.#parts.causes
        .all(id)
        .filter(({ clearedAt, lastSeen }) => clearedAt === null || lastSeen >= from)
        .map((cause) => causeLine(uid, cause)),
    );
  }

  #manifest(
    since: string | undefined,
    causes: readonly CauseLine[],
    journal: readonly JournalLine[],
  ): BundleManifest {
    const of = (kind: JournalLine["kind"]) => journal.filter((line) => line.kind === kind).length;
    return {
      kind: "manifest",
      format: "steward-review",
      version: 1,
      madeAt: new Date().toISOString(),
      madeWith: this.#parts.version,
      ...(since !== undefined && { since }),
      connections: this.#parts.connections().map((connection) => this.#connection(connection, causes)),
      lines: { run: of("run"), refusal: of("refusal"), setting: of("setting"), cause: causes.length },
    };
  }

  #connection({ id, uid, name, server }: StoredConnection, causes: readonly CauseLine[]) {
    const { now } = this.#parts.permissions.of(id);
    return {
      id: uid,
      name,
      ...(server && {
        server: { product: server.product, version: server.version, dataModels: [...server.dataModels] },
      }),
      ...(now?.claimSet !== undefined && { claimSet: now.claimSet }),
      ...(now?.resources && { permissions: now.resources }),
      records: this.#parts.states.countAll(id),
      causes: causes.filter(({ connection, records, held }) => connection === uid && records + held > 0)
        .length,
    };
  }
}

const uidOrNone = (uids: ReadonlyMap<number, string>, { connection }: StoredSetting) =>
  connection === null ? undefined : uids.get(connection);

function shownSetting({ at, what, changes }: StoredSetting) {
  const fields = AuditEntry.shape.changes.parse(JSON.parse(changes)).map(({ field }) => field);
  return { at, what, fields };
}
