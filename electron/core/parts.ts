import type { AppEvent, Emitted } from "../../shared/contract.ts";
import type { Starter } from "../../shared/domain/submission.ts";
import { AppError } from "../../shared/errors.ts";
import { Checks } from "./check/checks.ts";
import type { StoredConnection } from "./connections/connections-store.ts";
import { type ConnectionDesk, createConnections } from "./connections/create-connections.ts";
import { openLink } from "./connections/link.ts";
import { Probes } from "./connections/probes.ts";
import { requireOpen } from "./connections/refusals.ts";
import type { Db } from "./db/open.ts";
import { createFirstSyncs } from "./first-sync/create-first-syncs.ts";
import type { FirstSyncs } from "./first-sync/first-syncs.ts";
import { createJournal, createRetention } from "./journal/create-journal.ts";
import type { Journal } from "./journal/journal.ts";
import type { JournalRetention } from "./journal/retention.ts";
import type { Reviews } from "./journal/reviews.ts";
import type { AsSent } from "./ledger/as-sent.ts";
import { createLedger } from "./ledger/create-ledger.ts";
import type { LedgerKeeper } from "./ledger/ledger-keeper.ts";
import { createMapper } from "./mapping/create-mapper.ts";
import type { Mapper } from "./mapping/mapper.ts";
import { Pulls } from "./mapping/pulls.ts";
import { createProfiles } from "./profile/create-profiles.ts";
import type { Profiles } from "./profile/profiles.ts";
import { type Clock, type Clockwork, machineClock } from "./schedule/clockwork.ts";
import { createSchedules } from "./schedule/create-schedules.ts";
import type { Rest } from "./schedule/rest.ts";
import type { Schedules } from "./schedule/schedules.ts";
import type { Submissions } from "./schedule/submissions.ts";
import { environmentSecrets } from "./secrets/environment.ts";
import { keychainSecrets } from "./secrets/keychain.ts";
import type { Secrets } from "./secrets/secrets.ts";
import { TokenKeeper } from "./secrets/token-keeper.ts";
import { Sources } from "./sources/sources.ts";
import { createStores, type Stores } from "./stores.ts";
import { createLeaveSources } from "./sync/left-sources.ts";
import { preparePush } from "./sync/prepare-push.ts";
import type { Pushes } from "./sync/pushes.ts";
import { SchoolScopes } from "./sync/school-scope.ts";
import { hasUnsent } from "./sync/unsent.ts";
import { createPractice } from "./training/create-practice.ts";
import type { PracticeOffice } from "./training/practice-office.ts";
import type { PracticePort } from "./training/practice-port.ts";
import { withPractice } from "./training/practice-secrets.ts";
import { PracticeServer } from "./training/practice-server.ts";
import { createWatch } from "./watch/create-watch.ts";
import type { Watch } from "./watch/watch.ts";

export interface CoreOptions {
  /** Data folder: must exist. */
  readonly home: string;
  readonly credentials: "keychain" | "environment";
  readonly reportBug: (error: unknown) => void;
  /** Where credentials "environment" come from; the process's own unless a host says otherwise. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds without any answer after which a push gives up. */
  readonly patience?: number;
  /** Who starts pushes here. One that lives longer than a command keeps the schedules and takes up what waits. */
  readonly host?: Host;
  readonly clock?: Clock;
  /** Of this Steward, for those who read a review file. */
  readonly version?: string;
  /** Absent: no practice here. */
  readonly practice?: PracticePort;
}
type Host = Exclude<Starter, "schedule">;

const halfAnHour = 30 * 60 * 1000;

/** What a core is made of. */
export interface Parts extends Stores, Omit<ConnectionDesk, "viewApiProfiles"> {
  readonly home: string;
  readonly version: string | undefined;
  readonly patience: number;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  readonly probes: Probes;
  readonly sources: Sources;
  readonly scopes: SchoolScopes;
  readonly pushes: Pushes;
  readonly checks: Checks;
  readonly host: Host;
  readonly submissions: Submissions;
  readonly schedules: Schedules;
  readonly firstSyncs: FirstSyncs;
  readonly clockwork: Clockwork;
  readonly rest: Rest;
  readonly watch: Watch;
  readonly profiler: Profiles;
  readonly mapper: Mapper;
  readonly pulls: Pulls;
  readonly ledgerKeeper: LedgerKeeper;
  readonly asSent: AsSent;
  readonly journal: Journal;
  readonly reviews: Reviews;
  readonly retention: JournalRetention;
  readonly practice: PracticeOffice;
  readonly practiceServer: PracticeServer;
  readonly emit: (event: Emitted) => void;
  readonly listen: (listener: (event: AppEvent) => void) => () => void;
}

