import { randomUUID } from "node:crypto";
import { type Connection, ConnectionSettings } from "../../../shared/domain/connection.ts";
import { isLoopback } from "../api/address.ts";
import type { OpenApiEtags } from "../api/metadata.ts";
import type { ServerInfo } from "../api/types.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Dependency } from "../model/types.ts";

export interface StoredConnection {
  readonly id: number;
  /** The public id, under which the keychain keeps the key. */
  readonly uid: string;
  readonly name: string;
  readonly settings: ConnectionSettings;
  readonly server: ServerInfo | undefined;
  readonly serverSeenAt: string | null;
  readonly keyEnding: string | null;
  readonly keySince: string | null;
  readonly model: number | null;
  readonly dependencies: readonly Dependency[] | undefined;
  /** What the model was read from. */
  readonly metadata: Metadata | undefined;
  readonly createdAt: string;
  /** Nothing is sent any more. */
  readonly closedAt: string | null;
  readonly clonedFrom: string | null;
  readonly keyFromEnvironment: boolean;
  readonly profileId: number | null;
  /** The server's version when its descriptors were last read. */
  readonly descriptorsVersion: string | null;
  /** Requests at a time that suited the server best in the last push that could tell. */
  readonly bestConcurrency: number | null;
  readonly bestConcurrencyAt: string | null;
  /** 1: it leads to the practice API of this Steward itself. */
  readonly ownPractice: number;
}
interface Metadata {
  readonly version: string;
  readonly etags: OpenApiEtags;
}
interface Row {
  id: number;
  uid: string;
  name: string;
  settings: string;
  server: string | null;
  serverSeenAt: string | null;
  keyEnding: string | null;
  keySince: string | null;
  model: number | null;
  dependencies: string | null;
  metadata: string | null;
  createdAt: string;
  closedAt: string | null;
  clonedFrom: string | null;
  profileId: number | null;
  descriptorsVersion: string | null;
  bestConcurrency: number | null;
  bestConcurrencyAt: string | null;
  ownPractice: number;
}
export interface ConnectionSource {
  readonly folder: string;
  readonly format: string;
  readonly set: number | null;
}

const columns = `id, uid, name, settings, server, server_seen_at AS serverSeenAt, key_ending AS keyEnding,
  key_since AS keySince, model_id AS model, dependencies, metadata, created_at AS createdAt,
  closed_at AS closedAt, cloned_from AS clonedFrom, profile_id AS profileId,
  descriptors_version AS descriptorsVersion, best_concurrency AS bestConcurrency,
  best_concurrency_at AS bestConcurrencyAt, own_practice AS ownPractice`;
const day = 24 * 60 * 60 * 1000;

