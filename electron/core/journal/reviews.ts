import type { ActivityDay } from "../../../shared/domain/activity.ts";
import type { CauseEvent, TrendPoint } from "../../../shared/domain/cause.ts";
import type {
  BundleConnection,
  BundleManifest,
  CauseLine,
  EntryLine,
  JournalLine,
  Review,
} from "../../../shared/domain/journal.ts";
import type { PermissionsView } from "../../../shared/domain/permissions.ts";
import type { ResourceStatus } from "../../../shared/domain/record.ts";
import type { CausesStore, StoredCause } from "../causes/causes-store.ts";
import type { ChecksStore, FoundCause } from "../check/checks-store.ts";
import { type StoredConnection, showConnection } from "../connections/connections-store.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import type { StatesStore } from "../sync/states-store.ts";
import type { Journal } from "./journal.ts";
import { causeLine, entriesOf, foundLine, keyLine, lifeLine, runLine, toldResources } from "./lines.ts";
import { numberAlike } from "./stand-ins.ts";

interface ReviewParts {
  readonly journal: Pick<Journal, "newest">;
  readonly connections: () => readonly StoredConnection[];
  readonly causes: Pick<CausesStore, "all">;
  readonly checks: Pick<ChecksStore, "list" | "found">;
  readonly states: Pick<StatesStore, "countAll">;
  readonly runs: Pick<RunsStore, "list">;
  readonly resourcesOf: (cause: StoredCause) => readonly string[];
  readonly historyOf: (cause: StoredCause) => readonly CauseEvent[];
  readonly trendOf: (connection: StoredConnection, cause: StoredCause) => readonly TrendPoint[];
  /** Counts by state, in dependency order. */
  readonly statusOf: (connection: StoredConnection) => readonly ResourceStatus[];
  /** The last days of a connection, or (null) of all that are not closed. */
  readonly activityOf: (connection: number | null) => readonly ActivityDay[];
  readonly permissionsOf: (connection: StoredConnection) => Promise<PermissionsView>;
  /** Which Steward this is. */
  readonly version: string;
}

/** Causes whose history is told, most releasing first: a person reads no more, and a file of all of it has no use. */
const mostHistories = 500;
/** Causes of checks that are told, of open and of each closed connection. */
const mostFound = 10_000;
/** Runs among which the last one is that had ended. */
const runsLooked = 10;