/** Makes the parts of a core and lets them meet. */
export function createParts(options: CoreOptions, db: Db): Parts {
  const { home, reportBug, patience = halfAnHour } = options;
  const { emit, listen } = createEvents();
  const { stores, practiceServer, ...keys } = openKeys(options, db);
  const { secrets, tokens } = keys;
  const uidOf = (id: number) =>
    stores.connections.list().find((connection) => connection.id === id)?.uid ?? "";
  const clock = options.clock ?? machineClock;
  const { changes, ...sending } = createSchedules({
    stores,
    emit,
    reportBug,
    uidOf,
    clock,
    prepare: (connection) => preparePush(parts, connection),
    hasUnsent: (connection) => hasUnsent(parts, connection, knownModel(parts, connection)),
  });
  const { isBusy } = sending.submissions;
  const { viewApiProfiles, ...desk } = createConnections({ stores, secrets, tokens, isBusy, emit });
  const profiler = createProfiles(stores, viewApiProfiles, () =>
    emit({ name: "data.changed", data: { tables: ["profiles", "audit"] } }),
  );
  const tellDescriptors = () =>
    emit({ name: "data.changed", data: { tables: ["descriptors", "records", "causes", "audit"] } });
  const reading = createSources(stores);
  const { sources } = reading;
  const pulls = createPulls({ stores, secrets, tokens, changed: tellDescriptors });
  const shared = { stores, sources, pulls, emit, nudge: sending.clockwork.nudge };
  const parts: Parts = {
    ...stores,
    ...createLedger(stores, reportBug),
    ...keys,
    home,
    version: options.version,
    patience,
    emit,
    host: options.host ?? "command line",
    ...sending,
    ...desk,
    probes: new Probes({ secrets, emit, uidOf: (ref) => openUid(desk.service.find(ref)) }),
    profiler,
    mapper: createMapper({ stores, profileOf: profiler.of, changed: tellDescriptors }),
    pulls,
    ...reading,
    checks: new Checks({ ...stores, sources, profiler, emit }),
    listen,
    ...createJournal(stores, desk.keyPermissions, options.version),
    practiceServer,
    practice: createPractice({
      ...shared,
      practiceServer,
      port: options.practice,
      service: desk.service,
      requireModel: (connection) => requireModel(parts, connection),
    }),
    retention: createRetention(stores, { emit, reportBug, now: clock.now }),
    firstSyncs: createFirstSyncs({
      ...shared,
      profiler,
      submissions: sending.submissions,
      modelOf: (connection) => knownModel(parts, connection),
    }),
    watch: createWatch({ ...shared, clock, changes, reportBug, pushes: sending.pushes }),
  };
  return parts;
}

/** The stores, and all that knows keys and secrets. */
function openKeys({ home, credentials, environment = process.env, practice }: CoreOptions, db: Db) {
  const stores = createStores(db, credentials);
  const practiceServer = new PracticeServer({ ...stores, home, port: practice });
  const kept = credentials === "environment" ? environmentSecrets(environment) : keychainSecrets();
  const secrets = withPractice(kept, practiceServer);
  return { stores, practiceServer, secrets, tokens: new TokenKeeper(secrets, stores.connections.find) };
}

interface PullParts {
  readonly stores: Stores;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  readonly changed: () => void;
}

function createPulls({ stores, secrets, tokens, changed }: PullParts): Pulls {
  return new Pulls({
    stores,
    open: (connection, signal) => openLink({ ...stores, secrets, tokens }, connection, signal),
    changed: ({ id }) => {
      // A run that is under way has to look again at what becomes of codes.
      stores.reshapes.queue(id, []);
      changed();
    },
  });
}

/** What is read of the folders is settled for the schools that each connection sends. */
function createSources(stores: Stores): Pick<Parts, "sources" | "scopes"> {
  const sources: Sources = new Sources({
    ...stores,
    listener: stores.states.listener,
    leaveSources: createLeaveSources(stores.db),
    beginScope: (connection) => scopes.begin(connection),
  });
  const scopes = new SchoolScopes({ ...stores, sources });
  return { sources, scopes };
}

/** Numbers events, and tells them to whoever listens. */
function createEvents(): Pick<Parts, "emit" | "listen"> {
  const listeners = new Set<(event: AppEvent) => void>();
  let seq = 0;
  return {
    emit: (event) => {
      seq += 1;
      for (const listener of listeners) listener({ ...event, seq } as AppEvent);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function openUid(connection: StoredConnection): string {
  requireOpen(connection);
  return connection.uid;
}

/** The model that was read when the server was last asked. */
export function knownModel({ models }: Parts, { model }: StoredConnection) {
  return model === null ? undefined : models.byId(model);
}

/** Throws AppError("unusable") while it is not known. */
export function requireModel(parts: Parts, connection: StoredConnection) {
  const model = knownModel(parts, connection);
  if (model && connection.model !== null) return { model, modelId: connection.model };
  throw new AppError(
    "unusable",
    "The server's resources are not known yet. Test the connection while the server can be reached.",
  );
}
