import type { Emitted } from "../../../shared/contract.ts";
import { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { practicePair } from "../../../shared/domain/practice-facts.ts";
import type { Connections } from "../connections/connections.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { removeConnection } from "../connections/remove-connection.ts";
import type { Pulls } from "../mapping/pulls.ts";
import type { Model } from "../model/types.ts";
import type { Sources } from "../sources/sources.ts";
import type { Stores } from "../stores.ts";
import { type NewDistrict, PracticeOffice } from "./practice-office.ts";
import type { PracticePort } from "./practice-port.ts";
import type { PracticeServer } from "./practice-server.ts";

/** Nobody has to change a key that is no secret. */
const keyReminderDays = 3650;

interface PracticeParts {
  readonly stores: Stores;
  readonly port: PracticePort | undefined;
  readonly practiceServer: PracticeServer;
  readonly service: Connections;
  readonly sources: Sources;
  readonly pulls: Pulls;
  readonly requireModel: (connection: StoredConnection) => { model: Model; modelId: number };
  readonly emit: (event: Emitted) => void;
}

/** Practice over the parts of a core. */
export function createPractice(parts: PracticeParts) {
  const { stores, port, practiceServer: server, service, emit } = parts;
  return new PracticeOffice({
    ...stores,
    port,
    server,
    emit,
    connect: (district, born) => connect(parts, district, born),
    disconnect: (uid) => removeConnection(parts, uid),
    read: (uid, progress, signal) => read(parts, service.find(uid), { progress, signal }),
  });
}

async function connect(
  { stores: { connections, audit }, service, sources }: PracticeParts,
  { name, url, folder }: NewDistrict,
  born: (connection: number) => void,
): Promise<void> {
  const settings = ConnectionSettings.parse({ url, keyReminderDays });
  const { connection } = await service.add({ name, settings, credentials: practicePair }, (id) => {
    born(id);
    connections.setKey(id, practicePair.key);
    connections.setOwnPractice(id);
  });
  const added = service.find(connection.id);
  sources.add(added, folder, "jsonl");
  audit.note(added, "added a source folder", [{ field: "folder", to: folder }]);
}

async function read(
  { sources, requireModel }: PracticeParts,
  connection: StoredConnection,
  { progress, signal }: { progress: (lines: number) => void; signal: AbortSignal },
): Promise<void> {
  let linesRead = 0;
  const reading = sources.scan(connection, requireModel(connection), (lines) => {
    linesRead += lines;
    progress(linesRead);
  });
  const stop = () => void sources.cancel(connection, "scan");
  signal.addEventListener("abort", stop, { once: true });
  try {
    await reading;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