/** Makes review files: what the pages show of causes and of what happened, through a list of what may be told (lines.ts). */
export class Reviews {
  readonly #parts: ReviewParts;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** `since`: the journal begins there. */
  async make(since: string | undefined): Promise<Review> {
    const connections = this.#parts.connections();
    const keys = await Promise.all(
      connections.map(async (one) => keyLine(await this.#parts.permissionsOf(one))),
    );
    const { lines, leftOut } = await this.#parts.journal.newest(since);
    const from = since === undefined ? "" : new Date(since).toISOString();
    const [stored, found] = [this.#stored(), this.#found()];
    // In the order in which they opened, then in one that tells nothing of what is left out.
    const numberOf = numberAlike([
      ...stored.map(({ cause }) => cause).sort((one, other) => one.id - other.id),
      ...found.toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1)),
    ]);
    const known = stored.filter(({ cause }) => cause.clearedAt === null || cause.lastSeen >= from);
    const causes = [...this.#causes(known, numberOf), ...this.#foundLines(found, numberOf)];
    const entries = entriesOf(causes);
    const manifest = {
      ...this.#manifest({ since, causes, entries, lines }),
      connections: connections.map((one, index) => ({
        ...this.#connection(one, causes),
        ...keys[index],
      })),
      activity: [...this.#parts.activityOf(null)],
      ...(leftOut > 0 && { leftOut }),
    };
    const numbers = new Map(stored.map(({ cause }) => [String(cause.id), numberOf(cause.fingerprint)]));
    const journal = lines.map((line) =>
      line.kind === "cause-change" ? withNumber(line, numbers.get(line.cause) ?? "") : line,
    );
    return { manifest, causes, entries, journal };
  }

  #stored(): KnownCause[] {
    const { connections, causes } = this.#parts;
    return connections().flatMap((connection) =>
      causes.all(connection.id).map((cause) => ({ connection, cause })),
    );
  }

  #causes(found: readonly KnownCause[], numberOf: NumberOf): CauseLine[] {
    const { connections, checks } = this.#parts;
    const releasing = found.toSorted((one, other) => sumOf(other.cause) - sumOf(one.cause));
    const told = new Set(releasing.slice(0, mostHistories).map(({ cause }) => cause.id));
    const both = new Map(connections().map(({ id }) => [id, checks.found(id)]));
    const alsoFound = ({ id }: StoredConnection, { clearedAt, fingerprint }: StoredCause) => {
      const also = clearedAt === null ? both.get(id)?.get(fingerprint) : undefined;
      return also && { alsoFound: { records: also.failed, held: also.held } };
    };
    return found.map(({ connection, cause }) => ({
      ...withNumber(causeLine(connection.uid, cause), numberOf(cause.fingerprint)),
      ...lifeLine(cause, this.#parts.resourcesOf(cause)),
      ...alsoFound(connection, cause),
      ...(told.has(cause.id) && {
        history: [...this.#parts.historyOf(cause)],
        trend: [...this.#parts.trendOf(connection, cause)],
      }),
    }));
  }

  #found(): FoundCause[] {
    // Those of closed connections are told with their connection only.
    const closed = this.#parts.connections().filter(({ closedAt }) => closedAt !== null);
    return [null, ...closed.map(({ id }) => id)].flatMap((connection) =>
      this.#parts.checks.list({ connection, order: "releases", limit: mostFound }),
    );
  }

  #foundLines(found: readonly FoundCause[], numberOf: NumberOf): CauseLine[] {
    const uids = new Map(this.#parts.connections().map(({ id, uid }) => [id, uid]));
    // Each order of theirs has the title last; titles that are told may be others.
    return found
      .toSorted((one, other) => (one.title < other.title ? -1 : Number(one.title > other.title)))
      .map((one) => withNumber(foundLine(uids.get(one.connection) ?? "", one), numberOf(one.fingerprint)));
  }

  #manifest({ since, causes, entries, lines }: ToldLines): BundleManifest {
    const counts = { run: 0, refusal: 0, setting: 0, "cause-change": 0 };
    for (const { kind } of lines) counts[kind] += 1;
    return {
      kind: "manifest",
      format: "steward-review",
      version: 2,
      madeAt: new Date().toISOString(),
      madeWith: this.#parts.version,
      ...(since !== undefined && { since }),
      connections: [],
      lines: { ...counts, cause: causes.length, entry: entries.length },
    };
  }

  #connection(connection: StoredConnection, causes: readonly CauseLine[]): BundleConnection {
    const { id, uid, name, server, settings, closedAt } = connection;
    const { states, runs, statusOf, activityOf } = this.#parts;
    const last = runs.list(id, runsLooked).find(({ state }) => state !== "running" && state !== "queued");
    const line = last && runLine(uid, last);
    return {
      id: uid,
      name,
      ...(server && {
        server: { product: server.product, version: server.version, dataModels: [...server.dataModels] },
      }),
      records: states.countAll(id),
      causes: causes.filter((cause) => cause.connection === uid && isOpen(cause)).length,
      practice: showConnection(connection).practice,
      ...(closedAt !== null && { closedAt }),
      ...(settings.year !== undefined && { schoolYear: settings.year }),
      resources: toldResources(statusOf(connection)),
      ...(line && { lastRun: line }),
      activity: [...activityOf(id)],
    };
  }
}

interface KnownCause {
  readonly connection: StoredConnection;
  readonly cause: StoredCause;
}
type NumberOf = ReturnType<typeof numberAlike>;

const withNumber = <L extends { readonly title: string }>(line: L, number: string): L => ({
  ...line,
  title: line.title + number,
});

interface ToldLines {
  readonly since: string | undefined;
  readonly causes: readonly CauseLine[];
  readonly entries: readonly EntryLine[];
  readonly lines: readonly JournalLine[];
}

const isOpen = ({ clearedAt, found }: CauseLine) => clearedAt === undefined && found === undefined;
const sumOf = ({ failed, held, repaired }: StoredCause) => failed + held + repaired;
