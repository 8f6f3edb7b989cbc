import type { AppEvent, Emitted, Handlers } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import { createDispatcher as createCommandDispatcher, type Transport } from "../../shared/rpc.ts";
import { createCausesStore } from "./causes/causes-store.ts";
import { Connections } from "./connections/connections.ts";
import { createConnectionsStore, type StoredConnection } from "./connections/connections-store.ts";
import { openLink } from "./connections/link.ts";
import { describeStorage, openDatabase } from "./db/open.ts";
import { checkMachine } from "./doctor.ts";
import { buildSteps } from "./model/dependencies.ts";
import { createModelsStore } from "./model/models-store.ts";
import { environmentSecrets } from "./secrets/environment.ts";
import { keychainSecrets } from "./secrets/keychain.ts";
import { createRecordsStore } from "./sources/records-store.ts";
import { createSetsStore } from "./sources/sets-store.ts";
import { Sources } from "./sources/sources.ts";
import { previewOf, readPending, selectResources } from "./sync/plan.ts";
import { Pushes } from "./sync/pushes.ts";
import { createRunsStore } from "./sync/runs-store.ts";
import { createStatesStore } from "./sync/states-store.ts";
import { createWorld } from "./sync/world.ts";
import { CausesView } from "./views/causes-view.ts";
import { RecordView } from "./views/record-view.ts";
import { showStatus } from "./views/status-view.ts";

export interface CoreOptions {
  /** Data folder: must exist. */
  readonly home: string;
  readonly credentials: "keychain" | "environment";
  readonly reportBug: (error: unknown) => void;
  /** Where credentials "environment" come from; the process's own unless a host says otherwise. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds without any answer after which a push gives up. */
  readonly patience?: number;
}
export interface Core extends Transport {
  /** Cancels what runs, saves, and lets go of the data folder. */
  close(): Promise<void>;
}

const halfAnHour = 30 * 60 * 1000;

/**
 * Everything that Steward does, without a window, a server or a terminal. The only place where the parts meet.
 * Throws AppError "locked" or "storage" when the data folder cannot be used.
 */
export function createCore(options: CoreOptions): Core {
  const { db, close } = openDatabase(options.home);
  const parts = createParts(options, db);
  parts.runs.markCrashed(new Date().toISOString());
  for (const { id } of parts.connections.list()) parts.states.recover(id, Date.now());
  const dispatch = createCommandDispatcher(createHandlers(parts), options.reportBug, describeStorage);
  return {
    call: dispatch,
    listen: parts.listen,
    close: async () => {
      await parts.pushes.close();
      close();
    },
  };
}

type Parts = ReturnType<typeof createParts>;

