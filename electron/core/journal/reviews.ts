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
import type { ChecksStore } from "../check/checks-store.ts";
import { type StoredConnection, showConnection } from "../connections/connections-store.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import type { StatesStore } from "../sync/states-store.ts";
import type { Journal } from "./journal.ts";
import { causeLine, entriesOf, foundLine, keyLine, lifeLine, runLine, toldResources } from "./lines.ts";

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
    const causes = [...this.#causes(from), ...this.#found()];
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
    return { manifest, causes, entries, journal: lines };
  }

  /** Open ones, and what was cleared in this time. */
  #causes(from: string): CauseLine[] {
    const { connections, causes, checks } = this.#parts;
    const found = connections().flatMap((connection) =>
      causes
        .all(connection.id)
        .filter(({ clearedAt, lastSeen }) => clearedAt === null || lastSeen >= from)
        .map((cause) => ({ connection, cause })),
    );
    const releasing = found.toSorted((one, other) => sumOf(other.cause) - sumOf(one.cause));
    const told = new Set(releasing.slice(0, mostHistories).map(({ cause }) => cause.id));
    const both = new Map(connections().map(({ id }) => [id, checks.found(id)]));
    const alsoFound = ({ id }: StoredConnection, { clearedAt, fingerprint }: StoredCause) => {
      const also = clearedAt === null ? both.get(id)?.get(fingerprint) : undefined;
      return also && { alsoFound: { records: also.failed, held: also.held } };
    };
    return found.map(({ connection, cause }) => ({
      ...causeLine(connection.uid, cause),
      ...lifeLine(cause, this.#parts.resourcesOf(cause)),
      ...alsoFound(connection, cause),
      ...(told.has(cause.id) && {
        history: [...this.#parts.historyOf(cause)],
        trend: [...this.#parts.trendOf(connection, cause)],
      }),
    }));
  }

  #found(): CauseLine[] {
    const connections = this.#parts.connections();
    const uids = new Map(connections.map(({ id, uid }) => [id, uid]));
    // Those of closed connections are told with their connection only.
    const closed = connections.filter(({ closedAt }) => closedAt !== null);
    return (
      [null, ...closed.map(({ id }) => id)]
        .flatMap((connection) => this.#parts.checks.list({ connection, order: "releases", limit: mostFound }))
        // Each order of theirs has the title last; titles that are told may be others.
        .toSorted((one, other) => (one.title < other.title ? -1 : Number(one.title > other.title)))
        .map((found) => foundLine(uids.get(found.connection) ?? "", found))
    );
  }

  #manifest({ since, causes, entries, lines }: ToldLines): BundleManifest {
    const of = (kind: JournalLine["kind"]) => lines.filter((line) => line.kind === kind).length;
    return {
      kind: "manifest",
      format: "steward-review",
      version: 2,
      madeAt: new Date().toISOString(),
      madeWith: this.#parts.version,
      ...(since !== undefined && { since }),
      connections: [],
      lines: {
        run: of("run"),
        refusal: of("refusal"),
        setting: of("setting"),
        cause: causes.length,
        entry: entries.length,
        "cause-change": of("cause-change"),
      },
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

interface ToldLines {
  readonly since: string | undefined;
  readonly causes: readonly CauseLine[];
  readonly entries: readonly EntryLine[];
  readonly lines: readonly JournalLine[];
}

const isOpen = ({ clearedAt, found }: CauseLine) => clearedAt === undefined && found === undefined;
const sumOf = ({ failed, held, repaired }: StoredCause) => failed + held + repaired;