/** All SQL about connections and which folders they send from. Secrets are not here: the keychain has them. */
export function createConnectionsStore(db: Db, keyFromEnvironment = false) {
  const read = (row: Row): StoredConnection => ({ ...readRow(row), keyFromEnvironment });
  const list = db.prepare<[], Row>(`SELECT ${columns} FROM connections ORDER BY id`);
  const find = db.prepare<[string, string], Row>(
    `SELECT ${columns} FROM connections WHERE uid = ? OR name = ?`,
  );
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM connections WHERE id = ?`);
  const insert = db.prepare("INSERT INTO connections (uid, name, settings, created_at) VALUES (?, ?, ?, ?)");
  const setServer = db.prepare("UPDATE connections SET server = ?, server_seen_at = ? WHERE id = ?");
  const setKey = db.prepare("UPDATE connections SET key_ending = ?, key_since = ? WHERE id = ?");
  const setModel = db.prepare(
    "UPDATE connections SET model_id = ?, dependencies = ?, metadata = ? WHERE id = ?",
  );
  const setDescriptorsVersion = db.prepare<[string | null, number]>(
    "UPDATE connections SET descriptors_version = ? WHERE id = ?",
  );
  const setBestConcurrency = db.prepare<[number, string, number]>(
    "UPDATE connections SET best_concurrency = ?, best_concurrency_at = ? WHERE id = ?",
  );
  const setName = db.prepare<[string, number]>("UPDATE connections SET name = ? WHERE id = ?");
  const setSettings = db.prepare<[string, number]>("UPDATE connections SET settings = ? WHERE id = ?");
  const setClosed = db.prepare<[string | null, number]>("UPDATE connections SET closed_at = ? WHERE id = ?");
  const setOwnPractice = db.prepare<[number]>("UPDATE connections SET own_practice = 1 WHERE id = ?");
  const setOrigin = db.prepare<[string, number]>("UPDATE connections SET cloned_from = ? WHERE id = ?");
  const remove = db.prepare<[number]>("DELETE FROM connections WHERE id = ?");
  const sources = db.prepare<[number], ConnectionSource>(
    "SELECT folder, format, set_id AS 'set' FROM connection_sources WHERE connection_id = ? ORDER BY position",
  );
  const addSource = db.prepare(
    `INSERT INTO connection_sources (connection_id, folder, format, position)
     SELECT ?, ?, ?, coalesce(max(position), 0) + 1 FROM connection_sources WHERE connection_id = ?`,
  );
  const setSource = db.prepare(
    "UPDATE connection_sources SET set_id = ? WHERE connection_id = ? AND folder = ?",
  );
  const removeSource = db.prepare("DELETE FROM connection_sources WHERE connection_id = ? AND folder = ?");
  const users = db
    .prepare<[number, number], number>(
      "SELECT count(*) FROM connection_sources WHERE set_id = ? AND connection_id <> ?",
    )
    .pluck();

  return {
    list: (): StoredConnection[] => list.all().map(read),
    /** By id or by name, letters' case aside. */
    find: (ref: string): StoredConnection | undefined => {
      const row = find.get(ref, ref);
      return row && read(row);
    },
    add(name: string, settings: ConnectionSettings): StoredConnection {
      const { lastInsertRowid } = insert.run(
        randomUUID(),
        name,
        JSON.stringify(settings),
        new Date().toISOString(),
      );
      return read(byId.get(Number(lastInsertRowid)) as Row);
    },
    setServer: (id: number, server: ServerInfo) =>
      setServer.run(JSON.stringify(server), new Date().toISOString(), id),
    /** The key's last four characters at most; a short key shows fewer. */
    setKey: (id: number, key: string | undefined) =>
      setKey.run(
        key?.slice(-Math.min(4, Math.floor(key.length / 3))) ?? null,
        key === undefined ? null : new Date().toISOString(),
        id,
      ),
    setModel: (
      id: number,
      model: number,
      { dependencies, metadata }: Pick<StoredConnection, "dependencies" | "metadata">,
    ) =>
      setModel.run(
        model,
        dependencies ? JSON.stringify(dependencies) : null,
        metadata ? JSON.stringify(metadata) : null,
        id,
      ),
    /** The server's version at which all its descriptors were read; null: they are to be read again. */
    setDescriptorsVersion: (id: number, version: string | null) => setDescriptorsVersion.run(version, id),
    /** Requests at a time that suited the server best, as of now. */
    setBestConcurrency: (id: number, requests: number) =>
      setBestConcurrency.run(requests, new Date().toISOString(), id),
    setName: (id: number, name: string) => setName.run(name, id),
    setSettings: (id: number, settings: ConnectionSettings) => setSettings.run(JSON.stringify(settings), id),
    /** When it was closed; null: it is open again. */
    setClosed: (id: number, at: string | null) => setClosed.run(at, id),
    /** Name of the connection or template that it was made from. */
    setOrigin: (id: number, name: string) => setOrigin.run(name, id),
    /** It leads to the practice API of this Steward itself. */
    setOwnPractice: (id: number) => setOwnPractice.run(id),
    remove: (id: number): void => inTransaction(db, () => void remove.run(id)),
    sources: (id: number) => sources.all(id),
    addSource: (id: number, folder: string, format: string) => addSource.run(id, folder, format, id),
    setSource: (id: number, folder: string, set: number) => setSource.run(set, id, folder),
    removeSource: (id: number, folder: string): boolean => removeSource.run(id, folder).changes === 1,
    /** Other connections that send from this record set. */
    otherUsers: (set: number, id: number): number => users.get(set, id) ?? 0,
  };
}
export type ConnectionsStore = ReturnType<typeof createConnectionsStore>;

const readRow = ({
  settings,
  server,
  dependencies,
  metadata,
  ...row
}: Row): Omit<StoredConnection, "keyFromEnvironment"> => ({
  ...row,
  settings: ConnectionSettings.parse(JSON.parse(settings)),
  server: server === null ? undefined : JSON.parse(server),
  dependencies: dependencies === null ? undefined : JSON.parse(dependencies),
  metadata: metadata === null ? undefined : JSON.parse(metadata),
});

/** The server is on this machine: nothing leaves it. */
export const isPractice = ({ url }: Pick<ConnectionSettings, "url">): boolean =>
  isLoopback(new URL(url).hostname);

/** What a host may see of a connection. */
export function showConnection({ uid, name, settings, server, ...row }: StoredConnection): Connection {
  return {
    id: uid,
    name,
    settings,
    ...(server && { server: showServer(server, row.serverSeenAt ?? row.createdAt) }),
    ...(row.keySince && {
      key: {
        ending: row.keyEnding ?? "",
        since: row.keySince,
        due: Date.parse(row.keySince) + settings.keyReminderDays * day < Date.now(),
      },
    }),
    ...(row.keyFromEnvironment && !row.keySince && { keyFromEnvironment: true as const }),
    ...(row.bestConcurrency !== null &&
      row.bestConcurrencyAt !== null && {
        bestConcurrency: { requests: row.bestConcurrency, at: row.bestConcurrencyAt },
      }),
    ...(row.closedAt && { closedAt: row.closedAt }),
    ...(row.clonedFrom && { clonedFrom: row.clonedFrom }),
    practice: isPractice(settings),
    ...(row.ownPractice === 1 && { ownPractice: true as const }),
    createdAt: row.createdAt,
  };
}

/** What a host may see of a server. */
export function showServer({ version, product, dataModels }: ServerInfo, seenAt: string) {
  const models = dataModels.map((model) => `${model.name} ${model.version}`);
  return { version, product, dataModels: models, seenAt } satisfies Connection["server"];
}