function createParts(
  { home, credentials, reportBug, environment = process.env, patience = halfAnHour }: CoreOptions,
  db: ReturnType<typeof openDatabase>["db"],
) {
  const listeners = new Set<(event: AppEvent) => void>();
  let seq = 0;
  const emit = (event: Emitted) => {
    seq += 1;
    for (const listener of listeners) listener({ ...event, seq } as AppEvent);
  };
  const secrets = credentials === "environment" ? environmentSecrets(environment) : keychainSecrets();
  const stores = {
    db,
    secrets,
    connections: createConnectionsStore(db),
    models: createModelsStore(db),
    sets: createSetsStore(db),
    records: createRecordsStore(db),
    states: createStatesStore(db),
    causes: createCausesStore(db),
    runs: createRunsStore(db),
  };
  const uidOf = (id: number) =>
    stores.connections.list().find((connection) => connection.id === id)?.uid ?? "";
  const pushes = new Pushes({ runs: stores.runs, emit, reportBug, uidOf });
  const tellConnections = () => emit({ name: "data.changed", data: { tables: ["connections"] } });
  return {
    ...stores,
    home,
    patience,
    emit,
    pushes,
    service: new Connections(stores, pushes.isRunning, tellConnections),
    sources: new Sources({ ...stores, listener: stores.states.listener }),
    listen: (listener: (event: AppEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function createHandlers(parts: Parts): Handlers {
  const { service } = parts;
  return {
    "doctor.run": () => checkMachine(parts),
    "connections.list": service.list,
    "connections.show": ({ connection }) => service.show(connection),
    "connections.add": (input) => service.add(input),
    "connections.test": ({ connection }) => service.test(connection),
    "connections.remove": ({ connection }) => service.remove(connection),
    ...createSourceHandlers(parts),
    ...createPushHandlers(parts),
    ...createViewHandlers(parts),
  };
}

/** The model that was read when the server was last asked. */
function knownModel({ models }: Parts, { model }: StoredConnection) {
  return model === null ? undefined : models.byId(model);
}

function requireModel(parts: Parts, connection: StoredConnection) {
  const model = knownModel(parts, connection);
  if (model && connection.model !== null) return { model, modelId: connection.model };
  throw new AppError(
    "unusable",
    "The server's resources are not known yet. Test the connection while the server can be reached.",
  );
}

type SourceCommands = "sources.list" | "sources.add" | "sources.remove" | "sources.scan";

function createSourceHandlers(parts: Parts): Pick<Handlers, SourceCommands> {
  const { service, sources, emit, pushes } = parts;
  const tell = () => emit({ name: "data.changed", data: { tables: ["sources", "records", "causes"] } });
  return {
    "sources.list": ({ connection }) => sources.list(service.find(connection)),
    "sources.add": ({ connection, folder, format }) => {
      const added = sources.add(service.find(connection), folder, format);
      tell();
      return added;
    },
    "sources.remove": ({ connection, folder }) => {
      sources.remove(service.find(connection), folder);
      tell();
    },
    "sources.scan": async ({ connection: ref }) => {
      const connection = service.find(ref);
      if (pushes.isRunning(connection.id)) {
        throw new AppError(
          "conflict",
          "A push of this connection is running, and reads its sources itself. Wait for its end.",
        );
      }
      let linesRead = 0;
      const progress = (lines: number) => {
        linesRead += lines;
        emit({ name: "scan.progress", data: { connection: connection.uid, files: 0, linesRead } });
      };
      const report = await sources.read(connection, requireModel(parts, connection), {
        signal: new AbortController().signal,
        progress,
      });
      tell();
      return report;
    },
  };
}

type PushCommands =
  | "push.start"
  | "push.preview"
  | "push.cancel"
  | "runs.list"
  | "runs.result"
  | "runs.progress";

function createPushHandlers(parts: Parts): Pick<Handlers, PushCommands> {
  const { service, sources, pushes, runs, patience } = parts;
  return {
    "push.start": (request) => {
      const connection = service.find(request.connection);
      let modelId = 0;
      return pushes.start(
        {
          stores: parts,
          connection: connection.id,
          patience,
          connect: async (signal) => {
            const link = await openLink(parts, connection, signal);
            modelId = link.modelId;
            return link;
          },
          read: async (model, signal, progress) => {
            await sources.read(connection, { model, modelId }, { signal, progress });
            return sources.sets(connection);
          },
        },
        request,
      );
    },
    "push.preview": async (request) => {
      const connection = service.find(request.connection);
      const { model, modelId } = requireModel(parts, connection);
      await sources.read(
        connection,
        { model, modelId },
        { signal: new AbortController().signal, progress: () => {} },
      );
      const world = createWorld(parts, connection.id, sources.sets(connection), model);
      const selected = selectResources(world, request.resources);
      const pending = readPending(world).filter(({ resource }) => selected?.has(resource) ?? true);
      const rejected = sources.sets(connection).reduce((sum, set) => sum + parts.sets.rejectedCount(set), 0);
      return previewOf(pending, buildSteps(model, connection.dependencies), {
        force: request.force,
        rejected,
      });
    },
    "push.cancel": ({ run }) => {
      pushes.cancel(run);
    },
    "runs.list": ({ connection, limit }) => runs.list(service.find(connection).id, limit).map(pushes.shown),
    "runs.result": ({ run }) => pushes.result(run),
    "runs.progress": () => pushes.progress(),
  };
}

type ViewCommands = "status.show" | "causes.list" | "causes.records" | "records.show";

function createViewHandlers(parts: Parts): Pick<Handlers, ViewCommands> {
  const { service, sources, pushes } = parts;
  const recordsOf = (connection: StoredConnection) =>
    new RecordView(parts, connection.id, knownModel(parts, connection));
  const causesOf = (connection: StoredConnection) =>
    new CausesView(parts, connection.id, sources.sets(connection), recordsOf(connection));
  return {
    "status.show": ({ connection: ref }) => {
      const wanted = ref === undefined ? parts.connections.list() : [service.find(ref)];
      return wanted.map((connection) =>
        showStatus(connection, {
          stores: parts,
          pushes,
          sets: sources.sets(connection),
          model: knownModel(parts, connection),
        }),
      );
    },
    "causes.list": ({ connection, limit }) => causesOf(service.find(connection)).list(limit),
    "causes.records": ({ connection, cause, after, limit }) =>
      causesOf(service.find(connection)).records(cause, after, limit),
    "records.show": ({ connection, id }) => recordsOf(service.find(connection)).detail(Number(id)),
  };
}
